package dev.parley.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Amounts of money: signs before and after, currencies in words, `k`, lakh, ranges, per month or
/// year, decimal marks by region: en, es, pt, de, fr, it, pl.
final class MoneyReader {
  private static final Lexicon LEXICON = Lexicon.read("money");
  private static final ByLanguage<Phrases<String>> CURRENCIES =
      ByLanguage.phrases(LEXICON, "currency");
  private static final ByLanguage<Phrases<String>> CENTS = ByLanguage.phrases(LEXICON, "cents");
  private static final ByLanguage<Phrases<String>> PERIODS = ByLanguage.phrases(LEXICON, "period");
  private static final ByLanguage<Phrases<String>> TO = ByLanguage.phrases(LEXICON, "to");
  private static final ByLanguage<Phrases<String>> RANGE = ByLanguage.phrases(LEXICON, "range");
  private static final Phrases<String> SIGNS = LEXICON.phrases("und", "sign");

  /// "Six figures" is no amount.
  private static final Set<String> FIGURES =
      Set.of("figures", "figure", "digits", "cifras", "cifre");

  /// Says a range by itself, where "and" and "or" may not.
  private static final Set<String> UP_TO =
      Set.of("to", "till", "until", "hasta", "ate", "bis", "do", "fino");

  private record Sum(
      BigDecimal amount,
      @Nullable BigDecimal max,
      @Nullable String currency,
      @Nullable String period,
      int start,
      int end) {}

  private record Sign(String currency, int end) {}

  private MoneyReader() {}

  static Parsed answer(Tokens tokens, ValueContext ctx) {
    List<Sum> sums = sums(tokens, ctx);
    if (sums.isEmpty()) {
      return Parsed.Nothing.NOTHING;
    }
    Sum chosen = sums.getFirst();
    for (Sum sum : sums.subList(1, sums.size())) {
      boolean corrected = Corrections.between(tokens, chosen.end(), sum.start());
      boolean betterNamed = sum.currency() != null && chosen.currency() == null;
      chosen = corrected || betterNamed ? sum : chosen;
    }
    double certainty = chosen.currency() != null ? 0.97 : tokens.words() <= 6 ? 0.93 : 0.8;
    Found found = found(tokens, chosen, ctx, certainty);
    return MoneyPeriods.in(ctx.period(), found.value())
        .map(value -> Bounds.checked(((Value.Money) value).amount(), found, ctx))
        .orElseGet(() -> new Parsed.Invalid(ValueErrors.PERIOD_NOT_COMPARABLE, Optional.of(found)));
  }

