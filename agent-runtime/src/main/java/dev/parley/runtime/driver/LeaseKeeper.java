package dev.parley.runtime.driver;

import dev.parley.runtime.conversation.ConversationStore;
import dev.parley.runtime.conversation.OwnedConversation;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Renews the lease of a turn whose understanding takes long. A renewal that fails is no harm: the
/// token decides at the commit.
final class LeaseKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
  private static final ScheduledExecutorService TIMER = timer();

  private final ScheduledFuture<?> renewals;

  private LeaseKeeper(ScheduledFuture<?> renewals) {
    this.renewals = renewals;
  }

  /// What nobody waits for any more is thrown away at once: nearly every renewal is cancelled long
  /// before its time, and would keep its conversation in memory until then.
  private static ScheduledExecutorService timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("lease-keeper").daemon(true).factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  static LeaseKeeper keep(ConversationStore store, OwnedConversation owned, Duration leaseFor) {
    long everyMillis = Math.max(1, leaseFor.toMillis() / 3);
    return new LeaseKeeper(
        TIMER.scheduleAtFixedRate(
            () -> Thread.startVirtualThread(() -> renew(store, owned)),
            everyMillis,
            everyMillis,
            TimeUnit.MILLISECONDS));
  }

  private static void renew(ConversationStore store, OwnedConversation owned) {
    try {
      store.renew(owned);
    } catch (RuntimeException e) {
      LOG.atWarn()
          .setCause(e)
          .addKeyValue("conversation", owned.id().id())
          .log("A lease was not renewed; the turn is written only if nobody takes it over");
    }
  }

  @Override
  public void close() {
    renewals.cancel(false);
  }
}
