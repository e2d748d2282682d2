package dev.parley.channel.web;

import java.time.Duration;

/// The answer to a browser's hello.
public sealed interface Opened {

  /// The browser talks in this conversation.
  ///
  /// @param session the token that finds the conversation again: unguessable (at least 128 random
  ///     bits), at most 200 characters of `A-Z a-z 0-9 - _ . ~`
  /// @param resumed true when the browser's own token was honoured, false for a new conversation
  record Ready(String session, ChatConversation conversation, boolean resumed) implements Opened {}

  /// Not now: too many conversations, or the server is going away. The browser tries again.
  ///
  /// @param code stable, such as `overloaded`
  record Later(String code, Duration after) implements Opened {}

  /// There is no such widget (any more). The browser gives up.
  record NoSuchWidget() implements Opened {}
}
