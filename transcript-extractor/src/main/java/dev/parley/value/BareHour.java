package dev.parley.value;

import java.util.List;

/// What may stand behind a bare number that is an hour.
final class BareHour {
  private BareHour() {}

  /// Whether nothing after a bare number makes it a count of something.
  static boolean stands(Tokens tokens, int end, List<String> languages) {
    if (end >= tokens.size()) {
      return true;
    }
    Token next = tokens.get(end);
    if (next.kind() == Token.Kind.SIGN) {
      return !next.isSign('%')
          && !next.isSign('€')
          && !next.isSign('£')
          && !next.isSign('/')
          && !(next.isSign('.') && tokens.isDigits(end + 1));
    }
    if (!next.isWord() || tokens.touching(end - 1)) {
      return false;
    }
    boolean range = DateWords.at(DateWords.Kind.TO, tokens, end, languages).isPresent();
    boolean day =
        DateWords.at(DateWords.Kind.RELATIVE, tokens, end, languages).isPresent()
            || DateWords.at(DateWords.Kind.WEEKDAY, tokens, end, languages).isPresent();
    return range
        || day
        || switch (next.folded()) {
          case "on",
              "please",
              "thanks",
              "o",
              "and",
              "or",
              "would",
              "will",
              "is",
              "for",
              "if",
              "por",
              "bitte",
              "s",
              "thank",
              "works",
              "then",
              "today",
              "under",
              "pls",
              "plz",
              "thx",
              "porfa",
              "gracias",
              "favor",
              "obrigado",
              "obrigada",
              "danke",
              "merci",
              "grazie",
              "better",
              "good",
              "ok",
              "okay",
              "circa",
              "allora",
              "entonces",
              "e" ->
              true;
          default -> false;
        };
  }
}
