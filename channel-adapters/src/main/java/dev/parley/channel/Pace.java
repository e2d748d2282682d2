package dev.parley.channel;

import java.time.Duration;

/// How fast a vendor takes messages of one kind, and how much of it a message takes up.
///
/// @param of what is counted, such as one sender, or one sender and one recipient; the same text
///     for the same
/// @param every one unit in this long, in the long run
/// @param burst units at once after a pause
/// @param units of this message
public record Pace(String of, Duration every, int burst, int units) {
  public Pace {
    if (every.isNegative() || burst < 1 || units < 1) {
      throw new IllegalArgumentException("a pace counts up: every " + every + ", " + burst);
    }
    // More than fits at once would never have its time.
    units = Math.min(units, burst);
  }

  /// @param perSecond units in the long run
  public static Pace perSecond(String of, int perSecond, int burst, int units) {
    return new Pace(of, Duration.ofSeconds(1).dividedBy(perSecond), burst, units);
  }
}
