package dev.parley.runtime.hosted;

import dev.parley.lead.Disposition;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.WaitingMessage;
import dev.parley.runtime.driver.Announcer;
import dev.parley.runtime.driver.Telling;
import dev.parley.runtime.driver.Tellings;
import dev.parley.transcript.Turn;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Tells those who wait for a conversation's next words in this process; a turn of another node is
/// found by looking again after a moment. Thread-safe.
public final class Waiters implements Announcer, Tellings {
  private final ConcurrentHashMap<UUID, Ear> ears = new ConcurrentHashMap<>();

  /// One more waits, until `end`.
  Ear begin(ConversationId conversation) {
    return ears.compute(
        conversation.id(),
        (_, known) -> {
          Ear ear = known == null ? new Ear() : known;
          ear.waiting++;
          return ear;
        });
  }

  void end(ConversationId conversation) {
    ears.computeIfPresent(conversation.id(), (_, ear) -> --ear.waiting == 0 ? null : ear);
  }

  @Override
  public Optional<Telling> begin(ConversationId conversation, List<WaitingMessage> messages) {
    return Optional.ofNullable(ears.get(conversation.id())).flatMap(ear -> ear.begin(messages));
  }

  @Override
  public void typing(ConversationId conversation) {}

  @Override
  public void committed(ConversationId conversation, List<Turn> turns, List<String> messageIds) {
    Ear ear = ears.get(conversation.id());
    if (ear != null) {
      ear.ring();
    }
  }

  @Override
  public void closed(ConversationId conversation, Disposition disposition) {}
}
