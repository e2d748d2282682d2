package dev.parley.value;

import java.math.BigDecimal;
import java.util.Optional;

/// The bounds a question sets to numbers and amounts.
final class Bounds {
  private Bounds() {}

  static Parsed checked(BigDecimal value, Found found, ValueContext ctx) {
    if (ctx.min().isPresent() && value.compareTo(ctx.min().get()) < 0) {
      return new Parsed.Invalid(ValueErrors.BELOW_MIN, Optional.of(found));
    }
    if (ctx.max().isPresent() && value.compareTo(ctx.max().get()) > 0) {
      return new Parsed.Invalid(ValueErrors.ABOVE_MAX, Optional.of(found));
    }
    return new Parsed.Valid(found);
  }

  static boolean holds(BigDecimal value, ValueContext ctx) {
    return ctx.min().map(min -> value.compareTo(min) >= 0).orElse(true)
        && ctx.max().map(max -> value.compareTo(max) <= 0).orElse(true);
  }
}
