package dev.parley.transcript;

import java.time.Instant;
import java.util.OptionalDouble;

/// One party's contribution.
///
/// @param seq 1, 2, 3 … in the conversation
/// @param text what was said, as it was said; on voice, what was heard
/// @param language language tag the turn was understood in
/// @param confidence how sure the recogniser of speech was of its least sure part, 0 to 1; empty
///     for what was not heard, or where the recogniser does not tell
public record Turn(
    int seq, Speaker from, String text, Instant at, String language, OptionalDouble confidence) {
  public Turn {
    if (seq < 1) {
      throw new IllegalArgumentException("turns are numbered from 1, not " + seq);
    }
    double sure = confidence.orElse(1);
    if (!(sure >= 0 && sure <= 1)) {
      throw new IllegalArgumentException("a confidence is between 0 and 1, not " + sure);
    }
  }

  public Turn(int seq, Speaker from, String text, Instant at, String language) {
    this(seq, from, text, at, language, OptionalDouble.empty());
  }

  /// The same contribution in other words.
  public Turn withText(String other) {
    return other.equals(text) ? this : new Turn(seq, from, other, at, language, confidence);
  }
}
