package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.extraction.Candidate.Source;
import dev.parley.value.ByLanguage;
import dev.parley.value.Lexicon;
import dev.parley.value.NameWords;
import dev.parley.value.Phrases;
import dev.parley.value.Token;
import dev.parley.value.Tokens;
import dev.parley.value.ValueReader;
import java.util.List;
import java.util.Optional;

/// "I need to get from Sacramento to Fresno": the two ends of a journey, said without having been
/// asked for. Names of places have capitals, or stand between the two words that lead to them.
final class Places {
  private static final int WORDS_MAX = 4;
  private static final Lexicon LEXICON = Lexicon.read("labels");
  private static final ByLanguage<Phrases<String>> FROM = ByLanguage.phrases(LEXICON, "placefrom");
  private static final ByLanguage<Phrases<String>> TO = ByLanguage.phrases(LEXICON, "placeto");

  private Places() {}

  static boolean handles(FieldProfile profile) {
    boolean origin = profile.concepts().contains("origin");
    boolean destination = profile.concepts().contains("destination");
    return profile.type() == FieldType.TEXT && !profile.code() && origin != destination;
  }

  static Optional<Candidate> mentioned(FieldProfile profile, Heard turn, List<String> languages) {
    boolean origin = profile.concepts().contains("origin");
    Tokens tokens = turn.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      var cue = ByLanguage.longest(origin ? FROM : TO, languages, tokens, i);
      if (cue.isEmpty()) {
        continue;
      }
      int from = cue.get().end();
      int to = end(tokens, from, languages);
      boolean lower = to > from && !capital(tokens.get(from));
      boolean between = lower && origin && leads(TO, tokens, to, languages);
      boolean behind = lower && !origin && fromBefore(tokens, i, languages);
      if (to > from && (!lower || between || behind)) {
        return Optional.of(
            TurnReader.text(
                turn,
                tokens.get(from).start(),
                tokens.get(to - 1).end(),
                Source.MENTIONED,
                lower ? 0.7 : 0.85));
      }
    }
    return Optional.empty();
  }

  private static boolean leads(
      ByLanguage<Phrases<String>> table, Tokens tokens, int i, List<String> languages) {
    return i < tokens.size() && ByLanguage.longest(table, languages, tokens, i).isPresent();
  }

  /// "from downtown to the harbor": the other end stands just before.
  private static boolean fromBefore(Tokens tokens, int i, List<String> languages) {
    for (int at = Math.max(0, i - WORDS_MAX - 1); at < i; at++) {
      if (leads(FROM, tokens, at, languages)) {
        return true;
      }
    }
    return false;
  }

  /// After the last word of the place: before everyday words, signs, digits and the next lead.
  private static int end(Tokens tokens, int from, List<String> languages) {
    int i = from;
    boolean capitals = i < tokens.size() && capital(tokens.get(i));
    while (i < tokens.size() && i - from < WORDS_MAX) {
      Token token = tokens.get(i);
      boolean stops =
          !token.isWord()
              || NameWords.isStop(token.folded(), languages)
              || leads(FROM, tokens, i, languages)
              || leads(TO, tokens, i, languages)
              || (capitals && !capital(token))
              || ValueReader.relativeDay(token.text(), languages);
      if (stops) {
        break;
      }
      i++;
    }
    return i;
  }

  private static boolean capital(Token token) {
    return Character.isUpperCase(token.text().codePointAt(0));
  }
}
