package dev.parley.channel.speech;

import dev.parley.config.settings.Settings;
import java.time.Duration;

/// How the agent sounds and how long speech may take.
///
/// @param model the vendor's name of it
/// @param voice the vendor's id of it, for channels that name none
/// @param tone how the voice speaks
/// @param contextsMax replies under way on one socket; the vendor closes it beyond five
/// @param audioWithin speech for words sent, and again for its next piece
/// @param muteMax where speech is wanted and none comes for this long, over all sockets, the voice
///     gives up and the carrier's own has to speak
/// @param slotWithin a reply waits this long for a place among the contexts, then for a new socket
/// @param keepAlive a socket that was sent nothing for this long is told that it is still wanted
/// @param inactivity after this long without a word the vendor ends a context; at most 180 s
/// @param replyCharsMax of one reply; the rest of it is not said
public record SynthesisSettings(
    String model,
    String voice,
    VoiceTone tone,
    int contextsMax,
    Duration audioWithin,
    Duration muteMax,
    Duration slotWithin,
    Duration keepAlive,
    Duration inactivity,
    int replyCharsMax) {
  public static final SynthesisSettings DEFAULTS =
      new SynthesisSettings(
          "eleven_flash_v2_5",
          "21m00Tcm4TlvDq8ikWAM",
          VoiceTone.DEFAULTS,
          5,
          Duration.ofSeconds(4),
          Duration.ofSeconds(8),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(180),
          10_000);

  static SynthesisSettings read(Settings settings) {
    return new SynthesisSettings(
        settings.text("PARLEY_ELEVENLABS_TTS_MODEL", DEFAULTS.model),
        settings.text("PARLEY_ELEVENLABS_VOICE", DEFAULTS.voice),
        VoiceTone.read(settings),
        settings.whole("PARLEY_ELEVENLABS_TTS_CONTEXTS_MAX", DEFAULTS.contextsMax, 1, 5),
        time(settings, "PARLEY_ELEVENLABS_TTS_AUDIO_TIMEOUT", DEFAULTS.audioWithin),
        time(settings, "PARLEY_ELEVENLABS_TTS_MUTE_MAX", DEFAULTS.muteMax),
        time(settings, "PARLEY_ELEVENLABS_TTS_SLOT_TIMEOUT", DEFAULTS.slotWithin),
        time(settings, "PARLEY_ELEVENLABS_TTS_KEEP_ALIVE", DEFAULTS.keepAlive),
        settings.duration(
            "PARLEY_ELEVENLABS_TTS_INACTIVITY",
            DEFAULTS.inactivity,
            Duration.ofSeconds(20),
            Duration.ofSeconds(180)),
        settings.whole(
            "PARLEY_ELEVENLABS_TTS_REPLY_CHARS_MAX", DEFAULTS.replyCharsMax, 100, 100_000));
  }

  private static Duration time(Settings settings, String name, Duration otherwise) {
    return settings.duration(name, otherwise, Duration.ofMillis(1), Duration.ofMinutes(1));
  }
}
