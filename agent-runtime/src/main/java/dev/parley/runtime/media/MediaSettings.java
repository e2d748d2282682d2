package dev.parley.runtime.media;

import dev.parley.config.settings.Settings;
import java.time.Duration;

/// How much of what contacts send is kept.
///
/// @param filesMax of one conversation
/// @param bytesMax of one conversation, together
/// @param retryAfterMax the longest wait between two tries
/// @param giveUpAfter a file that could not be fetched for this long is left
/// @param answerWait how long a turn waits for a file that may answer its question
/// @param shownBytesMax of a file that is shown to a language model
public record MediaSettings(
    int filesMax,
    long bytesMax,
    Duration retryAfterMax,
    Duration giveUpAfter,
    Duration answerWait,
    int shownBytesMax) {
  public static final MediaSettings DEFAULTS =
      new MediaSettings(
          50,
          128L << 20,
          Duration.ofHours(1),
          Duration.ofHours(24),
          Duration.ofSeconds(10),
          3_750_000);

  public static MediaSettings read(Settings settings) {
    return new MediaSettings(
        settings.whole("PARLEY_MEDIA_FILES_MAX", DEFAULTS.filesMax, 0, 100_000),
        settings.whole(
            "PARLEY_MEDIA_CONVERSATION_BYTES_MAX",
            (int) DEFAULTS.bytesMax,
            1 << 10,
            Integer.MAX_VALUE),
        settings.duration(
            "PARLEY_MEDIA_RETRY_AFTER_MAX",
            DEFAULTS.retryAfterMax,
            Duration.ofMillis(1),
            Duration.ofDays(1)),
        settings.duration(
            "PARLEY_MEDIA_GIVE_UP",
            DEFAULTS.giveUpAfter,
            Duration.ofSeconds(1),
            Duration.ofDays(7)),
        settings.duration(
            "PARLEY_MEDIA_ANSWER_WAIT", DEFAULTS.answerWait, Duration.ZERO, Duration.ofMinutes(1)),
        settings.whole("PARLEY_MODEL_IMAGE_BYTES_MAX", DEFAULTS.shownBytesMax, 1 << 10, 32 << 20));
  }
}
