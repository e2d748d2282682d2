package dev.parley.channel.web;

import java.util.Optional;

/// What the runtime does for the web chat. Called on virtual threads, and may block there. An
/// exception is logged, answered with `internal_error`, and the browser tries again.
public interface WebChatPort {

  /// The widget of a key, cached by the implementation: asked at every page view and every socket.
  Optional<Widget> widget(String widgetKey);

  /// Finds the conversation of a session, or begins one. A token that is unknown, expired or of
  /// another widget begins a new conversation. A closed conversation is found as well: the contact
  /// sees how it ended.
  Opened open(OpenRequest request);

  /// Announces everything that is committed after this call. The socket subscribes first and reads
  /// the history second, so that nothing falls between.
  Subscription subscribe(ChatConversation conversation, WebChatListener listener);

  /// Committed turns with `seq` greater than `afterSeq`, ascending, at most `limit`.
  ChatHistory history(ChatConversation conversation, int afterSeq, int limit);

  /// Takes a message. Returns after the inbox commit; unique by conversation and `messageId`.
  Received receive(ChatConversation conversation, String messageId, String text);

  /// The contact is typing. Only a hint: at most about one call a second and socket.
  void typing(ChatConversation conversation);

  /// The contact ends the conversation. Idempotent.
  void end(ChatConversation conversation);
}
