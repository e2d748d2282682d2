package dev.parley.channel.speech;

import dev.parley.config.settings.Settings;
import java.time.Duration;

/// How sockets to the vendor are kept, for hearing and speaking alike.
///
/// @param open from the first byte to the vendor's readiness
/// @param ping a socket whose ping is not answered within this is broken
/// @param write a socket that waits to send, and sent nothing for this long, is stuck and replaced
/// @param queueBytesMax waiting to be sent; beyond it the socket is stuck and replaced
/// @param messageCharsMax of one message of the vendor; a longer one breaks the socket
/// @param attemptsMax times a socket is replaced in a row before speech gives up
/// @param backoff before the second replacement; doubles each time
/// @param backoffMax the longest such pause
/// @param steady a socket that lasted this long was well: attempts are counted anew
/// @param closeWithin a goodbye not answered after this long is not waited for
/// @param socketsMax of this process to the vendor
public record SocketSettings(
    Duration open,
    Duration ping,
    Duration write,
    int queueBytesMax,
    int messageCharsMax,
    int attemptsMax,
    Duration backoff,
    Duration backoffMax,
    Duration steady,
    Duration closeWithin,
    int socketsMax) {
  public static final SocketSettings DEFAULTS =
      new SocketSettings(
          Duration.ofSeconds(4),
          Duration.ofSeconds(10),
          Duration.ofSeconds(3),
          1 << 20,
          4 << 20,
          5,
          Duration.ofMillis(150),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          4_000);

  static SocketSettings read(Settings settings) {
    return new SocketSettings(
        time(settings, "PARLEY_ELEVENLABS_OPEN_TIMEOUT", DEFAULTS.open),
        time(settings, "PARLEY_ELEVENLABS_PING", DEFAULTS.ping),
        time(settings, "PARLEY_ELEVENLABS_WRITE_TIMEOUT", DEFAULTS.write),
        settings.whole(
            "PARLEY_ELEVENLABS_QUEUE_BYTES_MAX", DEFAULTS.queueBytesMax, 1 << 14, 16 << 20),
        settings.whole(
            "PARLEY_ELEVENLABS_MESSAGE_CHARS_MAX", DEFAULTS.messageCharsMax, 1 << 14, 16 << 20),
        settings.whole("PARLEY_ELEVENLABS_ATTEMPTS_MAX", DEFAULTS.attemptsMax, 0, 100),
        time(settings, "PARLEY_ELEVENLABS_BACKOFF", DEFAULTS.backoff),
        time(settings, "PARLEY_ELEVENLABS_BACKOFF_MAX", DEFAULTS.backoffMax),
        time(settings, "PARLEY_ELEVENLABS_STEADY", DEFAULTS.steady),
        time(settings, "PARLEY_ELEVENLABS_CLOSE_TIMEOUT", DEFAULTS.closeWithin),
        settings.whole("PARLEY_ELEVENLABS_SOCKETS_MAX", DEFAULTS.socketsMax, 1, 100_000));
  }

  /// How long to wait before the socket is made again.
  ///
  /// @param attempt 1 for the first replacement, which is made at once
  Duration pause(int attempt) {
    if (attempt <= 1) {
      return Duration.ZERO;
    }
    Duration doubled = backoff.multipliedBy(1L << Math.min(attempt - 2, 20));
    return doubled.compareTo(backoffMax) < 0 ? doubled : backoffMax;
  }

  private static Duration time(Settings settings, String name, Duration otherwise) {
    return settings.duration(name, otherwise, Duration.ofMillis(1), Duration.ofMinutes(1));
  }
}
