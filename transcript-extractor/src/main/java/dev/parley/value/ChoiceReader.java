package dev.parley.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Picks an option by its id or a synonym, in other cases, accents, plurals, with small typos, by a
/// word that only this option has, or by its place ("the second one"). Two options at once are
/// nobody's choice: that is refused as ambiguous.
final class ChoiceReader {
  private static final int NOT_TOKENS = 3;
  private static final int SELF_TOKENS = 4;
  private static final Lexicon LEXICON = Lexicon.read("choice");
  private static final ByLanguage<Phrases<String>> ORDINALS =
      ByLanguage.phrases(LEXICON, "ordinal");
  private static final ByLanguage<Phrases<String>> NOT = ByLanguage.phrases(LEXICON, "not");

  private static final int DISMISSED_TOKENS = 6;
  private static final ByLanguage<Phrases<String>> DISMISSED =
      ByLanguage.phrases(LEXICON, "dismissed");
  private static final ByLanguage<Phrases<String>> SELF = ByLanguage.phrases(LEXICON, "self");

  private static final int PLAIN_NO_WORDS_MAX = 4;
  private static final double NAMED = 0.95;
  private static final double OWN_WORD = 0.9;
  private static final Set<String> OR =
      Set.of("or", "and", "o", "y", "ou", "e", "oder", "und", "et");

  /// What options that mean none of it are called.
  private static final Set<String> NONE =
      Set.of(
          "none",
          "no",
          "nothing",
          "neither",
          "nobody",
          "none of them",
          "ninguno",
          "ninguna",
          "nada",
          "nenhum",
          "nenhuma",
          "keine",
          "keins",
          "keiner",
          "nichts",
          "aucun",
          "aucune",
          "rien",
          "nessuno",
          "nessuna",
          "niente");

  private ChoiceReader() {}

  static Parsed answer(Tokens tokens, ValueContext ctx) {
    if (ctx.options().isEmpty()) {
      return Parsed.Nothing.NOTHING;
    }
    List<Found> hits = hits(tokens, ctx, true);
    if (hits.isEmpty()) {
      return WeekdayOptions.chosen(tokens, ctx)
          .or(() -> noneOf(tokens, ctx))
          .<Parsed>map(Parsed.Valid::new)
          .orElseGet(() -> byPlace(tokens, ctx));
    }
    List<Found> own = ownFirst(tokens, hits, ctx.languages());
    return single(
        own.size() > 1 && opensAndEnds(tokens, own, ctx) ? own.subList(0, 1) : named(tokens, own));
  }

  /// "I'm renting, the landlord said to call": what they say of themselves comes first.
  private static List<Found> ownFirst(Tokens tokens, List<Found> hits, List<String> languages) {
    for (Found hit : hits) {
      int at = tokens.from(hit.start());
      for (int i = Math.max(0, at - SELF_TOKENS); i < at; i++) {
        boolean self =
            ByLanguage.longest(SELF, languages, tokens, i)
                .filter(match -> match.end() <= at && at - match.end() <= 1)
                .isPresent();
        if (self) {
          return List.of(hit);
        }
      }
    }
    return hits;
  }

  /// "Dói-me um dente" names the pain; the tooth is only a word of another option. Unless they hang
  /// between the two.
  private static List<Found> named(Tokens tokens, List<Found> hits) {
    boolean sure = hits.stream().anyMatch(hit -> hit.certainty() >= NAMED);
    for (int i = 0; i < tokens.size(); i++) {
      if (OR.contains(tokens.get(i).folded())) {
        return hits;
      }
    }
    return sure ? hits.stream().filter(hit -> hit.certainty() > OWN_WORD).toList() : hits;
  }

  /// "No", to "everything, the fragile things, or nothing?", is the option that means none.
  private static Optional<Found> noneOf(Tokens tokens, ValueContext ctx) {
    boolean no =
        tokens.words() <= PLAIN_NO_WORDS_MAX
            && YesNoReader.answer(tokens, ctx)
                .value()
                .filter(found -> found.value().equals(new Value.YesNo(false)))
                .isPresent();
    if (!no) {
      return Optional.empty();
    }
    List<String> none = new ArrayList<>();
    ctx.options()
        .forEach(
            (option, synonyms) -> {
              boolean means =
                  NONE.contains(Fold.fold(option))
                      || synonyms.stream().anyMatch(name -> NONE.contains(Fold.fold(name)));
              if (means) {
                none.add(option);
              }
            });
    Token last = tokens.get(tokens.size() - 1);
    return none.size() == 1
        ? Optional.of(
            new Found(new Value.Choice(none.getFirst()), tokens.get(0).start(), last.end(), 0.86))
        : Optional.empty();
  }

  /// "On site please, online I fall asleep": the answer is given before the next clause begins.
  private static boolean opensAndEnds(Tokens tokens, List<Found> hits, ValueContext ctx) {
    Found first = hits.getFirst();
    int at = tokens.from(first.start());
    int end = tokens.from(first.end());
    boolean please =
        Fillers.skip(tokens, end, ctx.languages()) > end || tokens.isWord(end, "porfa");
    boolean clause = tokens.isSign(end, ',') || tokens.isSign(end, '.') || please;
    boolean listed = Fillers.skip(tokens, end, ctx.languages()) == tokens.from(hits.get(1).start());
    return at <= 1 && clause && !listed;
  }

