package dev.parley.channel.hosted;

import dev.parley.config.settings.Settings;
import java.time.Duration;

/// Bounds of the door for hosted agents.
///
/// @param answerWithin an answer is there after this long, or the caller is told to come again
/// @param requestBytesMax of a question with its whole history
/// @param messagesMax of a history
/// @param webhookBytesMax of a post-call webhook, recordings included
/// @param tolerance how far a webhook's time may be from ours
public record HostedSettings(
    Duration answerWithin,
    int requestBytesMax,
    int messagesMax,
    int webhookBytesMax,
    Duration tolerance) {
  public static final HostedSettings DEFAULTS =
      new HostedSettings(Duration.ofSeconds(15), 1 << 20, 1_000, 24 << 20, Duration.ofMinutes(30));

  /// From the process settings; all are listed in `docs/limits.md`.
  public static HostedSettings read(Settings settings) {
    return new HostedSettings(
        settings.duration(
            "PARLEY_HOSTED_ANSWER_TIMEOUT",
            DEFAULTS.answerWithin,
            Duration.ofMillis(100),
            Duration.ofMinutes(2)),
        settings.whole(
            "PARLEY_HOSTED_REQUEST_BYTES_MAX", DEFAULTS.requestBytesMax, 1 << 12, 16 << 20),
        settings.whole("PARLEY_HOSTED_MESSAGES_MAX", DEFAULTS.messagesMax, 2, 100_000),
        settings.whole(
            "PARLEY_HOSTED_WEBHOOK_BYTES_MAX", DEFAULTS.webhookBytesMax, 1 << 16, 256 << 20),
        settings.duration(
            "PARLEY_HOSTED_WEBHOOK_TOLERANCE",
            DEFAULTS.tolerance,
            Duration.ofSeconds(1),
            Duration.ofHours(24)));
  }
}
