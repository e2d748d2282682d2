package dev.parley.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A text cut into words, digits and signs. What lies beyond the limit is not read: nobody says a
/// phone number in more than this. Immutable.
public final class Tokens {
  public static final int TEXT_CHARS_MAX = 8_000;

  /// French and Italian words that lean on the next one: `l'adresse` is two words.
  private static final Set<String> ELIDED =
      Set.of(
          "l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "dell", "nell", "all", "sull",
          "dall", "un");

  private final String text;
  private final List<Token> all;

  private Tokens(String text, List<Token> all) {
    this.text = text;
    this.all = List.copyOf(all);
  }

  public static Tokens of(String text) {
    int limit = Math.min(text.length(), TEXT_CHARS_MAX);
    List<Token> tokens = new ArrayList<>();
    int i = 0;
    while (i < limit) {
      int c = text.codePointAt(i);
      if (Character.isLetter(c)) {
        int end = wordEnd(text, i, limit);
        add(tokens, text, i, end, Token.Kind.WORD);
        i = end;
      } else if (Character.isDigit(c)) {
        int end = i;
        while (end < limit && Character.isDigit(text.charAt(end))) {
          end++;
        }
        end = Math.max(end, i + Character.charCount(c));
        add(tokens, text, i, end, Token.Kind.DIGITS);
        i = end;
      } else {
        int end = i + Character.charCount(c);
        if (!Character.isWhitespace(c) && !Character.isSpaceChar(c) && !Character.isISOControl(c)) {
          add(tokens, text, i, end, Token.Kind.SIGN);
        }
        i = end;
      }
    }
    return new Tokens(text, tokens);
  }

  private static int wordEnd(String text, int start, int limit) {
    int end = start;
    while (end < limit) {
      int c = text.codePointAt(end);
      if (isApostrophe(c)) {
        if (end + 1 >= limit || !Character.isLetter(text.codePointAt(end + 1))) {
          return end;
        }
        if (ELIDED.contains(Fold.fold(text.substring(start, end)))) {
          return end + 1;
        }
      } else if (!Character.isLetter(c) && Character.getType(c) != Character.NON_SPACING_MARK) {
        return end;
      }
      end += Character.charCount(c);
    }
    return Math.min(end, text.length());
  }

  private static boolean isApostrophe(int c) {
    return c == '\'' || c == '’' || c == 'ʼ' || c == '´';
  }

  private static void add(List<Token> tokens, String text, int start, int end, Token.Kind kind) {
    String raw = text.substring(start, end);
    String folded = kind == Token.Kind.DIGITS ? asciiDigits(raw) : Fold.fold(raw);
    tokens.add(new Token(raw, folded, start, end, kind));
  }

  /// Digits of other scripts count as digits.
  private static String asciiDigits(String raw) {
    StringBuilder ascii = new StringBuilder(raw.length());
    raw.codePoints().forEach(c -> ascii.append((char) ('0' + Character.digit(c, 10))));
    return ascii.toString();
  }

  public String text() {
    return text;
  }

  public int size() {
    return all.size();
  }

  public Token get(int i) {
    return all.get(i);
  }

  /// Whether nothing stands between token `i` and the one after it.
  public boolean touching(int i) {
    return i >= 0 && i + 1 < all.size() && all.get(i).end() == all.get(i + 1).start();
  }

  public boolean isWord(int i, String folded) {
    return i >= 0 && i < all.size() && all.get(i).is(folded);
  }

  public boolean isSign(int i, char sign) {
    return i >= 0 && i < all.size() && all.get(i).isSign(sign);
  }

  public boolean isDigits(int i) {
    return i >= 0 && i < all.size() && all.get(i).isDigits();
  }

  /// The index of the first token that starts at or after a char.
  public int from(int charIndex) {
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all.get(middle).start() < charIndex) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Words only, for counting.
  public int words() {
    int words = 0;
    for (Token token : all) {
      words += token.kind() == Token.Kind.SIGN ? 0 : 1;
    }
    return words;
  }
}
