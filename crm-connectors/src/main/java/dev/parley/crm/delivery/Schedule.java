package dev.parley.crm.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// When a failed delivery is tried again.
///
/// @param delays after the first failure, after the second …; one more attempt than delays is made
/// @param jitterShare up to this share of a delay is added by chance, 0 to 1, so that what failed
///     together does not come back together
public record Schedule(List<Duration> delays, double jitterShare) {
  /// Ten attempts over about 75 hours, as Standard Webhooks 1.0.0 recommends.
  public static final Schedule STANDARD_WEBHOOKS =
      new Schedule(
          List.of(
              Duration.ofSeconds(5),
              Duration.ofMinutes(5),
              Duration.ofMinutes(30),
              Duration.ofHours(2),
              Duration.ofHours(5),
              Duration.ofHours(10),
              Duration.ofHours(14),
              Duration.ofHours(20),
              Duration.ofHours(24)),
          0.1);

  public Schedule {
    delays = List.copyOf(delays);
    if (jitterShare < 0 || jitterShare > 1) {
      throw new IllegalArgumentException("jitterShare is 0 to 1, not " + jitterShare);
    }
  }

  public int attemptsMax() {
    return delays.size() + 1;
  }

  /// The delay after so many failures; empty when no attempt is left.
  Optional<Duration> after(int failures, RandomGenerator random) {
    return failures > delays.size()
        ? Optional.empty()
        : Optional.of(jittered(delays.get(failures - 1), random));
  }

  Duration jittered(Duration delay, RandomGenerator random) {
    return delay.plusMillis((long) (delay.toMillis() * jitterShare * random.nextDouble()));
  }
}
