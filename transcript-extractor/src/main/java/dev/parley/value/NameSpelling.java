package dev.parley.value;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Names said letter by letter, alone or behind the name they spell.
final class NameSpelling {
  private NameSpelling() {}

  static @Nullable Found spelled(Tokens tokens, ValueContext ctx) {
    for (int i = 0; i < tokens.size(); i++) {
      Found found = spelledAt(tokens, i, ctx.languages());
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  static @Nullable Found spelledAt(Tokens tokens, int i, List<String> languages) {
    if (i >= tokens.size()) {
      return null;
    }
    return Spelling.run(tokens, i, languages)
        .filter(run -> run.units() >= 3)
        .map(
            run ->
                new Found(
                    new Value.Text(NameRun.capitalised(run.letters())),
                    tokens.get(i).start(),
                    tokens.get(run.end() - 1).end(),
                    0.75))
        .orElse(null);
  }

  /// An answer of nothing but alphabet words: four in a row are no name.
  static @Nullable Found alphabet(Tokens tokens, int start, List<String> languages) {
    return Spelling.run(tokens, start, languages)
        .filter(run -> run.units() >= 4)
        .filter(run -> run.end() == tokens.size() || tokens.isSign(start + 1, '-'))
        .map(run -> spelledAt(tokens, start, languages))
        .orElse(null);
  }

  /// "Jon, J-O-N": the spelling decides where it is close to what was said.
  static Found respelled(Found said, @Nullable Found spelled) {
    if (spelled == null || !(said.value() instanceof Value.Text name)) {
      return said;
    }
    String letters = ((Value.Text) spelled.value()).text();
    String[] words = name.text().split(" ");
    for (int i = 0; i < words.length; i++) {
      int slips = Math.max(1, letters.length() / 3);
      if (Fold.fold(words[i]).equals(Fold.fold(letters))) {
        // Nobody spells the accents.
        return said.withCertainty(Math.max(said.certainty(), 0.95));
      }
      if (EditDistance.within(Fold.fold(words[i]), Fold.fold(letters), slips)) {
        words[i] = letters;
        return new Found(
            new Value.Text(String.join(" ", words)),
            said.start(),
            Math.max(said.end(), spelled.end()),
            Math.max(said.certainty(), 0.95));
      }
    }
    return said;
  }

  /// "Baptiste, B A P T I S T E, Lemoigne, L E M O I G N E": each name with its letters behind it.
  static Found eachSpelled(Tokens tokens, Found said, List<String> languages) {
    int at = Fillers.skip(tokens, tokens.from(said.end()), languages);
    Optional<Spelling.Run> run =
        at < tokens.size() ? Spelling.run(tokens, at, languages) : Optional.empty();
    boolean itsOwn =
        run.isPresent()
            && said.value() instanceof Value.Text(String name)
            && Fold.fold(name).equals(run.get().letters());
    if (!itsOwn) {
      return said;
    }
    int next = Fillers.skip(tokens, run.get().end(), languages);
    return NameRun.at(tokens, next, languages)
        .map(more -> more.trimmed(tokens, languages))
        .filter(more -> more.size() <= 2 && more.everyday() == 0)
        .map(
            more ->
                new Found(
                    new Value.Text(
                        ((Value.Text) said.value()).text() + " " + more.written(tokens.text())),
                    said.start(),
                    more.words().getLast().end(),
                    said.certainty()))
        .orElse(said);
  }
}
