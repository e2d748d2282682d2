package dev.parley.evidence;

import java.util.Optional;

/// Finds a quote in the turn it claims to come from: as it stands, then without regard to case,
/// spaces, punctuation and diacritics, then word by word allowing for small slips. Pure and
/// thread-safe.
public final class Grounding {
  /// Longer quotes are not looked for; longer turns are searched up to it.
  public static final int TEXT_CHARS_MAX = 8_000;

  /// Share of the quote's letters that must be found, in order, for an aligned match.
  public static final double ALIGNED_SHARE_MIN = 0.8;

  public enum Grade {
    EXACT,
    FOLDED,
    ALIGNED
  }

  /// Where the quote stands in the turn: `start` inclusive, `end` exclusive, in chars.
  public record Grounded(int start, int end, Grade grade) {}

  private Grounding() {}

  /// Empty where the quote is not in the turn, and where it has no letter or digit at all.
  public static Optional<Grounded> find(String quote, String turnText) {
    if (quote.length() > TEXT_CHARS_MAX) {
      return Optional.empty();
    }
    String turn =
        turnText.length() > TEXT_CHARS_MAX ? turnText.substring(0, TEXT_CHARS_MAX) : turnText;
    String stripped = quote.strip();
    FoldedText needle = FoldedText.of(stripped);
    if (needle.isEmpty()) {
      return Optional.empty();
    }
    int exact = wholeWords(turn, stripped);
    if (exact >= 0) {
      return Optional.of(new Grounded(exact, exact + stripped.length(), Grade.EXACT));
    }
    FoldedText hay = FoldedText.of(turn);
    Optional<Grounded> folded = hay.find(needle);
    return folded.isPresent() ? folded : Alignment.find(stripped, turn);
  }

  /// The first place where the quote neither begins nor ends inside a word.
  private static int wholeWords(String turn, String quote) {
    int at = turn.indexOf(quote);
    while (at >= 0) {
      if (FoldedText.boundary(turn, at) && FoldedText.boundary(turn, at + quote.length())) {
        return at;
      }
      at = turn.indexOf(quote, at + 1);
    }
    return -1;
  }
}
