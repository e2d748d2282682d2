package dev.parley.config.agent;

import java.util.regex.Pattern;

/// Spells the path of a key: `questions[3].disqualify.when`.
final class Paths {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\"\\\\]");
  private static final int KEY_CHARS_MAX = 64;
  private static final int MESSAGE_CHARS_MAX = 300;

  private Paths() {}

  static String key(String path, String key) {
    if (PLAIN.matcher(key).matches()) {
      return path.isEmpty() ? key : path + "." + key;
    }
    return path + "[\"" + shown(key) + "\"]";
  }

  static String item(String path, int index) {
    return path + "[" + index + "]";
  }

  /// A hostile key, fit to be printed.
  static String shown(String key) {
    return clip(UNPRINTABLE.matcher(key).replaceAll("?"), KEY_CHARS_MAX);
  }

  /// A library's message, fit to be printed.
  static String clipped(String message) {
    return clip(UNPRINTABLE.matcher(message).replaceAll("?"), MESSAGE_CHARS_MAX);
  }

  private static String clip(String text, int charsMax) {
    return text.length() <= charsMax ? text : text.substring(0, charsMax) + "…";
  }
}
