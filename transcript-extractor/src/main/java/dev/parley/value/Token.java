package dev.parley.value;

/// A run of letters, a run of digits, or one sign, with its place in the text.
public record Token(String text, String folded, int start, int end, Kind kind) {
  public enum Kind {
    WORD,
    DIGITS,
    SIGN
  }

  public boolean isWord() {
    return kind == Kind.WORD;
  }

  public boolean isDigits() {
    return kind == Kind.DIGITS;
  }

  public boolean isSign(char sign) {
    return kind == Kind.SIGN && folded.length() == 1 && folded.charAt(0) == sign;
  }

  public boolean is(String word) {
    return folded.equals(word);
  }
}
