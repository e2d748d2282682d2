package dev.parley.crm;

import java.time.Duration;

/// What a limit of the other system leaves, as one of its answers said.
///
/// @param limit tells the limits of one kind of system apart, e.g. `daily`; one of few
/// @param deliveries how many more fit in before it starts anew, a share for other programs left
///     out; 0: none for now
/// @param startsAnew how long after the answer; at most a day
public record Allowance(String limit, int deliveries, Duration startsAnew) {
  private static final Duration LONGEST = Duration.ofDays(1);

  public Allowance {
    deliveries = Math.max(0, deliveries);
    startsAnew = startsAnew.isNegative() ? Duration.ZERO : startsAnew;
    startsAnew = startsAnew.compareTo(LONGEST) > 0 ? LONGEST : startsAnew;
  }

  /// @param left calls, or whatever else the limit counts
  /// @param reserve of these, for other programs
  /// @param perDelivery what a delivery takes of them at most
  public static Allowance of(
      String limit, long left, long reserve, int perDelivery, Duration startsAnew) {
    long fit = Math.max(0, left - reserve) / perDelivery;
    return new Allowance(limit, (int) Math.min(fit, Integer.MAX_VALUE), startsAnew);
  }
}
