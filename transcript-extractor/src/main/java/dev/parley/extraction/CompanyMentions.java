package dev.parley.extraction;

import dev.parley.extraction.Candidate.Source;
import dev.parley.value.Found;
import dev.parley.value.NameWords;
import dev.parley.value.Token;
import dev.parley.value.Tokens;
import dev.parley.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Businesses that are mentioned, for fields that ask for whichever is: words in capitals behind
/// "to", "from", "at", "visited", in text that has its capitals otherwise right.
final class CompanyMentions {
  private static final int WORDS_MAX = 5;

  private CompanyMentions() {}

  static List<Candidate> of(Heard turn, List<String> languages) {
    List<Candidate> found = new ArrayList<>();
    Tokens tokens = turn.tokens();
    for (int i = 1; i < tokens.size(); i++) {
      if (!leads(tokens.get(i - 1)) || !capital(tokens, i)) {
        continue;
      }
      int end = end(tokens, i, languages);
      boolean known = end - i == 1 && NameWords.isKnown(tokens.get(i).folded());
      boolean person = NameWords.isGiven(tokens.get(i).folded());
      if (end > i && !known && !person) {
        int from = tokens.get(i).start();
        int to = tokens.get(end - 1).end();
        Value value = new Value.Text(turn.text().substring(from, to));
        found.add(
            TurnReader.candidate(turn, new Found(value, from, to, 0.75), 0, Source.MENTIONED, 0));
        i = end;
      }
    }
    return found;
  }

  private static boolean leads(Token token) {
    return switch (token.folded()) {
      case "to",
          "from",
          "at",
          "visited",
          "with",
          "by",
          "chez",
          "bei",
          "von",
          "presso",
          "da",
          "de",
          "en" ->
          true;
      default -> false;
    };
  }

  private static boolean capital(Tokens tokens, int i) {
    Token token = tokens.get(i);
    return token.isWord() && Character.isUpperCase(token.text().codePointAt(0));
  }

  private static int end(Tokens tokens, int from, List<String> languages) {
    int i = from;
    while (i < Math.min(tokens.size(), from + WORDS_MAX)) {
      boolean joint =
          (tokens.isSign(i, '&') || tokens.isSign(i, '-'))
              && tokens.touching(i - 1)
              && tokens.touching(i);
      boolean word = capital(tokens, i) && !ordinary(tokens.get(i), languages);
      if (!joint && !word) {
        break;
      }
      i++;
    }
    return i;
  }

  /// Months, places and plain words are written in capitals too.
  private static boolean ordinary(Token token, List<String> languages) {
    boolean acronym = token.text().equals(token.text().toUpperCase(Locale.ROOT));
    return !acronym
        && (NameWords.isStop(token.folded(), languages)
            || PLACES_AND_TIMES.contains(token.folded()));
  }

  private static final java.util.Set<String> PLACES_AND_TIMES =
      java.util.Set.of(
          "monday",
          "tuesday",
          "wednesday",
          "thursday",
          "friday",
          "saturday",
          "sunday",
          "january",
          "february",
          "march",
          "april",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december",
          "christmas",
          "easter",
          "london",
          "paris",
          "berlin",
          "madrid",
          "lisbon",
          "rome",
          "europe",
          "america",
          "england",
          "spain",
          "france",
          "germany",
          "italy",
          "portugal",
          "brazil",
          "poland",
          "india",
          "dr",
          "mr",
          "mrs",
          "ms");
}
