package dev.parley.runtime.chat;

import dev.parley.runtime.conversation.ConversationId;
import java.util.List;

/// A browser's message id is unique within its conversation only; in the inbox it carries the
/// conversation before it.
final class ClientMessageId {
  private ClientMessageId() {}

  static String inInbox(ConversationId conversation, String clientId) {
    return conversation.id() + "/" + clientId;
  }

  static List<String> clientIds(List<String> inInbox) {
    return inInbox.stream().map(id -> id.substring(id.indexOf('/') + 1)).toList();
  }
}
