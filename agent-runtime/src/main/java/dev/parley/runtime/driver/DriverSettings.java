package dev.parley.runtime.driver;

import dev.parley.config.settings.Settings;
import java.time.Duration;

/// How the queued driver waits.
///
/// @param quietWindow after a message, how long to wait for another before answering both
/// @param typingWindow how long a sign of typing keeps the answer back
/// @param typingMax how long typing may keep the answer back in all
/// @param leaseFor how long a silent owner keeps a conversation from other nodes
/// @param busyRetry when to try again for a conversation another node holds
/// @param failureRetry when to try again after a failure; doubles up to `failureRetryMax`
/// @param failureRetryMax the longest wait after failures
/// @param idleFor how long an idle conversation stays in memory
/// @param sweepEvery how often unanswered messages and silences are looked for in the database
/// @param waitingMax unanswered messages of one conversation at most
public record DriverSettings(
    Duration quietWindow,
    Duration typingWindow,
    Duration typingMax,
    Duration leaseFor,
    Duration busyRetry,
    Duration failureRetry,
    Duration failureRetryMax,
    Duration idleFor,
    Duration sweepEvery,
    int waitingMax) {
  public static final DriverSettings DEFAULT =
      new DriverSettings(
          Duration.ofMillis(300),
          Duration.ofSeconds(2),
          Duration.ofSeconds(8),
          Duration.ofSeconds(10),
          Duration.ofMillis(250),
          Duration.ofMillis(500),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofMillis(250),
          100);

  public static DriverSettings read(Settings settings) {
    Duration minute = Duration.ofMinutes(1);
    Duration moment = Duration.ofMillis(10);
    return new DriverSettings(
        settings.duration("PARLEY_QUIET_WINDOW", DEFAULT.quietWindow, Duration.ZERO, minute),
        settings.duration("PARLEY_TYPING_WINDOW", DEFAULT.typingWindow, Duration.ZERO, minute),
        settings.duration("PARLEY_TYPING_MAX", DEFAULT.typingMax, Duration.ZERO, minute),
        settings.duration("PARLEY_LEASE", DEFAULT.leaseFor, Duration.ofSeconds(3), minute),
        settings.duration("PARLEY_BUSY_RETRY", DEFAULT.busyRetry, moment, minute),
        settings.duration("PARLEY_FAILURE_RETRY", DEFAULT.failureRetry, moment, minute),
        settings.duration(
            "PARLEY_FAILURE_RETRY_MAX", DEFAULT.failureRetryMax, moment, Duration.ofHours(1)),
        settings.duration(
            "PARLEY_IDLE_IN_MEMORY", DEFAULT.idleFor, Duration.ofSeconds(1), Duration.ofHours(1)),
        settings.duration("PARLEY_SWEEP_EVERY", DEFAULT.sweepEvery, Duration.ofMillis(50), minute),
        settings.whole("PARLEY_WAITING_MESSAGES_MAX", DEFAULT.waitingMax, 1, 10_000));
  }
}
