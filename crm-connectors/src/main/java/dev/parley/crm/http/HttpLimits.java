package dev.parley.crm.http;

import java.time.Duration;

/// Bounds of every call a connector makes.
///
/// @param call the whole call, from resolving the name to the last byte
/// @param idleConnectionsMax kept open for reuse, over all hosts
/// @param responseBytesMax of a body; what is longer is cut and the connection closed
/// @param retryAfterMax the longest wait another system may ask for
/// @param keptCharactersMax of a body in an attempt's history
public record HttpLimits(
    Duration connect,
    Duration read,
    Duration call,
    int idleConnectionsMax,
    Duration idle,
    int responseBytesMax,
    Duration retryAfterMax,
    int keptCharactersMax) {
  public static final HttpLimits DEFAULT =
      new HttpLimits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(20),
          64,
          Duration.ofMinutes(2),
          1 << 20,
          Duration.ofHours(24),
          2_000);
}
