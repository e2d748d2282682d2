package dev.parley.channel.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.helidon.http.Status;

/// An error as RFC 9457 wants it, for answers given outside the REST API.
public final class Problem {
  private static final JsonStringEncoder JSON = JsonStringEncoder.getInstance();

  private Problem() {}

  /// The body of an `application/problem+json` answer.
  ///
  /// @param code stable
  /// @param detail what happened and what to do; no personal data
  public static byte[] json(Status status, String code, String detail) {
    return """
        {"type":"about:blank","title":"%s","status":%d,"code":"%s","detail":"%s"}"""
        .formatted(escaped(status.reasonPhrase()), status.code(), escaped(code), escaped(detail))
        .getBytes(UTF_8);
  }

  private static String escaped(String text) {
    return new String(JSON.quoteAsString(text));
  }
}
