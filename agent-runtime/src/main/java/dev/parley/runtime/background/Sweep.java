package dev.parley.runtime.background;

import static dev.parley.config.store.generated.Tables.CONVERSATIONS;
import static dev.parley.config.store.generated.Tables.INBOX;

import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.chat.ChatFollower;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.NodeId;
import dev.parley.runtime.driver.QueuedDriver;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What keeps nodes in step without talking to each other: messages that nobody answers (their node
/// died, or the wake-up was lost) are taken up, and turns another node committed are told to the
/// sockets of this one. One thread.
public final class Sweep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final int BATCH = 500;

  /// A message this young is most likely being worked on where it arrived.
  private static final Duration LEFT_ALONE = Duration.ofMillis(750);

  private final Database database;
  private final NodeId node;
  private final QueuedDriver driver;
  private final ChatFollower follower;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("sweep").daemon(true).factory());

  public Sweep(
      Database database, NodeId node, QueuedDriver driver, ChatFollower follower, Clock clock) {
    this.database = database;
    this.node = node;
    this.driver = driver;
    this.follower = follower;
    this.clock = clock;
  }

  public void start(Duration every) {
    var _ = thread.scheduleWithFixedDelay(this::round, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void round() {
    try {
      database.acrossTenants(this::leftBehind).forEach(driver::lookAgain);
      follower.round();
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("A sweep failed; the next one follows in a moment");
    }
  }

  private List<ConversationId> leftBehind(DSLContext tx) {
    return tx.selectDistinct(INBOX.TENANT_ID, INBOX.CONVERSATION_ID)
        .from(INBOX)
        .join(CONVERSATIONS)
        .on(CONVERSATIONS.ID.eq(INBOX.CONVERSATION_ID))
        .where(
            INBOX.TURN_SEQ.isNull(),
            INBOX.RECEIVED_AT.lt(clock.instant().minus(LEFT_ALONE)),
            CONVERSATIONS
                .LEASE_UNTIL
                .isNull()
                .or(CONVERSATIONS.LEASE_UNTIL.lt(DSL.currentInstant()))
                .or(CONVERSATIONS.LEASE_OWNER.eq(node.value())))
        .limit(BATCH)
        .fetch(row -> new ConversationId(new TenantId(row.value1()), row.value2()));
  }
}
