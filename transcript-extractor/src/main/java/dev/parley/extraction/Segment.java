package dev.parley.extraction;

import dev.parley.value.Tokens;

/// The words after a label.
///
/// @param start first char
/// @param end after the last char
/// @param linked whether "is", a colon or the like leads to them
record Segment(int start, int end, boolean linked) {
  static Segment after(Tokens tokens, int from, int to) {
    int i = from;
    boolean linked = false;
    while (i < to && link(tokens, i)) {
      linked = true;
      i++;
    }
    int end = i;
    while (end < to && !sentenceEnd(tokens, end)) {
      end++;
    }
    return i >= end
        ? new Segment(0, 0, linked)
        : new Segment(tokens.get(i).start(), tokens.get(end - 1).end(), linked);
  }

  private static boolean link(Tokens tokens, int i) {
    return switch (tokens.get(i).folded()) {
      case ":",
          "=",
          "#",
          "-",
          "is",
          "no",
          "number",
          "nr",
          "num",
          "es",
          "ist",
          "lautet",
          "est",
          "to",
          "it's",
          "its",
          "are",
          "was",
          "will",
          "be",
          "would" ->
          true;
      // "È" and "é" are; "e" is only "and".
      case "e" -> !tokens.get(i).text().equalsIgnoreCase("e");
      default -> false;
    };
  }

  private static boolean sentenceEnd(Tokens tokens, int i) {
    boolean stop = tokens.isSign(i, '.') || tokens.isSign(i, '!') || tokens.isSign(i, '?');
    return (stop && !tokens.touching(i)) || tokens.isSign(i, ';');
  }

  boolean isEmpty() {
    return end == 0;
  }

  String text(String turn) {
    return turn.substring(start, end);
  }
}
