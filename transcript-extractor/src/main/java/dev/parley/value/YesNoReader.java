package dev.parley.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Yes and no in the words people use for them ("I guess so", "de jeito nenhum"): en, es, pt, de,
/// fr, it, pl. "Maybe" is neither.
final class YesNoReader {
  private static final int FREE_WORDS_MAX = 6;
  private static final ByLanguage<Phrases<String>> WORDS =
      ByLanguage.phrases(Lexicon.read("yesno"), "yes", "no", "unsure");

  private static final ByLanguage<Phrases<String>> HAVE =
      ByLanguage.phrases(Lexicon.read("yesno"), "have");

  /// "I have to ask", "we have none", "j'ai pas".
  private static final Set<String> NOT_HAD =
      Set.of(
          "to", "no", "none", "nothing", "never", "que", "de", "nada", "ningun", "ninguna",
          "nenhum", "nenhuma", "zu", "kein", "keine", "keinen", "nichts", "pas", "rien", "aucun",
          "aucune", "da", "nessun", "nessuno", "nessuna", "niente", "been", "just", "not");

  private record Hit(String kind, int start, int end) {}

  private static final Set<String> SUBJECTS = Set.of("you", "they", "who", "he", "she");

  /// How sure it is that who counts something has it.
  private static final double COUNTED = 0.65;

  private static final Set<String> ARTICLES =
      Set.of("a", "an", "un", "una", "uno", "um", "uma", "ein", "eine", "einen", "ne", "une");

  /// "One moment" counts nothing.
  private static final Set<String> AWHILE =
      Set.of(
          "moment",
          "moments",
          "momento",
          "momentito",
          "attimo",
          "instant",
          "instante",
          "second",
          "seconds",
          "sec",
          "secs",
          "segundo",
          "sekunde",
          "secondo",
          "minute",
          "minutes",
          "minuto",
          "minutos",
          "minuten",
          "minuti",
          "question",
          "frage",
          "pregunta",
          "pergunta",
          "domanda",
          "o'clock",
          "uhr",
          "am",
          "pm",
          "euro",
          "euros",
          "dollars",
          "percent");

  private YesNoReader() {}

  static Parsed answer(Tokens tokens, ValueContext ctx) {
    List<Hit> hits = hits(tokens, ctx.languages());
    if (hits.isEmpty()) {
      Parsed having = having(tokens, ctx.languages());
      return having instanceof Parsed.Nothing ? counted(tokens, ctx.languages()) : having;
    }
    Hit decisive = decisive(tokens, hits);
    if (decisive.kind().equals("unsure")) {
      return Parsed.Nothing.NOTHING;
    }
    boolean mixed = hits.stream().anyMatch(hit -> !hit.kind().equals(decisive.kind()));
    int others = tokens.words() - (decisive.end() - decisive.start());
    double certainty = decisive.start() > 6 ? 0.5 : mixed ? 0.75 : others > 12 ? 0.85 : 0.96;
    return Parsed.valid(
        new Value.YesNo(decisive.kind().equals("yes")),
        tokens.get(decisive.start()).start(),
        tokens.get(decisive.end() - 1).end(),
        certainty);
  }

  /// "Temos um cachorrinho": who has it need not say yes.
  private static Parsed having(Tokens tokens, List<String> languages) {
    int start = Fillers.skip(tokens, 0, languages);
    var have =
        start < tokens.size()
            ? ByLanguage.longest(HAVE, languages, tokens, start)
            : Optional.<Phrases.Match<String>>empty();
    boolean question = tokens.text().strip().endsWith("?");
    boolean nothing =
        have.isPresent()
            && have.get().end() < tokens.size()
            && NOT_HAD.contains(tokens.get(have.get().end()).folded());
    return have.isEmpty() || question || nothing || have.get().end() >= tokens.size()
        ? Parsed.Nothing.NOTHING
        : Parsed.valid(
            new Value.YesNo(true),
            tokens.get(start).start(),
            tokens.get(tokens.size() - 1).end(),
            0.8);
  }

  /// Whether a place is part of words that know nothing: "aucune idée" is not nought.
  static boolean unsureAt(Tokens tokens, Found found, List<String> languages) {
    int at = tokens.from(found.start());
    for (int i = Math.max(0, at - 2); i <= at && i < tokens.size(); i++) {
      var match = ByLanguage.longest(WORDS, languages, tokens, i);
      if (match.isPresent() && match.get().value().equals("unsure") && match.get().end() > at) {
        return true;
      }
    }
    return false;
  }

