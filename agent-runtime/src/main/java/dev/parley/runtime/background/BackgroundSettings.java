package dev.parley.runtime.background;

import dev.parley.config.settings.Settings;
import java.time.Duration;
import java.util.Optional;

/// Bounds of the work nobody waits for.
///
/// @param threads extractions and other tasks at once on this node
/// @param pollEvery how often due tasks are looked for; those of this node start at once
/// @param heartbeatEvery a task whose node missed four of these is given to another
/// @param drain how long a stop waits for running tasks
/// @param idempotencyFor how long a write's answer is kept for its repetition
/// @param keepConversationsFor closed conversations, their transcripts and leads are deleted after
///     this; empty: kept
/// @param silencesEvery how often contacts who fell silent are looked for
/// @param housekeepingEvery how often what was kept for long enough is deleted
public record BackgroundSettings(
    int threads,
    Duration pollEvery,
    Duration heartbeatEvery,
    Duration drain,
    Duration idempotencyFor,
    Optional<Duration> keepConversationsFor,
    Duration silencesEvery,
    Duration housekeepingEvery) {
  public static BackgroundSettings read(Settings settings) {
    Duration day = Duration.ofDays(1);
    Duration never = Duration.ZERO;
    Duration keep = settings.duration("PARLEY_RETENTION", never, day, day.multipliedBy(36_500));
    return new BackgroundSettings(
        settings.whole("PARLEY_BACKGROUND_THREADS", 8, 1, 256),
        settings.duration(
            "PARLEY_BACKGROUND_POLL",
            Duration.ofSeconds(1),
            Duration.ofMillis(50),
            Duration.ofMinutes(1)),
        settings.duration(
            "PARLEY_BACKGROUND_HEARTBEAT",
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5)),
        settings.duration("PARLEY_DRAIN", Duration.ofSeconds(20), never, Duration.ofMinutes(10)),
        settings.duration(
            "PARLEY_IDEMPOTENCY_FOR", day, Duration.ofMinutes(1), day.multipliedBy(30)),
        keep.isZero() ? Optional.empty() : Optional.of(keep),
        settings.duration(
            "PARLEY_SILENCES_EVERY",
            Duration.ofSeconds(1),
            Duration.ofMillis(100),
            Duration.ofMinutes(1)),
        settings.duration(
            "PARLEY_HOUSEKEEPING_EVERY", Duration.ofHours(1), Duration.ofSeconds(1), day));
  }
}
