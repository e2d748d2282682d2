package dev.parley.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Numbers and counts in digits or words, with thousands and millions, halves and "a dozen": en,
/// es, pt, de, fr, it, pl.
final class NumberReader {
  private static final Set<String> ONES =
      Set.of(
          "one", "un", "una", "uno", "um", "uma", "une", "ein", "eine", "einen", "einer", "eins",
          "jeden", "jedna");
  /// A decimal mark as it is said.
  private static final Set<String> POINTS =
      Set.of(
          "point", "punto", "ponto", "coma", "virgula", "komma", "virgule", "virgola", "przecinek");

  private static final int PLACE_WORDS_MAX = 4;
  private static final int DECIMALS_MAX = 4;
  private static final Lexicon LEXICON = Lexicon.read("counts");
  private static final ByLanguage<Phrases<String>> COUNTS = ByLanguage.phrases(LEXICON, "count");
  private static final ByLanguage<Phrases<String>> PLACES = ByLanguage.phrases(LEXICON, "place");
  private static final Phrases<String> TOTALS = totals();
  private static final ByLanguage<Phrases<String>> HALVES = ByLanguage.phrases(LEXICON, "half");

  /// A number without its context.
  ///
  /// @param end index after its last token
  record Amount(BigDecimal value, int start, int end, boolean words) {}

  private NumberReader() {}

  private static Phrases<String> totals() {
    Phrases<String> totals = new Phrases<>();
    for (String language : Languages.KNOWN) {
      LEXICON.entries(language, "total").forEach(e -> totals.put(e.phrase(), e.value()));
    }
    return totals;
  }

  static Parsed answer(Tokens tokens, ValueContext ctx) {
    List<Amount> amounts = all(tokens, ctx, false);
    if (amounts.isEmpty()) {
      return place(tokens, ctx);
    }
    Amount chosen = chosen(tokens, amounts);
    return Bounds.checked(chosen.value(), found(tokens, chosen, certainty(tokens, chosen)), ctx);
  }

  /// "Third", said of a floor: a place in a row is a number too, where little else is said.
  private static Parsed place(Tokens tokens, ValueContext ctx) {
    int start = Fillers.skip(tokens, 0, ctx.languages());
    if (tokens.words() > PLACE_WORDS_MAX) {
      return Parsed.Nothing.NOTHING;
    }
    for (int i = start; i < tokens.size(); i++) {
      var ordinal = ByLanguage.longest(PLACES, ctx.languages(), tokens, i);
      if (ordinal.isPresent()) {
        BigDecimal value = new BigDecimal(ordinal.get().value());
        return Bounds.checked(
            value, found(tokens, new Amount(value, i, ordinal.get().end(), true), 0.85), ctx);
      }
    }
    return Parsed.Nothing.NOTHING;
  }

  /// A correction has the last word ("two, no, three"); else the first number counts, unless it is
  /// but the article ("a", "un", "one") of what follows.
  private static Amount chosen(Tokens tokens, List<Amount> amounts) {
    for (int i = amounts.size() - 1; i > 0; i--) {
      if (Corrections.between(tokens, amounts.get(i - 1).end(), amounts.get(i).start())) {
        return amounts.get(i);
      }
    }
    Amount total = total(tokens, amounts);
    if (total != null) {
      return total;
    }
    for (Amount amount : amounts) {
      if (!(amount.words() && ONES.contains(tokens.get(amount.start()).folded()))) {
        return amount;
      }
    }
    return amounts.getFirst();
  }

  /// "two cars and a bike, so three", "four in all": what it comes to.
  private static @Nullable Amount total(Tokens tokens, List<Amount> amounts) {
    Amount last = amounts.getLast();
    if (amounts.size() < 2) {
      return null;
    }
    boolean after = last.end() < tokens.size() && TOTALS.has(tokens, last.end());
    int from = amounts.get(amounts.size() - 2).end();
    return after || TOTALS.anywhere(tokens, from, last.start()) ? last : null;
  }

  private static double certainty(Tokens tokens, Amount amount) {
    int others = tokens.words() - (amount.end() - amount.start());
    return others <= 3 ? 0.96 : others <= 10 ? 0.9 : 0.75;
  }

  static List<Found> mentions(Tokens tokens, ValueContext ctx) {
    List<Found> found = new ArrayList<>();
    for (Amount amount : all(tokens, ctx, true)) {
      boolean one = amount.words() && ONES.contains(tokens.get(amount.start()).folded());
      if (!one && Bounds.holds(amount.value(), ctx)) {
        found.add(found(tokens, amount, 0.85));
      }
    }
    return found;
  }

