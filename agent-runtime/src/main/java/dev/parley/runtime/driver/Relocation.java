package dev.parley.runtime.driver;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.runtime.conversation.OwnedConversation;
import dev.parley.runtime.conversation.WaitingMessage;
import java.util.List;
import java.util.Optional;

/// Takes a conversation whose contact has fallen silent, or cannot be written to, to another
/// channel, where the agent's definition says so. Committed on its own: what is said there follows
/// as any other turn.
@FunctionalInterface
public interface Relocation {
  Relocation NONE = (owned, definition, unreached) -> Optional.empty();

  /// The conversation where it is now; empty when it stays where it was.
  ///
  /// @param unreached whether the vendor refuses to bring the agent's words to where it is
  Optional<OwnedConversation> move(
      OwnedConversation owned, AgentDefinition definition, boolean unreached);

  /// Has messages that came while their conversation ended begin the contact's next one. False
  /// where they stay: a word of thanks, a channel that has no next.
  default boolean begunAnew(OwnedConversation ended, List<WaitingMessage> messages) {
    return false;
  }
}
