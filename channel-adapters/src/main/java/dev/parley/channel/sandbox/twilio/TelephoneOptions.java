package dev.parley.channel.sandbox.twilio;

import java.time.Duration;

/// How the simulated telephone network behaves.
///
/// @param speed 1 is real time; 10 plays and hears ten times as fast
/// @param jitter by which a frame may come late
/// @param shuffledStatuses whether statuses arrive in another order than they happened
/// @param listensFor the silence after which the relay takes a turn for done
/// @param pricedAfter how long after its end a call's price is known
public record TelephoneOptions(
    double speed,
    Duration jitter,
    boolean shuffledStatuses,
    Duration listensFor,
    Duration pricedAfter) {
  public static final TelephoneOptions REAL =
      new TelephoneOptions(
          1, Duration.ofMillis(4), true, Duration.ofMillis(500), Duration.ofMinutes(1));

  /// For tests that wait for whole calls.
  public static final TelephoneOptions FAST =
      new TelephoneOptions(10, Duration.ZERO, false, Duration.ofMillis(100), Duration.ofMinutes(1));

  public TelephoneOptions {
    if (speed <= 0 || speed > 1000) {
      throw new IllegalArgumentException("a speed is above 0 and at most 1000");
    }
  }

  public TelephoneOptions withPricedAfter(Duration other) {
    return new TelephoneOptions(speed, jitter, shuffledStatuses, listensFor, other);
  }

  /// So much of a second on the network in real time.
  Duration scaled(Duration onTheNetwork) {
    return Duration.ofNanos((long) (onTheNetwork.toNanos() / speed));
  }
}
