package dev.parley.runtime.flow;

import java.util.Optional;

/// What the contact said, all unanswered messages taken together.
///
/// @param seq its number in the transcript, for evidence
/// @param text as it was written or heard
/// @param language language tag when the channel knows it (a speech recogniser's); otherwise empty
public record ContactTurn(int seq, String text, Optional<String> language) {
  public ContactTurn(int seq, String text) {
    this(seq, text, Optional.empty());
  }
}
