package dev.parley.value;

import java.util.List;

/// How a contact takes a day or a time they name. "Thursday I can't", "viertel nach acht ist mir zu
// früh": what is named only to be turned down.
final class Unfit {
  private static final int TOKENS_MAX = 6;
  private static final ByLanguage<Phrases<String>> WORDS =
      ByLanguage.phrases(Lexicon.read("dates"), "unfit");

  private static final ByLanguage<Phrases<String>> PREFERRED =
      ByLanguage.phrases(Lexicon.read("dates"), "preferred");

  private static final ByLanguage<Phrases<String>> CONCLUDED =
      ByLanguage.phrases(Lexicon.read("dates"), "concluded");

  private Unfit() {}

  /// Whether words between two places come to a conclusion: "Friday, so the 25th".
  static boolean concluded(Tokens tokens, int from, int to, List<String> languages) {
    for (int i = Math.max(from, to - TOKENS_MAX); i < to; i++) {
      if (ByLanguage.longest(CONCLUDED, languages, tokens, i).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /// Whether the words right behind a place prefer it: "so the 29th ideally".
  static boolean preferred(Tokens tokens, int end, List<String> languages) {
    return end < tokens.size() && ByLanguage.longest(PREFERRED, languages, tokens, end).isPresent();
  }

  /// Whether the words right behind a place turn it down, before the next clause begins.
  static boolean after(Tokens tokens, int end, List<String> languages) {
    for (int i = end; i < Math.min(tokens.size(), end + TOKENS_MAX); i++) {
      if (tokens.get(i).kind() == Token.Kind.SIGN && !tokens.isSign(i, '\'')) {
        return false;
      }
      if (ByLanguage.longest(WORDS, languages, tokens, i).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
