package dev.parley.value;

import java.util.List;

/// What people say before they come to the point.
public final class Fillers {
  private static final ByLanguage<Phrases<String>> WORDS =
      ByLanguage.phrases(Lexicon.read("fillers"), "filler");

  private Fillers() {}

  /// The first token at or after `i` that is neither filler nor punctuation.
  public static int skip(Tokens tokens, int i, List<String> languages) {
    int at = i;
    while (at < tokens.size()) {
      var filler = ByLanguage.longest(WORDS, languages, tokens, at);
      if (filler.isPresent()) {
        at = filler.get().end();
      } else if (tokens.get(at).kind() == Token.Kind.SIGN
          && ",.!?;:-…".contains(tokens.get(at).folded())) {
        at++;
      } else {
        return at;
      }
    }
    return at;
  }
}
