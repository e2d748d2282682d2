package dev.parley.channel.voice;

/// How much of a text was heard. Speech spells spaces as it likes, so only other characters count.
public final class HeardText {
  private HeardText() {}

  /// The words of a text that were spoken once this many of its characters, spaces not counted,
  /// were. A word that was begun is not heard.
  public static String of(String text, int characters) {
    int count = 0;
    int end = 0;
    for (int i = 0; i < text.length(); i++) {
      if (Character.isWhitespace(text.charAt(i))) {
        end = i;
      } else if (count == characters) {
        return text.substring(0, end).strip();
      } else {
        count++;
      }
    }
    return text.strip();
  }

  /// How many characters of a text count.
  public static int characters(String text) {
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        count++;
      }
    }
    return count;
  }
}
