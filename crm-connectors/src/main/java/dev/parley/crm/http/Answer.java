package dev.parley.crm.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.Response;

/// What came back from one call.
public sealed interface Answer {
  /// @param body UTF-8, cut at the limit
  record Received(int status, Headers headers, String body) implements Answer {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}");

    public boolean success() {
      return status >= 200 && status < 300;
    }

    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    /// A header that is a whole number, such as a limit's; empty where it is none.
    public OptionalLong number(String name) {
      String text = headers.get(name);
      return text != null && NUMBER.matcher(text).matches()
          ? OptionalLong.of(Long.parseLong(text))
          : OptionalLong.empty();
    }

    /// The start of the body for an attempt's history: one line, personal data masked.
    public String excerpt() {
      return Masking.excerpt(body);
    }
  }

  record Failed(Failure failure) implements Answer {}

  /// @param code stable, e.g. `timeout`
  /// @param text in words, without addresses inside the network
  record Failure(String code, String text) {
    static Failure of(IOException thrown) {
      return Failures.of(thrown);
    }

    static Failure of(String refusal) {
      return Failures.refused(refusal);
    }
  }

  static Received read(Response response, int bytesMax) throws IOException {
    byte[] buffer = new byte[Math.min(bytesMax, 8192)];
    int length = 0;
    var body = response.body().byteStream();
    while (length < bytesMax) {
      if (length == buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.min(bytesMax, length * 4));
      }
      int read = body.read(buffer, length, buffer.length - length);
      if (read < 0) {
        break;
      }
      length += read;
    }
    return new Received(
        response.code(), response.headers(), new String(buffer, 0, length, StandardCharsets.UTF_8));
  }
}
