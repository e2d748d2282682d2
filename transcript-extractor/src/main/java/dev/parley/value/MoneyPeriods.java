package dev.parley.value;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Amounts for one period in terms of another, to be compared: 1,440 a year are 120 a month. A
/// value keeps the period it was said in; only bounds and conditions reckon in the question's. An
/// hour's pay has no month's: nobody said how many hours. Pure.
public final class MoneyPeriods {
  private static final int DECIMALS = 2;
  private static final Map<String, BigDecimal> A_YEAR =
      Map.of(
          "year", BigDecimal.ONE,
          "month", BigDecimal.valueOf(12),
          "week", BigDecimal.valueOf(52),
          "day", BigDecimal.valueOf(365),
          "two_weeks", BigDecimal.valueOf(26),
          "two_months", BigDecimal.valueOf(6),
          "quarter", BigDecimal.valueOf(4),
          "half_year", BigDecimal.TWO);

  private MoneyPeriods() {}

  /// The periods that an agent's questions for money are about, by their ids: the stated one, else
  /// the one its wording names ("your monthly bill"). A question without either has none.
  public static Map<String, String> of(AgentDefinition definition) {
    Map<String, String> periods = new HashMap<>();
    definition
        .questions()
        .forEach(question -> of(question).ifPresent(period -> periods.put(question.id(), period)));
    return Map.copyOf(periods);
  }

  public static Optional<String> of(Question question) {
    if (question.type() != FieldType.MONEY) {
      return Optional.empty();
    }
    return question.period().or(() -> worded(question));
  }

  private static Optional<String> worded(Question question) {
    Set<String> named = new LinkedHashSet<>();
    question
        .ask()
        .byLanguage()
        .forEach((language, ask) -> named.addAll(MoneyReader.periods(Tokens.of(ask), language)));
    return named.size() == 1 ? named.stream().findFirst() : Optional.empty();
  }

  /// The value as it compares in a period; empty where it cannot. Whatever is no amount, or has no
  /// period, compares as it is.
  ///
  /// @param period empty: amounts compare as they were said
  public static Optional<Value> in(Optional<String> period, Value value) {
    if (period.isEmpty() || !(value instanceof Value.Money money)) {
      return Optional.of(value);
    }
    return factor(money.period(), period.get())
        .map(
            factor ->
                new Value.Money(
                    times(money.amount(), factor),
                    money.max().map(max -> times(max, factor)),
                    money.currency(),
                    period));
  }

  private record Factor(BigDecimal times, BigDecimal per) {}

  private static Optional<Factor> factor(Optional<String> from, String to) {
    if (from.isEmpty() || from.get().equals(to)) {
      return Optional.of(new Factor(BigDecimal.ONE, BigDecimal.ONE));
    }
    BigDecimal times = A_YEAR.get(from.get());
    BigDecimal per = A_YEAR.get(to);
    return times == null || per == null ? Optional.empty() : Optional.of(new Factor(times, per));
  }

  private static BigDecimal times(BigDecimal amount, Factor factor) {
    return factor.times().compareTo(factor.per()) == 0
        ? amount
        : amount.multiply(factor.times()).divide(factor.per(), DECIMALS, RoundingMode.HALF_UP);
  }
}
