package dev.parley.channel.http;

import dev.parley.config.settings.Settings;
import java.time.Duration;

/// Bounds of every call to a vendor.
///
/// @param connect TCP and TLS, per address
/// @param read between two bytes
/// @param call the whole call, from resolving the name to the last byte of the answer
/// @param mediaCall the same for a file
/// @param idleConnectionsMax kept open for reuse, over all hosts
/// @param idle how long one is kept; shorter than the vendors keep them, so that a message is
///     rarely written to a connection that is closing
/// @param answerBytesMax of an answer that is not a file; what is longer is cut
public record OutgoingLimits(
    Duration connect,
    Duration read,
    Duration call,
    Duration mediaCall,
    int idleConnectionsMax,
    Duration idle,
    int answerBytesMax) {
  public static final OutgoingLimits DEFAULTS =
      new OutgoingLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(40),
          Duration.ofMinutes(2),
          128,
          Duration.ofSeconds(30),
          1 << 20);

  /// From the process settings; all are listed in `docs/limits.md`.
  public static OutgoingLimits read(Settings settings) {
    return new OutgoingLimits(
        time(settings, "PARLEY_CHANNEL_CONNECT_TIMEOUT", DEFAULTS.connect),
        time(settings, "PARLEY_CHANNEL_READ_TIMEOUT", DEFAULTS.read),
        time(settings, "PARLEY_CHANNEL_CALL_TIMEOUT", DEFAULTS.call),
        time(settings, "PARLEY_MEDIA_CALL_TIMEOUT", DEFAULTS.mediaCall),
        settings.whole("PARLEY_CHANNEL_IDLE_CONNECTIONS", DEFAULTS.idleConnectionsMax, 0, 10_000),
        time(settings, "PARLEY_CHANNEL_IDLE", DEFAULTS.idle),
        settings.whole(
            "PARLEY_CHANNEL_ANSWER_BYTES_MAX", DEFAULTS.answerBytesMax, 1 << 10, 64 << 20));
  }

  private static Duration time(Settings settings, String name, Duration otherwise) {
    return settings.duration(name, otherwise, Duration.ofMillis(1), Duration.ofHours(1));
  }
}
