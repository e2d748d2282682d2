package dev.parley.channel.sandbox;

import java.time.Clock;

/// What a simulator runs by.
///
/// @param seed of every chance: which statuses are shuffled, which calls fail. Ids do not come from
///     it: two simulators over one database must not use the same
/// @param clock of timestamps, windows, rates and expiry
/// @param messagesMax kept per simulator; the oldest are forgotten
/// @param webhooksMax under way or waiting for their retry; further ones are lost and logged
/// @param webhooksAtOnce requests to our hooks at the same time
public record SandboxOptions(
    long seed,
    Clock clock,
    Pace pace,
    Habits habits,
    int messagesMax,
    int webhooksMax,
    int webhooksAtOnce) {
  /// For tests: at once, in order, nothing twice.
  public static final SandboxOptions TIDY =
      new SandboxOptions(1, Clock.systemUTC(), Pace.PATIENT, Habits.TIDY, 50_000, 50_000, 64);

  /// For a local run.
  public static final SandboxOptions LOCAL =
      new SandboxOptions(1, Clock.systemUTC(), Pace.HUMAN, Habits.REAL, 5_000, 1_000, 16);

  public SandboxOptions {
    if (messagesMax < 1 || webhooksMax < 1 || webhooksAtOnce < 1) {
      throw new IllegalArgumentException("a sandbox's bounds start at 1");
    }
  }

  public SandboxOptions with(Clock other) {
    return new SandboxOptions(seed, other, pace, habits, messagesMax, webhooksMax, webhooksAtOnce);
  }

  public SandboxOptions with(Pace other) {
    return new SandboxOptions(seed, clock, other, habits, messagesMax, webhooksMax, webhooksAtOnce);
  }

  public SandboxOptions with(Habits other) {
    return new SandboxOptions(seed, clock, pace, other, messagesMax, webhooksMax, webhooksAtOnce);
  }

  public SandboxOptions withSeed(long other) {
    return new SandboxOptions(other, clock, pace, habits, messagesMax, webhooksMax, webhooksAtOnce);
  }
}
