package dev.parley.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Names of other people than the one who speaks: "my son's name is Tom", "mi hija Valeria", "meine
/// Frau heißt Eva", "mon frère Julien", "mia figlia si chiama Sara".
final class Relatives {
  private static final int NAME_WORDS_MAX = 3;
  private static final Lexicon LEXICON = Lexicon.read("names");
  private static final ByLanguage<Phrases<String>> RELATIVE =
      ByLanguage.phrases(LEXICON, "relative");
  private static final ByLanguage<Phrases<String>> LINK = ByLanguage.phrases(LEXICON, "ofrelative");
  private static final ByLanguage<Phrases<String>> POSSESSIVE =
      ByLanguage.phrases(LEXICON, "possessive");

  private Relatives() {}

  static List<Found> in(Tokens tokens, ValueContext ctx) {
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      var possessive = ByLanguage.longest(POSSESSIVE, ctx.languages(), tokens, i);
      if (possessive.isEmpty()) {
        continue;
      }
      var relative = ByLanguage.longest(RELATIVE, ctx.languages(), tokens, possessive.get().end());
      if (relative.isPresent()) {
        name(tokens, relative.get().end(), ctx.languages()).ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<Found> name(Tokens tokens, int from, List<String> languages) {
    int start = from;
    for (int steps = 0; steps < 3 && start < tokens.size(); steps++) {
      var link = ByLanguage.longest(LINK, languages, tokens, start);
      boolean comma = tokens.isSign(start, ',') || tokens.isSign(start, '\'');
      start = link.map(Phrases.Match::end).orElse(comma ? start + 1 : start);
    }
    int at = start;
    return NameRun.at(tokens, start, languages)
        .map(run -> run.trimmed(tokens, languages))
        .filter(run -> run.size() <= NAME_WORDS_MAX)
        .filter(run -> NameWords.isKnown(run.words().getFirst().folded()) || named(run, languages))
        .map(
            run ->
                new Found(
                    new Value.Text(run.written(tokens.text())),
                    tokens.get(at).start(),
                    run.words().getLast().end(),
                    0.9));
  }

  private static boolean named(NameRun run, List<String> languages) {
    return !languages.getFirst().equals("de")
        && run.capitals() == run.size()
        && run.everyday() == 0;
  }

  /// Whether a description asks for such a person: "name of the child".
  /// Whether a word for a relative stands right before a place: "my daughter Alexis".
  static boolean before(Tokens tokens, int i, List<String> languages) {
    return i > 0 && ByLanguage.longest(RELATIVE, languages, tokens, i - 1).isPresent();
  }

  static boolean describes(Tokens description, List<String> languages) {
    for (int i = 0; i < description.size(); i++) {
      boolean person =
          switch (description.get(i).folded()) {
            case "student", "pupil", "spouse", "dependent", "beneficiary", "companion" -> true;
            default -> false;
          };
      if (person || ByLanguage.longest(RELATIVE, languages, description, i).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
