package dev.parley.channel.voice.twilio;

import dev.parley.channel.http.SocketLimits;
import dev.parley.config.settings.Settings;
import java.time.Duration;

/// What a call's socket may cost.
///
/// @param media of a Media Stream: a frame each 20 ms
/// @param relay of a ConversationRelay: words
public record VoiceSockets(SocketLimits media, SocketLimits relay) {
  private static final int KIB = 1 << 10;
  public static final VoiceSockets DEFAULTS = of(64 * KIB, 8 << 20, Duration.ofSeconds(20));

  /// From the process settings; all are listed in `docs/limits.md`.
  public static VoiceSockets read(Settings settings) {
    int bytes = settings.whole("PARLEY_VOICE_FRAME_BYTES_MAX", 64 * KIB, KIB, 1 << 20);
    int waiting = settings.whole("PARLEY_VOICE_QUEUE_CHARS_MAX", 8 << 20, 64 * KIB, 64 << 20);
    Duration idle =
        settings.duration(
            "PARLEY_VOICE_SOCKET_IDLE",
            Duration.ofSeconds(20),
            Duration.ofSeconds(2),
            Duration.ofMinutes(5));
    return of(bytes, waiting, idle);
  }

  static VoiceSockets of(int bytes, int waiting, Duration idle) {
    var times =
        new SocketLimits.Times(
            idle.dividedBy(3), idle, Duration.ofSeconds(10), Duration.ofSeconds(3));
    // Fifty a second, and what a stalled network held back.
    var sound = new SocketLimits.Frames(bytes, bytes, 200, 2_000);
    var words = new SocketLimits.Frames(bytes, bytes, 50, 200);
    return new VoiceSockets(
        new SocketLimits(sound, new SocketLimits.Queue(20_000, waiting), times),
        new SocketLimits(words, new SocketLimits.Queue(2_000, 1 << 20), times));
  }
}
