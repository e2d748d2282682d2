package dev.parley.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Names that are said in two parts, or twice: "Silva, Ana", "last name Silva", "Bond, James Bond".
final class NameJoins {
  private static final int FULLER_TOKENS_MAX = 12;

  private NameJoins() {}

  /// "Silva, Ana": the family name first, before a comma.
  static NameRun turned(Tokens tokens, NameRun name, List<String> languages) {
    int after = tokens.from(name.words().getFirst().start()) + 1;
    boolean single = name.size() == 1 || (name.size() == 2 && tokens.isSign(after, '-'));
    boolean family = single && !NameWords.isGiven(name.words().getFirst().folded());
    if (!family || !tokens.isSign(name.end(), ',')) {
      return name;
    }
    return NameRun.at(tokens, name.end() + 1, languages)
        .filter(given -> given.end() == tokens.size() || NameReader.endsAfter(tokens, given.end()))
        .filter(given -> given(tokens, name, given))
        .map(
            given -> {
              List<Token> words = new ArrayList<>(given.words());
              boolean again =
                  words.stream().anyMatch(w -> w.folded().equals(name.words().getFirst().folded()));
              words.addAll(again ? List.of() : name.words());
              return new NameRun(
                  words, name.start(), given.end(), given.known(), 0, given.capitals());
            })
        .orElse(name);
  }

  /// A known given name; or, where nothing else is said, one word in capitals behind another.
  static boolean given(Tokens tokens, NameRun family, NameRun given) {
    boolean nothingElse =
        tokens.words() == family.size() + given.size()
            && given.size() == 1
            && given.capitals() == 1
            && family.capitals() == family.size()
            && given.everyday() == 0;
    return NameWords.isGiven(given.words().getFirst().folded()) || nothingElse;
  }

  /// "Silva, S I L V A, first name Ana" and "It's Ana, last name Silva": one half stands bare.
  static Found completed(Tokens tokens, Found said, int start, List<String> languages) {
    int at = tokens.from(said.start());
    boolean first = endsAt(NameWords.FIRST, tokens, at, languages);
    boolean last = !first && endsAt(NameWords.LAST, tokens, at, languages);
    if (!first && !last) {
      return said;
    }
    Optional<NameRun> bare = NameRun.at(tokens, start, languages);
    if (bare.isEmpty()
        || bare.get().size() > 2
        || bare.get().end() >= at
        || bare.get().everyday() > 0) {
      return said;
    }
    String half = bare.get().written(tokens.text());
    String other = ((Value.Text) said.value()).text();
    boolean same =
        Fold.fold(other).contains(Fold.fold(half)) || Fold.fold(half).contains(Fold.fold(other));
    return same
        ? said
        : new Found(
            new Value.Text(first ? other + " " + half : half + " " + other),
            Math.min(said.start(), bare.get().words().getFirst().start()),
            said.end(),
            said.certainty());
  }

  static boolean endsAt(
      ByLanguage<Phrases<String>> table, Tokens tokens, int at, List<String> languages) {
    for (int i = Math.max(0, at - 4); i < at; i++) {
      if (ByLanguage.longest(table, languages, tokens, i)
          .filter(match -> match.end() == at || NameReader.afterIs(tokens, match.end()) == at)
          .isPresent()) {
        return true;
      }
    }
    return false;
  }

  /// "first name Ana, last name Silva", "name's Silva, first name Ana".
  static NameRun withFamilyName(Tokens tokens, NameRun name, List<String> languages) {
    int i = name.end();
    while (i < Math.min(tokens.size(), name.end() + 4)) {
      int place = i;
      var first = ByLanguage.longest(NameWords.FIRST, languages, tokens, i);
      var last = first.or(() -> ByLanguage.longest(NameWords.LAST, languages, tokens, place));
      if (last.isPresent()) {
        int at = NameReader.afterIs(tokens, last.get().end());
        at = tokens.isSign(at, ':') ? at + 1 : at;
        Optional<NameRun> family = NameRun.at(tokens, at, languages);
        if (family.isPresent()) {
          List<Token> words = new ArrayList<>(name.words());
          words.addAll(first.isPresent() ? 0 : words.size(), family.get().words());
          return new NameRun(words, name.start(), family.get().end(), name.known(), 0, 0);
        }
      }
      i++;
    }
    return name;
  }

  /// "Bond, James Bond": who repeats a name with more of it means all of it.
  static Found fuller(Tokens tokens, Found said, List<String> languages) {
    if (!(said.value() instanceof Value.Text(String name))) {
      return said;
    }
    List<String> words = List.of(Fold.fold(name).split(" "));
    int from = tokens.from(said.end());
    for (int i = from; i < Math.min(tokens.size(), from + FULLER_TOKENS_MAX); i++) {
      Optional<NameRun> run = NameRun.at(tokens, i, languages);
      if (run.isEmpty()) {
        continue;
      }
      NameRun more = run.get().trimmed(tokens, languages);
      List<String> all = more.words().stream().map(Token::folded).toList();
      if (all.size() > words.size() && Collections.indexOfSubList(all, words) >= 0) {
        Found whole = NameReader.found(tokens, more, Math.max(said.certainty(), 0.95));
        return new Found(
            whole.value(), Math.min(said.start(), whole.start()), whole.end(), whole.certainty());
      }
    }
    return said;
  }
}
