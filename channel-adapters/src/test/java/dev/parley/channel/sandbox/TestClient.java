package dev.parley.channel.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.json.Json;
import java.io.IOException;
import java.net.URI;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/// A client that does nothing on its own: no redirects, no second tries.
public final class TestClient {
  private static final OkHttpClient HTTP =
      new OkHttpClient.Builder().followRedirects(false).retryOnConnectionFailure(false).build();

  private TestClient() {}

  /// An answer, read whole.
  @SuppressWarnings("ArrayRecordComponent")
  public record Got(int status, okhttp3.Headers headers, byte[] body) {
    public JsonNode json() {
      try {
        return Json.parse(body);
      } catch (IOException e) {
        throw new AssertionError(
            "not JSON: " + new String(body, java.nio.charset.StandardCharsets.UTF_8), e);
      }
    }
  }

  public static Got get(URI url, UnaryOperator<Request.Builder> more) throws IOException {
    return send(more.apply(new Request.Builder().url(url.toString())).build());
  }

  public static Got post(URI url, RequestBody body, UnaryOperator<Request.Builder> more)
      throws IOException {
    return send(more.apply(new Request.Builder().url(url.toString()).post(body)).build());
  }

  public static Got send(Request request) throws IOException {
    try (Response response = HTTP.newCall(request).execute()) {
      return new Got(response.code(), response.headers(), response.body().bytes());
    }
  }
}
