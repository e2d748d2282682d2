package dev.parley.transcript;

import java.time.Instant;

/// One party's contribution.
///
/// @param seq 1, 2, 3 … in the conversation
/// @param text what was said, as it was said; on voice, what was heard
/// @param language language tag the turn was understood in
public record Turn(int seq, Speaker from, String text, Instant at, String language) {
  public Turn {
    if (seq < 1) {
      throw new IllegalArgumentException("turns are numbered from 1, not " + seq);
    }
  }

  /// The same contribution in other words.
  public Turn withText(String other) {
    return other.equals(text) ? this : new Turn(seq, from, other, at, language);
  }
}
