package dev.parley.channel.web;

import java.util.Optional;

/// What a browser says.
sealed interface ClientFrame {

  /// @param lastSeq the highest turn it has, 0 for none
  /// @param language its language tag, or empty
  /// @param ownTurns whether what it says itself is to be told back as turns, with their numbers
  record Hello(Optional<String> session, int lastSeq, String language, boolean ownTurns)
      implements ClientFrame {}

  /// @param id the browser's own, the same at every attempt
  /// @param text cleaned, not blank, within the limit
  record Message(String id, String text) implements ClientFrame {}

  record Typing() implements ClientFrame {}

  record End() implements ClientFrame {}
}
