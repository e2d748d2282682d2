package dev.parley.channel;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts a long text into messages where a reader would pause: after a paragraph, a sentence, a
/// word; inside a word only where there is no other way, and never inside a character. Only white
/// space at the cuts is lost. Thread-safe.
public final class TextSplit {
  /// A better place to cut is taken only if the part keeps at least this share of what would fit.
  private static final int SHARE_MIN = 3;

  /// How much fits into one message.
  public interface Fit {
    /// @return where the longest part that begins at `from` and fits ends: beyond `from`, at most
    ///     `text.length()`, and not inside a surrogate pair. Whatever fits, its beginnings fit too.
    int end(String text, int from);
  }

  private TextSplit() {}

  /// The parts, in order, none of them blank; a blank text has none.
  public static List<String> split(String text, Fit fit) {
    var parts = new ArrayList<String>();
    int from = skipSpace(text, 0);
    while (from < text.length()) {
      int end = fit.end(text, from);
      int cut = end >= text.length() ? text.length() : cut(text, from, end);
      parts.add(text.substring(from, cut).stripTrailing());
      from = skipSpace(text, cut);
    }
    return parts;
  }

  /// As many UTF-16 units as this.
  public static Fit chars(int charsMax) {
    if (charsMax < 2) {
      throw new IllegalArgumentException("a message of less than 2 characters cannot hold one");
    }
    return (text, from) -> {
      int end = Math.min(text.length(), from + charsMax);
      return end < text.length() && splitsPair(text, end) ? end - 1 : end;
    };
  }

  static boolean splitsPair(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at - 1))
        && Character.isLowSurrogate(text.charAt(at));
  }

  private static int cut(String text, int from, int end) {
    int enough = from + (end - from) / SHARE_MIN;
    int paragraph = text.lastIndexOf("\n\n", end);
    if (paragraph > enough) {
      return paragraph;
    }
    // One character more, so that a sentence that ends exactly here is seen to end.
    String window = text.substring(from, Math.min(text.length(), end + 1));
    int sentence = before(BreakIterator.getSentenceInstance(Locale.ROOT), window, end - from);
    if (from + sentence > enough) {
      return from + sentence;
    }
    int space = lastSpace(text, enough, end);
    if (space > 0) {
      return space;
    }
    int character = before(BreakIterator.getCharacterInstance(Locale.ROOT), window, end - from);
    return character > 0 ? from + character : end;
  }

  private static int before(BreakIterator places, String window, int end) {
    places.setText(window);
    return places.isBoundary(end) ? end : places.preceding(end);
  }

  private static int lastSpace(String text, int from, int end) {
    for (int i = end; i > from; i--) {
      if (Character.isWhitespace(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private static int skipSpace(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
