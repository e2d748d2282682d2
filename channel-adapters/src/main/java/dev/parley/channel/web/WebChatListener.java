package dev.parley.channel.web;

/// One socket's ear on a conversation. Called from any thread, also from several at once; never
/// blocks, never throws.
public interface WebChatListener {

  /// The agent (or a human colleague) is writing.
  void typing();

  /// A turn was committed, the contact's own included. Calls may repeat, skip or overtake one
  /// another: the listener puts them in order and fetches what is missing with
  /// [WebChatPort#history].
  void turn(ChatTurn turn);

  /// A message of the contact went into the inbox, before it is part of any turn. Optional; lets
  /// the contact's other tabs show it at once.
  void received(String messageId, String text);

  /// The conversation has ended.
  ///
  /// @param disposition wire name
  void closed(String disposition);
}
