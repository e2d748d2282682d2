package dev.parley.evidence;

import dev.parley.evidence.Grounding.Grade;
import dev.parley.evidence.Grounding.Grounded;
import dev.parley.value.Fold;
import java.util.Arrays;
import java.util.Optional;

/// A text's letters and digits alone, folded, each with its place in the text.
final class FoldedText {
  private final String text;
  private final String letters;
  private final int[] places;

  private FoldedText(String text, String letters, int[] places) {
    this.text = text;
    this.letters = letters;
    this.places = places;
  }

  static FoldedText of(String text) {
    StringBuilder letters = new StringBuilder(text.length());
    int[] places = new int[text.length() * 2 + 8];
    for (int i = 0; i < text.length(); ) {
      int next = i + Character.charCount(text.codePointAt(i));
      String folded =
          Character.isLetterOrDigit(text.codePointAt(i)) ? Fold.fold(text.substring(i, next)) : "";
      for (int f = 0; f < folded.length(); f++) {
        if (Character.isLetterOrDigit(folded.charAt(f))
            || Character.isSurrogate(folded.charAt(f))) {
          if (letters.length() == places.length) {
            places = Arrays.copyOf(places, places.length * 2);
          }
          places[letters.length()] = i;
          letters.append(folded.charAt(f));
        }
      }
      i = next;
    }
    return new FoldedText(text, letters.toString(), places);
  }

  boolean isEmpty() {
    return letters.isEmpty();
  }

  Optional<Grounded> find(FoldedText quote) {
    int at = letters.indexOf(quote.letters);
    while (at >= 0) {
      int start = places[at];
      int last = places[at + quote.letters.length() - 1];
      int end = last + Character.charCount(text.codePointAt(last));
      if (boundary(text, start) && boundary(text, end)) {
        return Optional.of(new Grounded(start, end, Grade.FOLDED));
      }
      at = letters.indexOf(quote.letters, at + 1);
    }
    return Optional.empty();
  }

  /// Whether a word or number ends or begins at a place.
  static boolean boundary(String text, int at) {
    if (at <= 0 || at >= text.length()) {
      return true;
    }
    char before = text.charAt(at - 1);
    char after = text.charAt(at);
    boolean letters = Character.isLetter(before) && Character.isLetter(after);
    boolean digits = Character.isDigit(before) && Character.isDigit(after);
    boolean mark = Character.getType(after) == Character.NON_SPACING_MARK;
    return !letters && !digits && !mark;
  }
}
