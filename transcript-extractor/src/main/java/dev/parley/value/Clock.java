package dev.parley.value;

import java.time.LocalTime;
import java.util.Optional;

/// A time of day as it was said, and its place in the tokens.
///
/// @param hour 0 to 23, as said
/// @param half `a`, `p`, `n` (night), `x` where the hour needs none, or empty where it was not said
record Clock(int start, int end, int hour, int minute, String half, double certainty) {
  static Optional<Clock> of(int start, int end, int hour, int minute, String half, double sure) {
    boolean real = hour >= 0 && hour <= 24 && minute >= 0 && minute <= 59;
    return real
        ? Optional.of(new Clock(start, end, hour % 24, minute, half, sure))
        : Optional.empty();
  }

  boolean open() {
    return half.isEmpty() && hour >= 1 && hour <= 12;
  }

  Clock withHalf(String newHalf) {
    return new Clock(start, end, hour, minute, newHalf, Math.max(certainty, 0.85));
  }

  /// Without a half of the day, one to six are taken for the afternoon: people are awake then.
  LocalTime time() {
    int twelve = hour % 12;
    int of24 =
        switch (half) {
          case "a" -> hour > 12 ? hour : twelve;
          case "p" -> hour > 12 ? hour : twelve + 12;
          case "n" -> hour > 12 ? hour : twelve >= 6 ? twelve + 12 : twelve;
          case "x" -> hour;
          default -> hour >= 1 && hour <= 6 ? hour + 12 : hour;
        };
    return LocalTime.of(of24 % 24, minute);
  }
}
