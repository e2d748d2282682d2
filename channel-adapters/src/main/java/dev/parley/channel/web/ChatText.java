package dev.parley.channel.web;

/// A contact's words, fit to be stored and shown.
final class ChatText {
  private static final char REPLACEMENT = '\uFFFD';

  private ChatText() {}

  /// Lines end in `\n`; control characters other than line feed and tab are gone (a database
  /// refuses some, a terminal obeys others); halves of surrogate pairs become U+FFFD; outer white
  /// space is stripped. All else stays as the contact wrote it: quotes are taken from it.
  static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r') {
        if (i + 1 == text.length() || text.charAt(i + 1) != '\n') {
          clean.append('\n');
        }
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        clean.append(c).append(text.charAt(++i));
      } else if (Character.isSurrogate(c)) {
        clean.append(REPLACEMENT);
      } else if (c == '\n' || c == '\t' || !Character.isISOControl(c)) {
        clean.append(c);
      }
    }
    return clean.toString().strip();
  }
}
