package dev.parley.runtime.call;

import dev.parley.runtime.conversation.Committed;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.ConversationStore;
import dev.parley.runtime.conversation.OwnedConversation;
import dev.parley.runtime.conversation.TurnCommit;
import dev.parley.runtime.driver.EffectRows;
import dev.parley.runtime.flow.FlowState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes a call down, in order, on a thread of its own: the voice never waits for the database.
/// Each write is fenced by the conversation's lease, which it keeps while the call lasts. What
/// cannot be written is tried again until `patience` after the end of the call has passed.
final class CallJournal implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(CallJournal.class);
  private static final Duration RETRY_FIRST = Duration.ofMillis(200);
  private static final Duration RETRY_MAX = Duration.ofSeconds(5);

  private final CallRows rows;
  private final ConversationStore store;
  private final EffectRows effects;
  private final Supplier<ConversationId> begin;
  private final Runnable lost;
  private final Duration leaseFor;
  private final Duration patience;
  private final LinkedBlockingQueue<Do> queue = new LinkedBlockingQueue<>();
  private final CompletableFuture<ConversationId> begun = new CompletableFuture<>();
  private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
  private @Nullable OwnedConversation owned;

  /// @param begin finds or writes the conversation
  /// @param lost told once when another owner has the conversation
  CallJournal(
      CallRows rows,
      ConversationStore store,
      EffectRows effects,
      Supplier<ConversationId> begin,
      Runnable lost,
      Duration leaseFor,
      Duration patience) {
    this.rows = rows;
    this.store = store;
    this.effects = effects;
    this.begin = begin;
    this.lost = lost;
    this.leaseFor = leaseFor;
    this.patience = patience;
  }

  /// Never blocks. Takes [Do.Write] and, as the last, [Do.End].
  void add(Do entry) {
    queue.add(entry);
  }

  /// The conversation, once it is written.
  CompletableFuture<ConversationId> begun() {
    return begun;
  }

  /// Completes once the conversation is closed, with false where it was not closed by this call.
  CompletableFuture<Boolean> closed() {
    return closed;
  }

  @Override
  public void run() {
    try {
      boolean going = work(this::own);
      while (going) {
        Do entry = queue.poll(leaseFor.toMillis() / 3, TimeUnit.MILLISECONDS);
        going =
            switch (entry) {
              case null -> work(this::renew);
              case Do.Write write -> work(() -> write(write));
              case Do.End end -> {
                var _ = work(() -> end(end));
                yield false;
              }
              default -> true;
            };
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      begun.cancel(false);
      closed.complete(false);
    }
  }

  /// Does it, however often it takes; false when there is no point in going on.
  private boolean work(Supplier<Boolean> step) throws InterruptedException {
    Duration wait = RETRY_FIRST;
    Instant until = Instant.now().plus(patience);
    while (true) {
      try {
        boolean ours = step.get();
        if (!ours) {
          LOG.warn("A call's conversation has another owner; the call ends");
          lost.run();
        }
        return ours;
      } catch (RuntimeException e) {
        if (Instant.now().isAfter(until)) {
          LOG.atError().setCause(e).log("A call could not be written down; what is stored stands");
          lost.run();
          return false;
        }
        LOG.atWarn().setCause(e).log("A call was not written down; tried again in {}", wait);
        Thread.sleep(wait);
        wait = wait.multipliedBy(2).compareTo(RETRY_MAX) < 0 ? wait.multipliedBy(2) : RETRY_MAX;
      }
    }
  }

  private boolean own() {
    ConversationId id = begin.get();
    Optional<OwnedConversation> taken = store.acquire(id);
    if (taken.isEmpty()) {
      throw new IllegalStateException("the conversation is still held by another owner");
    }
    owned = taken.get();
    begun.complete(id);
    return true;
  }

  private boolean renew() {
    OwnedConversation mine = mine();
    return rows.renew(mine.id(), mine.token());
  }

  private boolean write(Do.Write write) {
    OwnedConversation mine = mine();
    boolean closing =
        mine.state().status() != FlowState.Status.CLOSED
            && write.state().status() == FlowState.Status.CLOSED;
    boolean closed = write.state().status() == FlowState.Status.CLOSED;
    TurnCommit commit =
        new TurnCommit(
            write.turns(),
            write.source(),
            List.of(),
            write.state(),
            closed ? Optional.empty() : Optional.of(write.at().plus(CallRows.LOST_AFTER)),
            write.attempts(),
            List.of(),
            effects.rows(write.effects(), write.at()),
            write.at());
    Optional<Committed> committed = store.commit(mine, commit);
    committed.ifPresent(done -> owned = done.after());
    if (committed.isPresent() && closing) {
      effects.closed();
      this.closed.complete(true);
    }
    return committed.isPresent();
  }

  private boolean end(Do.End end) {
    OwnedConversation mine = mine();
    String outcome = end.how().name().toLowerCase(Locale.ROOT);
    rows.ended(mine.id(), outcome, end.recording().name().toLowerCase(Locale.ROOT), end.at());
    store.release(mine);
    return true;
  }

  private OwnedConversation mine() {
    if (owned == null) {
      throw new IllegalStateException("the conversation has not begun");
    }
    return owned;
  }
}
