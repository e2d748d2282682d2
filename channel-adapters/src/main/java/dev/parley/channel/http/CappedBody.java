package dev.parley.channel.http;

import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/// The bytes of a request, as they came and no more than allowed.
public final class CappedBody {
  private CappedBody() {}

  /// @return empty when there is more than `bytesMax`
  /// @throws UncheckedIOException when the client went away
  public static Optional<byte[]> read(ServerRequest request, int bytesMax) {
    if (!request.content().hasEntity()) {
      return Optional.of(new byte[0]);
    }
    if (request.headers().contentLength().orElse(0) > bytesMax) {
      return Optional.empty();
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] body = in.readNBytes(bytesMax);
      return in.read() < 0 ? Optional.of(body) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the client went away before its request was read", e);
    }
  }
}
