package dev.parley.runtime.driver;

import dev.parley.lead.Disposition;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.transcript.Turn;
import java.util.List;

/// Told what was committed, for whoever listens in this process. Called outside of any transaction;
/// must not block or throw. What is missed here is read from the rows.
public interface Announcer {
  /// The agent is about to answer.
  void typing(ConversationId conversation);

  /// @param messageIds the contact's messages that became part of the contact's turn
  void committed(ConversationId conversation, List<Turn> turns, List<String> messageIds);

  void closed(ConversationId conversation, Disposition disposition);
}
