package dev.parley.channel.speech;

import dev.parley.config.settings.Settings;
import dev.parley.config.settings.SettingsException;
import java.time.Duration;

/// How calls are listened to.
///
/// @param model the vendor's name of it
/// @param vendorCommits whether the vendor settles words at pauses by itself, else only when asked
/// @param silence a pause this long settles words, where the vendor does; 300 ms to 3 s
/// @param keep unsettled speech kept for the case that the socket breaks
/// @param quietKeep the same while nothing is understood
/// @param keepAlive a socket that was sent nothing for this long gets silence
/// @param deafAfter a socket that understands nothing of this much loud sound is replaced, once
///     until words come again
/// @param commitWithin settled words asked for are there after this long, or the socket is stuck
/// @param detailWithin language and confidence come this long after settled words, or not at all
public record RecognitionSettings(
    String model,
    boolean vendorCommits,
    Duration silence,
    Duration keep,
    Duration quietKeep,
    Duration keepAlive,
    Duration deafAfter,
    Duration commitWithin,
    Duration detailWithin) {
  public static final RecognitionSettings DEFAULTS =
      new RecognitionSettings(
          "scribe_v2_realtime",
          true,
          Duration.ofMillis(500),
          Duration.ofSeconds(15),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofMillis(1_500),
          Duration.ofSeconds(3),
          Duration.ofMillis(250));

  static RecognitionSettings read(Settings settings) {
    return new RecognitionSettings(
        settings.text("PARLEY_ELEVENLABS_STT_MODEL", DEFAULTS.model),
        commits(settings),
        settings.duration(
            "PARLEY_ELEVENLABS_STT_SILENCE",
            DEFAULTS.silence,
            Duration.ofMillis(300),
            Duration.ofSeconds(3)),
        time(settings, "PARLEY_ELEVENLABS_STT_KEEP", DEFAULTS.keep),
        time(settings, "PARLEY_ELEVENLABS_STT_QUIET_KEEP", DEFAULTS.quietKeep),
        time(settings, "PARLEY_ELEVENLABS_STT_KEEP_ALIVE", DEFAULTS.keepAlive),
        time(settings, "PARLEY_ELEVENLABS_STT_DEAF_AFTER", DEFAULTS.deafAfter),
        time(settings, "PARLEY_ELEVENLABS_STT_COMMIT_TIMEOUT", DEFAULTS.commitWithin),
        time(settings, "PARLEY_ELEVENLABS_STT_DETAIL_TIMEOUT", DEFAULTS.detailWithin));
  }

  private static boolean commits(Settings settings) {
    String name = "PARLEY_ELEVENLABS_STT_COMMIT";
    return switch (settings.text(name, "vad")) {
      case "vad" -> true;
      case "manual" -> false;
      default -> throw new SettingsException(name, "vad or manual");
    };
  }

  private static Duration time(Settings settings, String name, Duration otherwise) {
    return settings.duration(name, otherwise, Duration.ofMillis(1), Duration.ofMinutes(1));
  }
}
