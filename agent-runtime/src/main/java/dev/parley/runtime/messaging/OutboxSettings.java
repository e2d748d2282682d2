package dev.parley.runtime.messaging;

import dev.parley.config.settings.Settings;
import java.time.Duration;

/// How messages go out.
///
/// @param sweepEvery how often rows that became due are looked for
/// @param askAgain how long to wait before a vendor is asked about a lost outcome, again and again
/// @param giveUpAfter an answer that could not be sent for this long is refused: so late it helps
///     nobody
/// @param senderSilent whoever holds a message and has said nothing of it for this long is
///     taken for dead, and its outcome for unknown; a vendor's call fits into two thirds of it
public record OutboxSettings(
    Duration sweepEvery, Duration askAgain, Duration giveUpAfter, Duration senderSilent) {

  /// @param callMax how long one call to a vendor takes at most
  public static OutboxSettings read(Settings settings, Duration callMax) {
    Duration silentMin = callMax.multipliedBy(3).dividedBy(2);
    Duration silent = Duration.ofSeconds(60);
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
            Duration.ofDays(7)),
        settings.duration(
            "PARLEY_OUTBOX_SENDER_SILENT",
            silent.compareTo(silentMin) > 0 ? silent : silentMin,
            silentMin,
            Duration.ofHours(2)));
  }
}
