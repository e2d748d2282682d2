package dev.parley.extraction;

import dev.parley.extraction.Candidate.Source;
import dev.parley.value.Found;
import dev.parley.value.NameWords;
import dev.parley.value.Token;
import dev.parley.value.Tokens;
import dev.parley.value.Value;
import dev.parley.value.ValueReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Names said without being asked for: introductions, and, where the field is about whoever is
/// mentioned, names behind "for", "to", "under".
final class PersonMentions {
  private PersonMentions() {}

  static List<Candidate> of(FieldProfile profile, Heard turn, List<String> languages) {
    List<Candidate> found = new ArrayList<>();
    for (Found name : ValueReader.mentions(profile.type(), turn.text(), profile.context())) {
      boolean somebodyElse = titledOther(turn.tokens(), turn.tokens().from(name.start()));
      if (!somebodyElse) {
        found.add(TurnReader.candidate(turn, name, 0, Source.LABELLED, 0));
      }
    }
    if (found.isEmpty() && profile.anyone()) {
      behindPreposition(turn, languages).forEach(found::add);
    }
    return found;
  }

  private static boolean titledOther(Tokens tokens, int at) {
    return tokens.isWord(at - 1, "dr")
        || (tokens.isSign(at - 1, '.') && tokens.isWord(at - 2, "dr"));
  }

  /// Two or three words in a row that are no everyday words, at least two of them or one known.
  private static List<Candidate> behindPreposition(Heard turn, List<String> languages) {
    List<Candidate> found = new ArrayList<>();
    Tokens tokens = turn.tokens();
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (!leads(tokens, i)) {
        continue;
      }
      int from = i + 1;
      int to = from;
      int known = 0;
      while (to < tokens.size() && to - from < 4 && namelike(tokens.get(to), languages)) {
        known += NameWords.isKnown(tokens.get(to).folded()) ? 1 : 0;
        to++;
      }
      boolean capitals = to > from && capital(tokens.get(from));
      if (to - from >= 2 || (to - from == 1 && known == 1 && capitals)) {
        found.add(candidate(turn, from, to, known));
      }
    }
    return found;
  }

  private static boolean leads(Tokens tokens, int i) {
    return switch (tokens.get(i).folded()) {
      case "for",
          "to",
          "under",
          "name",
          "reservation",
          "booking",
          "named",
          "of",
          "from",
          "para",
          "fur",
          "an",
          "pour",
          "per",
          "de",
          "dla" ->
          true;
      default -> false;
    };
  }

  private static boolean namelike(Token token, List<String> languages) {
    boolean known = NameWords.isGiven(token.folded());
    return token.isWord()
        && token.folded().length() > 1
        && !NameWords.isStop(token.folded(), languages)
        && (known || !NameWords.isEveryday(token.folded(), languages))
        && !token.text().equals(token.text().toUpperCase(Locale.ROOT));
  }

  private static boolean capital(Token token) {
    return Character.isUpperCase(token.text().codePointAt(0));
  }

  private static Candidate candidate(Heard turn, int from, int to, int known) {
    Tokens tokens = turn.tokens();
    StringBuilder name = new StringBuilder();
    for (int i = from; i < to; i++) {
      name.append(name.isEmpty() ? "" : " ").append(title(tokens.get(i).text()));
    }
    Found found =
        new Found(
            new Value.Text(name.toString()),
            tokens.get(from).start(),
            tokens.get(to - 1).end(),
            known > 0 ? 0.8 : 0.65);
    return TurnReader.candidate(turn, found, 0, Source.MENTIONED, 0);
  }

  private static String title(String word) {
    return Character.toTitleCase(word.charAt(0)) + word.substring(1);
  }
}
