package dev.parley.channel.sandbox;

import java.time.Duration;

/// How fast a simulated vendor is, in real time.
///
/// @param statusStep between one step of a message's road and the next
/// @param retryFirst before a webhook that was not taken is sent again; doubles each time
/// @param retryMax the longest such pause
/// @param retryFor after this long the vendor gives the webhook up
/// @param answerWithin a webhook not answered within this was not taken
public record Pace(
    Duration statusStep,
    Duration retryFirst,
    Duration retryMax,
    Duration retryFor,
    Duration answerWithin) {
  /// For benchmarks.
  public static final Pace AT_ONCE =
      new Pace(
          Duration.ZERO,
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofSeconds(30),
          Duration.ofSeconds(15));

  /// For tests: a stalled machine is not what they are about.
  public static final Pace PATIENT =
      new Pace(
          Duration.ZERO,
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2));

  /// For a person at the phone page.
  public static final Pace HUMAN =
      new Pace(
          Duration.ofMillis(350),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          Duration.ofDays(7),
          Duration.ofSeconds(15));

  /// @param attempts made so far, at least 1
  public Duration retryAfter(int attempts) {
    Duration doubled = retryFirst.multipliedBy(1L << Math.min(attempts - 1, 20));
    return doubled.compareTo(retryMax) < 0 ? doubled : retryMax;
  }
}
