package dev.parley.channel.http;

import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/// The bytes of a request, as they came and no more than allowed.
public final class CappedBody {
  private CappedBody() {}

  /// Of a body that is too long, read and thrown away before the answer: a connection that is
  /// closed on unread bytes is reset, and the reset overtakes the answer.
  private static final long DRAINED_BYTES_MAX = 8L << 20;

  private static final int DRAIN_BYTES = 8 << 10;

  /// @return empty when there is more than `bytesMax`; the connection is to be closed then
  /// @throws UncheckedIOException when the client went away
  public static Optional<byte[]> read(ServerRequest request, int bytesMax) {
    if (!request.content().hasEntity()) {
      return Optional.of(new byte[0]);
    }
    boolean tooLong = request.headers().contentLength().orElse(0) > bytesMax;
    try (InputStream in = request.content().inputStream()) {
      byte[] body = tooLong ? new byte[0] : in.readNBytes(bytesMax);
      if (!tooLong && in.read() < 0) {
        return Optional.of(body);
      }
      drain(in);
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the client went away before its request was read", e);
    }
  }

  private static void drain(InputStream in) throws IOException {
    byte[] thrownAway = new byte[DRAIN_BYTES];
    long drained = 0;
    int read = in.read(thrownAway);
    while (read >= 0 && drained < DRAINED_BYTES_MAX) {
      drained += read;
      read = in.read(thrownAway);
    }
  }
}
