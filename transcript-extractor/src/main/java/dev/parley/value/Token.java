package dev.parley.value;

/// A run of letters, a run of digits, or one sign, with its place in the text.
record Token(String text, String folded, int start, int end, Kind kind) {
  enum Kind {
    WORD,
    DIGITS,
    SIGN
  }

  boolean isWord() {
    return kind == Kind.WORD;
  }

  boolean isDigits() {
    return kind == Kind.DIGITS;
  }

  boolean isSign(char sign) {
    return kind == Kind.SIGN && folded.length() == 1 && folded.charAt(0) == sign;
  }

  boolean is(String word) {
    return folded.equals(word);
  }
}
