package dev.parley.runtime.hosted;

import dev.parley.lead.Disposition;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.driver.Announcer;
import dev.parley.transcript.Turn;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes those who wait for a conversation's next turn in this process; a turn of another node is
/// found by looking again after a moment. Thread-safe.
public final class Waiters implements Announcer {
  private final ConcurrentHashMap<UUID, Semaphore> waiting = new ConcurrentHashMap<>();

  /// Returns when something was committed since `begin`, or the time is over.
  void await(Semaphore bell, Duration atMost) throws InterruptedException {
    if (bell.tryAcquire(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS)) {
      bell.drainPermits();
    }
  }

  /// Several may wait for one conversation: a bell wakes one, who looks, and the others look soon.
  Semaphore begin(ConversationId conversation) {
    return waiting.computeIfAbsent(conversation.id(), any -> new Semaphore(0));
  }

  void end(ConversationId conversation, Semaphore bell) {
    waiting.remove(conversation.id(), bell);
  }

  @Override
  public void typing(ConversationId conversation) {}

  @Override
  public void committed(ConversationId conversation, List<Turn> turns, List<String> messageIds) {
    Semaphore bell = waiting.get(conversation.id());
    if (bell != null) {
      bell.release();
    }
  }

  @Override
  public void closed(ConversationId conversation, Disposition disposition) {}
}
