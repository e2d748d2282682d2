package dev.parley.runtime.flow;

import dev.parley.config.agent.Question;
import dev.parley.value.Value;
import java.math.BigDecimal;

/// The inclusive bounds of a number or an amount. An amount in another currency has none.
final class Bounds {
  private Bounds() {}

  static boolean within(Question question, Value value) {
    return switch (value) {
      case Value.Number(BigDecimal number) -> within(question, number);
      case Value.Money money ->
          !question.currency().map(money.currency()::equals).orElse(true)
              || (within(question, money.amount())
                  && money.max().map(max -> within(question, max)).orElse(true));
      default -> true;
    };
  }

  private static boolean within(Question question, BigDecimal number) {
    return question.min().map(min -> number.compareTo(min) >= 0).orElse(true)
        && question.max().map(max -> number.compareTo(max) <= 0).orElse(true);
  }
}
