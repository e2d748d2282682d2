package dev.parley.runtime.driver;

import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.WaitingMessage;
import java.util.List;
import java.util.Optional;

/// Who hears answers while they are being written. Thread-safe.
@FunctionalInterface
public interface Tellings {
  /// @param messages that are about to be answered
  /// @return empty where nobody waits for words before the answer is whole
  Optional<Telling> begin(ConversationId conversation, List<WaitingMessage> messages);
}
