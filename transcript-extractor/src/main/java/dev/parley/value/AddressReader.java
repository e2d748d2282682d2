package dev.parley.value;

import java.util.ArrayList;
import java.util.List;

/// Postal addresses: a house number with a street in the ways of en, es, pt, de, fr, it, pl, and
/// what follows it up to the next matter.
final class AddressReader {
  private static final int TOKENS_MAX = 30;
  private static final int STREET_TOKENS_MAX = 6;
  private static final int SPOKEN_NUMBER_MIN = 2;
  private static final Lexicon LEXICON = Lexicon.read("address");
  private static final ByLanguage<Phrases<String>> STREETS = ByLanguage.phrases(LEXICON, "street");
  private static final ByLanguage<Phrases<String>> LEADS = ByLanguage.phrases(LEXICON, "lead");
  private static final ByLanguage<Phrases<String>> STOPS = ByLanguage.phrases(LEXICON, "stop");

  private AddressReader() {}

  static Parsed answer(Tokens tokens, ValueContext ctx) {
    List<Found> mentions = mentions(tokens, ctx);
    if (!mentions.isEmpty()) {
      return new Parsed.Valid(mentions.getLast());
    }
    int start = Fillers.skip(tokens, 0, ctx.languages());
    for (int steps = 0; steps < 3; steps++) {
      var lead = ByLanguage.longest(LEADS, ctx.languages(), tokens, start);
      start =
          lead.filter(match -> match.end() < tokens.size()).map(Phrases.Match::end).orElse(start);
    }
    int end = end(tokens, start, ctx.languages());
    boolean digits = false;
    boolean street = false;
    int words = 0;
    for (int i = start; i < end; i++) {
      digits |= tokens.isDigits(i) || spokenNumber(tokens, i, ctx);
      words += tokens.get(i).isWord() ? 1 : 0;
      street |= isStreet(tokens, i, spokenThere(ctx));
    }
    boolean likely = (street && words > 1) || (digits && words >= 1 && end - start >= 2);
    return likely && words <= TOKENS_MAX
        ? new Parsed.Valid(found(tokens, start, end, digits && street ? 0.9 : 0.7))
        : Parsed.Nothing.NOTHING;
  }

  /// "Mil doscientos catorce Magnolia Drive": streets are called as the country calls them.
  private static List<String> spokenThere(ValueContext ctx) {
    List<String> languages = new ArrayList<>(ctx.languages());
    switch (ctx.region()) {
      case "US", "GB", "CA", "AU", "IE", "NZ", "ZA" -> languages.add("en");
      default -> {}
    }
    return languages;
  }

  private static boolean spokenNumber(Tokens tokens, int i, ValueContext ctx) {
    return NumberWords.at(tokens, i, ctx.languages())
        .filter(words -> words.value() >= SPOKEN_NUMBER_MIN)
        .isPresent();
  }

  static List<Found> mentions(Tokens tokens, ValueContext ctx) {
    List<Found> found = new ArrayList<>();
    int i = 0;
    while (i < tokens.size()) {
      int end = streetEnd(tokens, i, ctx.languages());
      if (end < 0) {
        i++;
        continue;
      }
      int stop = end(tokens, end - 1, ctx.languages());
      found.add(found(tokens, streetStart(tokens, i, ctx), Math.max(stop, end), 0.9));
      i = Math.max(stop, end);
    }
    return found;
  }

  /// The end of "9756 Primrose Street", "rua Augusta 12", "PO box 283", "Hauptstraße 5"; -1 if no
  /// street starts here.
  private static int streetEnd(Tokens tokens, int i, List<String> languages) {
    if (tokens.isWord(i, "po") && tokens.isWord(i + 1, "box") && tokens.isDigits(i + 2)) {
      return i + 3;
    }
    if (tokens.isDigits(i)
        && !tokens.touching(i - 1)
        && !possessed(tokens, i)
        && tokens.get(i).folded().length() <= 6) {
      return numberFirst(tokens, i, languages);
    }
    return (isStreet(tokens, i, languages) && !way(tokens, i)) || compoundStreet(tokens, i)
        ? numberLast(tokens, i, languages)
        : -1;
  }

  /// "Berliner Straße 12": in German the name may stand before the street.
  private static int streetStart(Tokens tokens, int i, ValueContext ctx) {
    boolean named =
        ctx.languages().getFirst().equals("de")
            && i > 0
            && tokens.get(i - 1).isWord()
            && tokens.get(i).isWord()
            && Character.isUpperCase(tokens.get(i - 1).text().codePointAt(0))
            && !NameWords.isStop(tokens.get(i - 1).folded(), ctx.languages());
    return named || (i > 0 && unit(tokens.get(i - 1))) ? i - 1 : i;
  }