  /// @param strict leaves out digits that are part of something else (times, dates, codes)
  static List<Amount> all(Tokens tokens, ValueContext ctx, boolean strict) {
    List<Amount> amounts = new ArrayList<>();
    int i = 0;
    while (i < tokens.size()) {
      Amount amount = at(tokens, i, ctx, false);
      if (amount != null && !(strict && partOfMore(tokens, amount))) {
        amounts.add(amount);
      }
      i = amount == null ? i + 1 : amount.end();
    }
    return amounts;
  }

  private static boolean partOfMore(Tokens tokens, Amount amount) {
    int before = amount.start() - 1;
    boolean glued =
        tokens.touching(before)
            && (tokens.get(before).isWord() || ":/-#@._".contains(tokens.get(before).folded()));
    int last = amount.end() - 1;
    boolean gluedAfter =
        tokens.touching(last)
            && (":/@_".contains(tokens.get(last + 1).folded())
                || (tokens.get(last).isDigits() && tokens.get(last + 1).isWord()));
    return glued || gluedAfter;
  }

  static @Nullable Amount at(Tokens tokens, int start, ValueContext ctx, boolean money) {
    Optional<NumberLiteral> literal = NumberLiteral.at(tokens, start, ctx.region(), money);
    BigDecimal value;
    int end;
    if (literal.isPresent()) {
      value = literal.get().value();
      end = literal.get().end();
      boolean negative = tokens.isSign(start - 1, '-') && !tokens.touching(start - 2);
      value =
          (negative && tokens.touching(start - 1)) || minus(tokens, start) ? value.negate() : value;
      return scaled(tokens, start, end, value, ctx, false);
    }
    var count = ByLanguage.longest(COUNTS, ctx.languages(), tokens, start);
    var words =
        NumberWords.at(tokens, afterArticle(tokens, start, ctx.languages()), ctx.languages());
    if (count.isPresent() && words.map(w -> w.end() < count.get().end()).orElse(true)) {
      BigDecimal counted = new BigDecimal(count.get().value());
      return scaled(tokens, start, count.get().end(), counted, ctx, true);
    }
    if (words.isEmpty()) {
      return null;
    }
    Optional<Amount> told =
        money ? hundredsUnsaid(tokens, start, words.get(), ctx) : Optional.empty();
    Optional<Amount> whole = told.or(() -> decimal(tokens, start, words.get(), ctx));
    return whole
        .map(amount -> scaled(tokens, start, amount.end(), amount.value(), ctx, true))
        .orElseGet(
            () ->
                scaled(
                    tokens,
                    start,
                    words.get().end(),
                    signed(tokens, start, BigDecimal.valueOf(words.get().value())),
                    ctx,
                    true));
  }

  /// "one twenty" is 120 and "twelve fifty" 1250, said of money in English.
  private static Optional<Amount> hundredsUnsaid(
      Tokens tokens, int start, NumberWords.Words words, ValueContext ctx) {
    boolean brief = words.end() == start + 1 && words.value() >= 1 && words.value() <= 19;
    if (!ctx.languages().contains("en") || !brief) {
      return Optional.empty();
    }
    return NumberWords.at(tokens, words.end(), List.of("en"))
        .filter(rest -> rest.value() >= 10 && rest.value() <= 99)
        .map(
            rest ->
                new Amount(
                    BigDecimal.valueOf(words.value() * 100 + rest.value()),
                    start,
                    rest.end(),
                    true));
  }

  /// "one point five", "zwei Komma fünf".
  private static Optional<Amount> decimal(
      Tokens tokens, int start, NumberWords.Words words, ValueContext ctx) {
    int point = words.end();
    if (point + 1 >= tokens.size() || !POINTS.contains(tokens.get(point).folded())) {
      return Optional.empty();
    }
    StringBuilder digits = new StringBuilder();
    int end = point + 1;
    while (end < tokens.size() && digits.length() < DECIMALS_MAX) {
      Optional<Long> digit = digit(tokens, end, ctx.languages());
      if (digit.isEmpty()) {
        break;
      }
      digits.append(digit.get());
      end++;
    }
    return digits.isEmpty()
        ? twoDecimals(tokens, start, point, words, ctx)
        : Optional.of(new Amount(new BigDecimal(words.value() + "." + digits), start, end, true));
  }

