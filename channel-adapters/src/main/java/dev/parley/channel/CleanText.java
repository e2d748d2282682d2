package dev.parley.channel;

import java.util.Optional;

/// Makes text from outside fit to be stored: a database takes neither U+0000 nor half a surrogate
/// pair. Thread-safe.
public final class CleanText {
  private CleanText() {}

  /// Without U+0000, with U+FFFD for each half pair, and of at most `charsMax` UTF-16 units.
  public static String of(String text, int charsMax) {
    int end = Math.min(text.length(), charsMax);
    for (int i = 0; i < end; i++) {
      char character = text.charAt(i);
      if (character == 0 || Character.isSurrogate(character)) {
        return cleaned(text, end);
      }
    }
    return end == text.length() ? text : text.substring(0, end);
  }

  /// The same; empty when nothing but white space is left.
  public static Optional<String> some(String text, int charsMax) {
    return Optional.of(of(text, charsMax)).filter(clean -> !clean.isBlank());
  }

  private static String cleaned(String text, int end) {
    var clean = new StringBuilder(end);
    for (int i = 0; i < end; i++) {
      char character = text.charAt(i);
      boolean pair = i + 1 < end && Character.isSurrogatePair(character, text.charAt(i + 1));
      if (pair) {
        clean.append(character).append(text.charAt(++i));
      } else if (Character.isSurrogate(character)) {
        clean.append('\ufffd');
      } else if (character != 0) {
        clean.append(character);
      }
    }
    return clean.toString();
  }
}