  /// "Flat 2, 14 Station Road".
  private static boolean unit(Token token) {
    return switch (token.folded()) {
      case "flat", "apartment", "apt", "unit", "suite", "apto", "appartement", "interno" -> true;
      default -> false;
    };
  }

  /// "My 2 kids walk the road": what is counted there is somebody's.
  private static boolean possessed(Tokens tokens, int i) {
    return switch (i > 0 ? tokens.get(i - 1).folded() : "") {
      case "my", "our", "his", "her", "their", "mis", "meus", "minhas", "meine", "mes", "miei" ->
          true;
      default -> false;
    };
  }

  /// "Via mail" is a way and no street.
  private static boolean way(Tokens tokens, int i) {
    return tokens.isWord(i, "via")
        && switch (i + 1 < tokens.size() ? tokens.get(i + 1).folded() : "") {
          case "mail",
              "email",
              "e",
              "zoom",
              "whatsapp",
              "sms",
              "telefono",
              "web",
              "teams",
              "chat" ->
              true;
          default -> false;
        };
  }

  private static int numberFirst(Tokens tokens, int i, List<String> languages) {
    int words = 0;
    for (int at = i + 1; at < Math.min(tokens.size(), i + 1 + STREET_TOKENS_MAX); at++) {
      Token token = tokens.get(at);
      if (token.kind() == Token.Kind.SIGN
          && !token.isSign(',')
          && !token.isSign('.')
          && !token.isSign('-')
          && !token.isSign('/')) {
        return -1;
      }
      boolean street = isStreet(tokens, at, languages);
      if (street && (words > 0 || romance(languages))) {
        return at + 1;
      }
      if (token.isWord()
          && NameWords.isStop(token.folded(), languages)
          && !(romance(languages) && NameWords.isParticle(token.folded()))) {
        return -1;
      }
      words += token.isWord() || token.isDigits() ? 1 : 0;
    }
    return -1;
  }

  private static boolean romance(List<String> languages) {
    return !languages.getFirst().equals("en") && !languages.getFirst().equals("de");
  }

  private static int numberLast(Tokens tokens, int i, List<String> languages) {
    if (languages.getFirst().equals("en")) {
      return -1;
    }
    for (int at = i + 1; at < Math.min(tokens.size(), i + 1 + STREET_TOKENS_MAX); at++) {
      if (tokens.isDigits(at) && !tokens.isSign(at + 1, '%')) {
        return at + 1;
      }
      Token token = tokens.get(at);
      boolean sign = token.kind() == Token.Kind.SIGN;
      if (sign && !",.-º".contains(token.folded())) {
        return -1;
      }
    }
    return -1;
  }

  private static boolean compoundStreet(Tokens tokens, int i) {
    String folded = tokens.get(i).folded();
    return folded.length() > 6
        && (folded.endsWith("strasse")
            || folded.endsWith("str")
            || folded.endsWith("weg")
            || folded.endsWith("platz")
            || folded.endsWith("allee")
            || folded.endsWith("gasse"));
  }

  private static boolean isStreet(Tokens tokens, int i, List<String> languages) {
    return tokens.get(i).isWord() && ByLanguage.longest(STREETS, languages, tokens, i).isPresent();
  }

  private static int end(Tokens tokens, int from, List<String> languages) {
    int i = from;
    while (i < Math.min(tokens.size(), from + TOKENS_MAX)) {
      Token token = tokens.get(i);
      boolean sentenceEnd =
          (token.isSign('.')
                  && i + 1 < tokens.size()
                  && i > from
                  && !tokens.touching(i)
                  && tokens.get(i - 1).folded().length() > 3)
              || token.isSign('!')
              || token.isSign('?')
              || token.isSign(';')
              || token.isSign('@');
      if (sentenceEnd || (i > from && stops(tokens, i, languages))) {
        break;
      }
      i++;
    }
    while (i > from && tokens.get(i - 1).kind() == Token.Kind.SIGN) {
      i--;
    }
    return i;
  }

  private static boolean stops(Tokens tokens, int i, List<String> languages) {
    boolean stop = ByLanguage.longest(STOPS, languages, tokens, i).isPresent();
    return stop && tokens.get(i).isWord();
  }

  private static Found found(Tokens tokens, int start, int end, double certainty) {
    int from = tokens.get(start).start();
    int to = tokens.get(end - 1).end();
    return new Found(new Value.Text(tokens.text().substring(from, to)), from, to, certainty);
  }
}
