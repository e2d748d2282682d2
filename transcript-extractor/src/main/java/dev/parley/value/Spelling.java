package dev.parley.value;

import java.util.List;
import java.util.Optional;

/// Letters said one by one: `b r a v o`, `Bravo Romeo`, `b as in Berlin`, `double t`, `zed`. Letter
/// names and alphabets: en, es, pt, de, fr, it, pl.
public final class Spelling {
  private static final Lexicon LEXICON = Lexicon.read("spelling");
  private static final ByLanguage<Phrases<String>> NATO = ByLanguage.phrases(LEXICON, "nato");
  private static final ByLanguage<Phrases<String>> NAMES = ByLanguage.phrases(LEXICON, "name");
  private static final ByLanguage<Phrases<String>> AS = ByLanguage.phrases(LEXICON, "as");
  private static final ByLanguage<Phrases<String>> SHIFT = ByLanguage.phrases(LEXICON, "shift");

  private Spelling() {}

  /// @param sure whether it can be nothing but a letter
  public record Letter(String letters, int end, boolean sure) {}

  /// @param units how many letters were said
  public record Run(String letters, int end, int units) {}

  /// Two or more letters in a row, at least one of them beyond doubt.
  public static Optional<Run> run(Tokens tokens, int start, List<String> languages) {
    StringBuilder letters = new StringBuilder();
    int i = start;
    int units = 0;
    int end = start;
    boolean sure = false;
    while (i < tokens.size()) {
      if (units > 0 && (tokens.isSign(i, '-') || tokens.isSign(i, ',') || tokens.isSign(i, '.'))) {
        i++;
        continue;
      }
      Optional<Letter> letter = letter(tokens, i, languages);
      if (letter.isEmpty()) {
        break;
      }
      letters.append(letter.get().letters());
      sure |= letter.get().sure();
      units++;
      i = letter.get().end();
      end = i;
    }
    return units >= 2 && sure
        ? Optional.of(new Run(letters.toString(), end, units))
        : Optional.empty();
  }

  /// One letter, in whatever way it is said.
  public static Optional<Letter> letter(Tokens tokens, int at, List<String> languages) {
    int i = shifted(tokens, at, languages);
    if (i >= tokens.size() || !tokens.get(i).isWord()) {
      return Optional.empty();
    }
    Optional<Letter> named = named(tokens, i, languages);
    if (named.isPresent()) {
      return named;
    }
    Optional<Letter> repeated = repeated(tokens, i, languages);
    if (repeated.isPresent()) {
      return repeated;
    }
    String word = tokens.get(i).folded();
    if (word.codePointCount(0, word.length()) == 1) {
      return Optional.of(new Letter(word, explained(tokens, i, word, languages), true));
    }
    return ByLanguage.longest(NATO, languages, tokens, i)
        .map(match -> new Letter(match.value(), match.end(), true));
  }

  private static int shifted(Tokens tokens, int at, List<String> languages) {
    var shift = ByLanguage.longest(SHIFT, languages, tokens, at);
    return shift.map(Phrases.Match::end).orElse(at);
  }

  private static Optional<Letter> named(Tokens tokens, int i, List<String> languages) {
    return ByLanguage.longest(NAMES, languages, tokens, i)
        .map(
            match ->
                new Letter(
                    match.value(),
                    explained(tokens, match.end() - 1, match.value(), languages),
                    match.end() - i > 1));
  }

  private static Optional<Letter> repeated(Tokens tokens, int i, List<String> languages) {
    for (String language : languages) {
      var times = NumberTable.in(language).times.at(tokens, i);
      if (times.isPresent() && times.get().end() < tokens.size()) {
        Token next = tokens.get(times.get().end());
        if (next.isWord() && next.folded().length() == 1) {
          int count = Integer.parseInt(times.get().value());
          return Optional.of(new Letter(next.folded().repeat(count), times.get().end() + 1, true));
        }
      }
    }
    return Optional.empty();
  }

  /// Steps over "as in Berlin" after a b.
  private static int explained(Tokens tokens, int i, String letter, List<String> languages) {
    int after = i + 1;
    var as = ByLanguage.longest(AS, languages, tokens, after);
    if (as.isPresent() && as.get().end() < tokens.size()) {
      Token word = tokens.get(as.get().end());
      if (word.isWord() && word.folded().length() > 2 && word.folded().startsWith(letter)) {
        return as.get().end() + 1;
      }
    }
    return after;
  }
}