  /// "Two dogs", "un gatto": who counts them has them. Only in answer to the very question.
  private static Parsed counted(Tokens tokens, List<String> languages) {
    int start = Fillers.skip(tokens, 0, languages);
    int words = 0;
    for (int i = start; i < tokens.size(); i++) {
      words += tokens.get(i).isWord() ? 1 : 0;
      if (AWHILE.contains(tokens.get(i).folded())) {
        return Parsed.Nothing.NOTHING;
      }
    }
    var number =
        start < tokens.size()
            ? NumberWords.at(tokens, start, languages)
            : Optional.<NumberWords.Words>empty();
    boolean digits =
        tokens.isDigits(start)
            && tokens.get(start).folded().length() <= 2
            && !tokens.get(start).folded().equals("0");
    boolean article = start < tokens.size() && ARTICLES.contains(tokens.get(start).folded());
    int noun = digits || article ? start + 1 : number.map(NumberWords.Words::end).orElse(-1);
    boolean some = digits || article || number.filter(n -> n.value() > 0).isPresent();
    boolean named = some && noun < tokens.size() && tokens.get(noun).isWord();
    boolean brief = words <= (article || digits ? 2 : 3) && !tokens.text().strip().endsWith("?");
    return named && brief
        ? Parsed.valid(
            new Value.YesNo(true),
            tokens.get(start).start(),
            tokens.get(tokens.size() - 1).end(),
            COUNTED)
        : Parsed.Nothing.NOTHING;
  }

  static List<Found> mentions(Tokens tokens, ValueContext ctx) {
    if (tokens.words() > FREE_WORDS_MAX) {
      return List.of();
    }
    Optional<Found> found = answer(tokens, ctx).value();
    return found.filter(one -> one.certainty() > COUNTED).map(List::of).orElse(List.of());
  }

  /// "You do it all" tells who does it and agrees to nothing.
  private static boolean told(Tokens tokens, int i) {
    boolean doIt = tokens.isWord(i, "do") && tokens.isWord(i + 1, "it");
    return doIt && i > 0 && SUBJECTS.contains(tokens.get(i - 1).folded());
  }

  private static List<Hit> hits(Tokens tokens, List<String> languages) {
    List<Hit> hits = new ArrayList<>();
    int i = 0;
    while (i < tokens.size()) {
      Optional<Phrases.Match<String>> match = ByLanguage.longest(WORDS, languages, tokens, i);
      if (match.isPresent()
          && !told(tokens, i)
          && !oneOf(tokens, i)
          && !must(tokens, match.get().end())) {
        boolean denied = match.get().value().equals("yes") && denied(tokens, i);
        hits.add(new Hit(denied ? "no" : match.get().value(), i, match.get().end()));
      }
      i = match.map(Phrases.Match::end).orElse(i + 1);
    }
    return hits;
  }

  /// "I have to check" says what they must do, not that they have it.
  private static boolean must(Tokens tokens, int end) {
    boolean have =
        switch (tokens.get(end - 1).folded()) {
          case "have", "tenho", "temos", "tengo", "tenemos", "habe", "haben" -> true;
          default -> false;
        };
    boolean to =
        end < tokens.size()
            && switch (tokens.get(end).folded()) {
              case "to", "que", "de", "zu" -> true;
              default -> false;
            };
    return have && to;
  }

  /// "Ne Katze": German swallows its article.
  private static boolean oneOf(Tokens tokens, int i) {
    return tokens.isWord(i, "ne")
        && i + 1 < tokens.size()
        && tokens.get(i + 1).isWord()
        && !tokens.isWord(i + 1, "danke")
        && tokens.words() > 1;
  }

  /// "not right now", "not perfect": a yes behind a not is none.
  private static boolean denied(Tokens tokens, int i) {
    return switch (i > 0 ? tokens.get(i - 1).folded() : "") {
      case "not", "isn't", "nicht", "pas", "non", "nao" -> true;
      default -> false;
    };
  }

  /// The first one counts, unless the next follows at once ("yeah no", "well yes, no"): then a
  /// doubt or a contradiction right behind it has the last word.
  private static Hit decisive(Tokens tokens, List<Hit> hits) {
    Hit first = hits.getFirst();
    Hit end = hits.getLast();
    boolean concludes =
        end.end() == tokens.size()
            && end.start() > 0
            && tokens.isSign(end.start() - 1, ',')
            && first.start() > 0
            && first.end() < tokens.size()
            && tokens.get(first.end()).isWord();
    if (concludes) {
      // "If it isn't too dear, yes."
      return end;
    }
    for (Hit next : hits.subList(1, hits.size())) {
      boolean atOnce = next.start() == first.end();
      boolean doubt = next.kind().equals("unsure") && next.start() - first.end() <= 3;
      if (!(atOnce || doubt) || next.kind().equals(first.kind())) {
        break;
      }
      first = next;
    }
    if (first.kind().equals("unsure") && hits.size() > 1 && !hits.getLast().equals(first)) {
      // "I'm not sure … yes": what they come to in the end.
      Hit last = hits.getLast();
      return last.start() - first.end() <= 12 || tokens.words() <= 20 ? last : first;
    }
    return first;
  }
}
