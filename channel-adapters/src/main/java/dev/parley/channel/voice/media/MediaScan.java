package dev.parley.channel.voice.media;

import java.util.Optional;

/// The one frame that comes fifty times a second, read without a tree. Takes exactly the shape
/// Twilio writes, and leaves everything else, right or wrong, to the reader that knows all frames.
final class MediaScan {
  private static final String BEGIN = "{\"event\":\"media\",\"sequenceNumber\":\"";
  private static final String CHUNK = "\",\"media\":{\"track\":\"inbound\",\"chunk\":\"";
  private static final String TIMESTAMP = "\",\"timestamp\":\"";
  private static final String PAYLOAD = "\",\"payload\":\"";
  private static final String STREAM = "\"},\"streamSid\":\"";
  private static final String END = "\"}";

  private final String text;
  private int at;

  private MediaScan(String text) {
    this.text = text;
  }

  /// @return the payload; empty where the frame has another shape
  static Optional<String> payload(String text) {
    return new MediaScan(text).payload();
  }

  private Optional<String> payload() {
    boolean shaped =
        literal(BEGIN)
            && digits()
            && literal(CHUNK)
            && digits()
            && literal(TIMESTAMP)
            && digits()
            && literal(PAYLOAD);
    if (!shaped) {
      return Optional.empty();
    }
    int begins = at;
    while (at < text.length() && isBase64(text.charAt(at))) {
      at++;
    }
    int ends = at;
    boolean ended = ends > begins && literal(STREAM) && alphanumerics() && literal(END);
    return ended && at == text.length()
        ? Optional.of(text.substring(begins, ends))
        : Optional.empty();
  }

  private boolean literal(String expected) {
    if (!text.startsWith(expected, at)) {
      return false;
    }
    at += expected.length();
    return true;
  }

  private boolean digits() {
    int begins = at;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at > begins;
  }

  private boolean alphanumerics() {
    int begins = at;
    while (at < text.length() && isAlphanumeric(text.charAt(at))) {
      at++;
    }
    return at > begins;
  }

  static boolean isBase64(char c) {
    return isAlphanumeric(c) || c == '+' || c == '/' || c == '=';
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