  /// The periods a text names.
  static Set<String> periods(Tokens tokens, String language) {
    List<String> languages = List.of(ValueContext.primarySubtag(language));
    Set<String> periods = new LinkedHashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      ByLanguage.longest(PERIODS, languages, tokens, i)
          .ifPresent(period -> periods.add(period.value()));
    }
    return periods;
  }

  static List<Found> mentions(Tokens tokens, ValueContext ctx) {
    List<Found> found = new ArrayList<>();
    for (Sum sum : sums(tokens, ctx)) {
      Found one = found(tokens, sum, ctx, 0.95);
      boolean holds =
          MoneyPeriods.in(ctx.period(), one.value())
              .filter(value -> Bounds.holds(((Value.Money) value).amount(), ctx))
              .isPresent();
      if (sum.currency() != null && holds) {
        found.add(one);
      }
    }
    return found;
  }

  private static List<Sum> sums(Tokens tokens, ValueContext ctx) {
    List<Sum> sums = new ArrayList<>();
    int i = 0;
    while (i < tokens.size()) {
      Sum sum = range(tokens, i, ctx);
      if (sum != null) {
        sums.add(sums.isEmpty() ? sum : inheriting(tokens, sums.getLast(), sum));
      }
      i = sum == null ? i + 1 : Math.max(i + 1, sum.end());
    }
    return sums;
  }

  /// "120 euros a month, no, 180": the corrected amount is in euros and a month as well.
  private static Sum inheriting(Tokens tokens, Sum before, Sum sum) {
    return Corrections.between(tokens, before.end(), sum.start())
        ? new Sum(
            sum.amount(),
            sum.max(),
            sum.currency() == null ? before.currency() : sum.currency(),
            sum.period() == null ? before.period() : sum.period(),
            sum.start(),
            sum.end())
        : sum;
  }

  private static @Nullable Sum range(Tokens tokens, int i, ValueContext ctx) {
    Sum low = sum(tokens, i, ctx);
    if (low == null) {
      return null;
    }
    int to = to(tokens, low.end(), ctx.languages());
    if (to < 0) {
      return low;
    }
    Sum high = sum(tokens, to, ctx);
    if (high == null) {
      return low;
    }
    boolean dash = tokens.isSign(low.end(), '-');
    boolean opened = i > 0 && ByLanguage.longest(RANGE, ctx.languages(), tokens, i - 1).isPresent();
    boolean upTo = UP_TO.contains(tokens.get(low.end()).folded());
    boolean plainTo = !opened && (high.currency() != null || dash || upTo);
    BigDecimal lowAmount = low.amount();
    if (lowAmount.compareTo(BigDecimal.valueOf(1000)) < 0
        && high.amount().compareTo(lowAmount.multiply(BigDecimal.valueOf(200))) >= 0) {
      lowAmount = lowAmount.multiply(BigDecimal.valueOf(unit(tokens, to, high.end(), ctx)));
    }
    if (!(opened || plainTo) || lowAmount.compareTo(high.amount()) >= 0) {
      return low;
    }
    String currency = high.currency() != null ? high.currency() : low.currency();
    String period = high.period() != null ? high.period() : low.period();
    return new Sum(lowAmount, high.amount(), currency, period, low.start(), high.end());
  }

  /// What the second amount of "12 to 15 lakhs" is counted in; a thousand where it does not say.
  private static long unit(Tokens tokens, int from, int end, ValueContext ctx) {
    for (int i = from; i < end; i++) {
      long scale = NumberReader.scale(tokens, i, ctx.languages());
      if (scale >= 1000) {
        return scale;
      }
    }
    return 1000;
  }

  private static int to(Tokens tokens, int i, List<String> languages) {
    if (tokens.isSign(i, '-')) {
      return i + 1;
    }
    return ByLanguage.longest(TO, languages, tokens, i).map(Phrases.Match::end).orElse(-1);
  }

  private static @Nullable Sum sum(Tokens tokens, int i, ValueContext ctx) {
    if (i >= tokens.size()) {
      return null;
    }
    Sign before = currency(tokens, i, ctx);
    int start = before == null ? i : before.end();
    NumberReader.Amount amount =
        start < tokens.size() ? NumberReader.at(tokens, start, ctx, true) : null;
    if (amount == null || partOfCode(tokens, start, amount.end())) {
      return null;
    }
    BigDecimal value = amount.value();
    int end = amount.end();
    Sign after = before == null ? currency(tokens, end, ctx) : null;
    if (after != null) {
      end = after.end();
    } else if (before == null && cents(tokens, end, ctx)) {
      return new Sum(value.movePointLeft(2), null, ctxCurrency(ctx), null, i, end + 1);
    }
    if (after != null) {
      CentsPart cents = centsAfter(tokens, end, ctx);
      value = cents == null ? value : value.add(cents.value());
      end = cents == null ? end : cents.end();
    }
    var period = ByLanguage.longest(PERIODS, ctx.languages(), tokens, end);
    String currency = before != null ? before.currency() : after != null ? after.currency() : null;
    boolean clock = period.isPresent() && tokens.get(end).is("pm") && currency == null;
    if (period.isPresent() && !clock) {
      end = period.get().end();
    }
    String per = period.isPresent() && !clock ? period.get().value() : null;
    return new Sum(value, null, currency, per, i, end);
  }

  private static boolean partOfCode(Tokens tokens, int start, int end) {
    boolean left =
        tokens.touching(start - 1)
            && tokens.get(start - 1).isWord()
            && !SIGNS.has(tokens, start - 1)
            && tokens.get(start - 1).folded().length() > 3;
    boolean figures = end < tokens.size() && FIGURES.contains(tokens.get(end).folded());
    return left
        || figures
        || tokens.isSign(end, '%')
        || (tokens.isSign(end, ':') && tokens.touching(end));
  }

  private record CentsPart(BigDecimal value, int end) {}

  /// `12 euros and 50 cents`, `12 euros 50`.
  private static @Nullable CentsPart centsAfter(Tokens tokens, int end, ValueContext ctx) {
    int i = to(tokens, end, ctx.languages());
    i = i < 0 ? end : i;
    NumberReader.Amount cents = i < tokens.size() ? NumberReader.at(tokens, i, ctx, true) : null;
    if (cents == null
        || cents.value().scale() > 0
        || cents.value().compareTo(BigDecimal.valueOf(99)) > 0
        || cents.value().compareTo(BigDecimal.ONE) < 0) {
      return null;
    }
    if (cents(tokens, cents.end(), ctx)) {
      return new CentsPart(cents.value().movePointLeft(2), cents.end() + 1);
    }
    boolean last = i == end && cents.end() == tokens.size();
    return last && cents.value().compareTo(BigDecimal.TEN) >= 0
        ? new CentsPart(cents.value().movePointLeft(2), cents.end())
        : null;
  }

  private static boolean cents(Tokens tokens, int i, ValueContext ctx) {
    return i < tokens.size() && ByLanguage.longest(CENTS, ctx.languages(), tokens, i).isPresent();
  }

  private static @Nullable Sign currency(Tokens tokens, int i, ValueContext ctx) {
    if (i >= tokens.size()) {
      return null;
    }
    if (tokens.isSign(i, '$')) {
      return new Sign(Regions.ofDollarSign(ctx.currency(), ctx.region()), i + 1);
    }
    if (tokens.get(i).is("r") && tokens.isSign(i + 1, '$') && tokens.touching(i)) {
      return new Sign("BRL", i + 2);
    }
    if ((tokens.get(i).is("us") || tokens.get(i).is("u")) && tokens.isSign(i + 1, '$')) {
      return new Sign("USD", i + 2);
    }
    var sign = SIGNS.at(tokens, i);
    if (sign.isPresent()) {
      return new Sign(sign.get().value(), sign.get().end());
    }
    var words = ByLanguage.longest(CURRENCIES, ctx.languages(), tokens, i);
    if (words.isEmpty()) {
      return null;
    }
    String value = words.get().value();
    String code =
        value.startsWith("*")
            ? Regions.own(value.substring(1), ctx.currency(), ctx.region())
            : value;
    return new Sign(code, words.get().end());
  }

  private static String ctxCurrency(ValueContext ctx) {
    return ctx.currency().orElseGet(ctx::ownCurrency);
  }

  private static Found found(Tokens tokens, Sum sum, ValueContext ctx, double certainty) {
    Value.Money money =
        new Value.Money(
            sum.amount(),
            Optional.ofNullable(sum.max()),
            sum.currency() == null ? ctxCurrency(ctx) : sum.currency(),
            Optional.ofNullable(sum.period()));
    return new Found(
        money, tokens.get(sum.start()).start(), tokens.get(sum.end() - 1).end(), certainty);
  }
}