  private static Optional<Long> digit(Tokens tokens, int i, List<String> languages) {
    return languages.stream()
        .map(language -> NumberTable.in(language).parts(tokens.get(i).folded()))
        .filter(
            parts ->
                parts.size() == 1
                    && (parts.getFirst().kind() == NumberTable.Kind.UNIT
                        || parts.getFirst().kind() == NumberTable.Kind.ZERO))
        .map(parts -> parts.getFirst().value())
        .filter(value -> value < 10)
        .findFirst();
  }

  /// "one point twenty five".
  private static Optional<Amount> twoDecimals(
      Tokens tokens, int start, int point, NumberWords.Words words, ValueContext ctx) {
    return NumberWords.at(tokens, point + 1, ctx.languages())
        .filter(rest -> rest.value() >= 10 && rest.value() <= 99)
        .map(
            rest ->
                new Amount(
                    new BigDecimal(words.value() + "." + rest.value()), start, rest.end(), true));
  }

  private static BigDecimal signed(Tokens tokens, int start, BigDecimal value) {
    return minus(tokens, start) ? value.negate() : value;
  }

  private static boolean minus(Tokens tokens, int start) {
    return switch (start > 0 ? tokens.get(start - 1).folded() : "") {
      case "minus", "menos", "moins", "meno" -> start == 1 || !tokens.isDigits(start - 2);
      default -> false;
    };
  }

  /// "a hundred and twenty": the article counts one, before a hundred or a thousand.
  private static int afterArticle(Tokens tokens, int i, List<String> languages) {
    boolean article = tokens.isWord(i, "a") && languages.contains("en") && i + 1 < tokens.size();
    return article && scale(tokens, i + 1, languages) > 0 ? i + 1 : i;
  }

  /// `2 thousand`, `1.5 million`, `120 mil`, `5k`, `two and a half`, `a hundred thousand`.
  private static Amount scaled(
      Tokens tokens, int start, int end, BigDecimal value, ValueContext ctx, boolean words) {
    BigDecimal number = value;
    int i = end;
    while (i < tokens.size() && tokens.get(i).isWord()) {
      long scale = scale(tokens, i, ctx.languages());
      if (scale == 0) {
        break;
      }
      number = number.multiply(BigDecimal.valueOf(scale));
      boolean shortened = tokens.isSign(i + 1, '.') && tokens.get(i).folded().startsWith("t");
      i += shortened && i + 2 < tokens.size() && tokens.get(i).folded().length() == 3 ? 2 : 1;
      var rest = NumberWords.at(tokens, i, ctx.languages());
      if (rest.isPresent() && rest.get().value() < scale && rest.get().value() >= 10) {
        number = number.add(BigDecimal.valueOf(rest.get().value()));
        i = rest.get().end();
      }
    }
    var half = ByLanguage.longest(HALVES, ctx.languages(), tokens, i);
    if (half.isPresent() && number.signum() >= 0) {
      number = number.add(new BigDecimal("0.5"));
      i = half.get().end();
      long scale = i < tokens.size() ? scale(tokens, i, ctx.languages()) : 0;
      number = scale > 0 ? number.multiply(BigDecimal.valueOf(scale)) : number;
      i += scale > 0 ? 1 : 0;
    }
    return new Amount(plain(number), start, i, words);
  }

  private static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  static long scale(Tokens tokens, int i, List<String> languages) {
    Token token = tokens.get(i);
    if (!token.isWord()) {
      return 0;
    }
    if (tokens.touching(i - 1) && tokens.isDigits(i - 1)) {
      switch (token.folded()) {
        case "k" -> {
          return 1_000;
        }
        case "m", "mio", "mn" -> {
          return 1_000_000;
        }
        default -> {}
      }
    }
    for (String language : languages) {
      List<NumberTable.Part> parts = NumberTable.in(language).parts(token.folded());
      if (parts.size() == 1
          && (parts.getFirst().kind() == NumberTable.Kind.SCALE
              || parts.getFirst().kind() == NumberTable.Kind.HUNDRED)) {
        return parts.getFirst().value();
      }
      if (token.is("tsd") || token.is("tys")) {
        return 1_000;
      }
      if ((token.is("k") && !tokens.touching(i)) || (token.is("mille") && language.equals("fr"))) {
        return 1_000;
      }
    }
    return 0;
  }

  static Found found(Tokens tokens, Amount amount, double certainty) {
    return new Found(
        new Value.Number(amount.value()),
        tokens.get(amount.start()).start(),
        tokens.get(amount.end() - 1).end(),
        certainty);
  }
}
