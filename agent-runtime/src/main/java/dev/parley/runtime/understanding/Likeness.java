package dev.parley.runtime.understanding;

import dev.parley.runtime.flow.Folded;
import dev.parley.value.EditDistance;
import java.util.List;
import java.util.Optional;

/// Whether people's words are a configured phrase: other endings, small typos, and a word or two in
/// between. Pure.
final class Likeness {
  /// Words that may stand between two words of a phrase.
  static final int GAP_WORDS_MAX = 2;

  private static final int TYPO_LETTERS_MIN = 5;
  private static final int TYPOS_TWO_LETTERS_MIN = 9;
  private static final int ENDING_LETTERS_MAX = 2;

  /// Words of the text, `from` (inclusive) to `to` (exclusive).
  record Place(int from, int to) {}

  private Likeness() {}

  static Optional<Place> find(Folded text, Folded phrase) {
    if (phrase.isEmpty()) {
      return Optional.empty();
    }
    for (int start = 0; start < text.size(); start++) {
      int end = follow(text.words(), phrase.words(), start);
      if (end > 0) {
        return Optional.of(new Place(start, end));
      }
    }
    return Optional.empty();
  }

  /// @return index after the last word when the phrase begins at `start`, else 0
  private static int follow(List<String> text, List<String> phrase, int start) {
    if (!alike(text.get(start), phrase.getFirst())) {
      return 0;
    }
    int at = start + 1;
    for (int i = 1; i < phrase.size(); i++) {
      int limit = Math.min(text.size(), at + GAP_WORDS_MAX + 1);
      int next = at;
      while (next < limit && !alike(text.get(next), phrase.get(i))) {
        next++;
      }
      if (next == limit) {
        return 0;
      }
      at = next + 1;
    }
    return at;
  }

  /// The same word with another ending or a slip of the finger. Short words must be exact.
  static boolean alike(String a, String b) {
    if (a.equals(b)) {
      return true;
    }
    int shorter = Math.min(a.length(), b.length());
    if (shorter < 4) {
      return plural(a, b);
    }
    int common = commonPrefix(a, b);
    boolean ending = Math.max(a.length(), b.length()) - common <= ENDING_LETTERS_MAX && common >= 4;
    if (ending && Math.abs(a.length() - b.length()) > 0) {
      return true;
    }
    int slips = shorter >= TYPOS_TWO_LETTERS_MIN ? 2 : shorter >= TYPO_LETTERS_MIN ? 1 : 0;
    return slips > 0 && a.charAt(0) == b.charAt(0) && EditDistance.within(a, b, slips);
  }

  private static boolean plural(String a, String b) {
    return a.length() >= 3 && b.length() >= 3 && (a.equals(b + "s") || b.equals(a + "s"));
  }

  private static int commonPrefix(String a, String b) {
    int i = 0;
    while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    return i;
  }
}
