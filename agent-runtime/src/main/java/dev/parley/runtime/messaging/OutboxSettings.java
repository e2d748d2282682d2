package dev.parley.runtime.messaging;

import dev.parley.config.settings.Settings;
import java.time.Duration;

/// How messages go out.
///
/// @param sweepEvery how often rows that became due are looked for
/// @param askAgain how long to wait before a vendor is asked about a lost outcome, again and again
/// @param giveUpAfter a message that could not be sent for this long is refused: an answer that
///     late helps nobody
public record OutboxSettings(Duration sweepEvery, Duration askAgain, Duration giveUpAfter) {

  public static OutboxSettings read(Settings settings) {
    return new OutboxSettings(
        settings.duration(
            "PARLEY_OUTBOX_SWEEP_EVERY",
            Duration.ofMillis(500),
            Duration.ofMillis(50),
            Duration.ofMinutes(1)),
        settings.duration(
            "PARLEY_OUTBOX_ASK_AGAIN",
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            Duration.ofHours(1)),
        settings.duration(
            "PARLEY_OUTBOX_GIVE_UP_AFTER",
            Duration.ofHours(6),
            Duration.ofSeconds(1),
            Duration.ofDays(7)));
  }
}
