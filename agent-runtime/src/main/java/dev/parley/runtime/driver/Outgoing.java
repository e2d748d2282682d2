package dev.parley.runtime.driver;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.runtime.conversation.OutgoingPart;
import dev.parley.runtime.conversation.OwnedConversation;
import dev.parley.runtime.conversation.WaitingMessage;
import dev.parley.runtime.flow.FlowState;
import java.util.List;

/// The way out by vendors that take a message away for good. Called on the threads that write
/// turns; must not throw.
public interface Outgoing {
  /// For channels that are read from the turns themselves.
  Outgoing NONE =
      new Outgoing() {
        @Override
        public List<OutgoingPart> parts(
            OwnedConversation conversation, AgentDefinition definition, Spoken spoken) {
          return List.of();
        }

        @Override
        public void answering(OwnedConversation conversation, List<WaitingMessage> messages) {}

        @Override
        public void committed(OwnedConversation conversation, List<OutgoingPart> parts) {}
      };

  /// What the agent says in one turn.
  ///
  /// @param state after the turn: an open question in it was just asked
  record Spoken(String text, FlowState state, OutgoingPart.Purpose purpose) {}

  /// The messages it becomes, in order, to be committed with the turn; none where the channel needs
  /// none. Pure.
  List<OutgoingPart> parts(
      OwnedConversation conversation, AgentDefinition definition, Spoken spoken);

  /// These messages are about to be understood and answered.
  void answering(OwnedConversation conversation, List<WaitingMessage> messages);

  /// These are committed and are this process's to send now.
  void committed(OwnedConversation conversation, List<OutgoingPart> parts);
}