  static List<Found> mentions(Tokens tokens, ValueContext ctx) {
    List<Found> hits = hits(tokens, ctx, false);
    return hits.isEmpty() ? WeekdayOptions.chosen(tokens, ctx).stream().toList() : hits;
  }

  private static Parsed single(List<Found> hits) {
    double best = hits.stream().mapToDouble(Found::certainty).max().orElse(0);
    Map<Value, Found> strong = new LinkedHashMap<>();
    for (Found hit : hits) {
      if (hit.certainty() > best - 0.15) {
        strong.putIfAbsent(hit.value(), hit);
      }
    }
    Found first = strong.values().iterator().next();
    return strong.size() == 1
        ? new Parsed.Valid(first)
        : new Parsed.Invalid(ValueErrors.OPTION_AMBIGUOUS, Optional.of(first));
  }

  /// Hits that are not ruled out by a "not" before them, longest first where they overlap.
  private static List<Found> hits(Tokens tokens, ValueContext ctx, boolean lenient) {
    ChoiceTerms terms = ChoiceTerms.of(ctx);
    List<Found> hits = new ArrayList<>();
    int i = 0;
    while (i < tokens.size()) {
      Optional<ChoiceTerms.Hit> hit = terms.at(tokens, i, lenient);
      if (hit.isPresent()) {
        if (!ruledOut(tokens, i, ctx.languages())
            && !Relatives.before(tokens, i, ctx.languages())
            && !dismissed(tokens, hit.get().end(), ctx.languages())) {
          hits.add(
              new Found(
                  new Value.Choice(hit.get().option()),
                  tokens.get(i).start(),
                  tokens.get(hit.get().end() - 1).end(),
                  hit.get().certainty()));
        }
        i = hit.get().end();
      } else {
        i++;
      }
    }
    return hits;
  }

  private static boolean ruledOut(Tokens tokens, int at, List<String> languages) {
    for (int i = Math.max(0, at - NOT_TOKENS); i < at; i++) {
      var not = ByLanguage.longest(NOT, languages, tokens, i);
      if (not.isPresent() && not.get().end() <= at && !interrupted(tokens, not.get().end(), at)) {
        return true;
      }
    }
    return false;
  }

  /// "Enterprise is overkill" chooses something else.
  private static boolean dismissed(Tokens tokens, int end, List<String> languages) {
    for (int i = end; i < Math.min(tokens.size(), end + DISMISSED_TOKENS); i++) {
      if (tokens.get(i).kind() == Token.Kind.SIGN) {
        return false;
      }
      if (ByLanguage.longest(DISMISSED, languages, tokens, i).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static boolean interrupted(Tokens tokens, int from, int to) {
    for (int i = from; i < to; i++) {
      if (tokens.get(i).kind() == Token.Kind.SIGN) {
        return true;
      }
    }
    return false;
  }

  private static Parsed byPlace(Tokens tokens, ValueContext ctx) {
    List<String> ids = new ArrayList<>(ctx.options().keySet());
    for (int i = 0; i < tokens.size(); i++) {
      var ordinal = ByLanguage.longest(ORDINALS, ctx.languages(), tokens, i);
      int place = ordinal.map(match -> place(match.value(), ids.size())).orElse(0);
      int end = ordinal.map(Phrases.Match::end).orElse(i + 1);
      if (place == 0 && tokens.words() <= 3) {
        place = bareNumber(tokens, i, ctx.languages());
      }
      int index = place < 0 ? ids.size() - 1 : place - 1;
      if (place != 0 && index < ids.size()) {
        return Parsed.valid(
            new Value.Choice(ids.get(index)),
            tokens.get(i).start(),
            tokens.get(end - 1).end(),
            ordinal.isPresent() ? 0.85 : 0.7);
      }
    }
    boolean asksBack = tokens.text().strip().endsWith("?");
    boolean tried = tokens.words() > 0 && tokens.words() <= 3 && !asksBack;
    return tried ? Parsed.invalid(ValueErrors.NOT_AN_OPTION) : Parsed.Nothing.NOTHING;
  }

  /// The middle of an odd number of options is known; of an even one it is not.
  private static int place(String value, int options) {
    int place = Integer.parseInt(value);
    return place == 0 && options % 2 == 1 ? options / 2 + 1 : place;
  }

  private static int bareNumber(Tokens tokens, int i, List<String> languages) {
    if (tokens.isDigits(i) && tokens.get(i).folded().length() == 1) {
      return Integer.parseInt(tokens.get(i).folded());
    }
    return NumberWords.at(tokens, i, languages)
        .filter(words -> words.value() > 0 && words.value() <= 20)
        .map(words -> (int) words.value())
        .orElse(0);
  }
}
