package dev.parley.runtime.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/// What a file's first bytes say it is: what a model is told, whatever the sender claimed. Pure.
final class PictureTypes {
  private static final int RIFF_HEAD = 8;

  private PictureTypes() {}

  /// Empty for what no model is shown.
  static Optional<String> of(byte[] bytes) {
    if (begins(bytes, 0, "\u00ff\u00d8\u00ff")) {
      return Optional.of("image/jpeg");
    }
    if (begins(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
      return Optional.of("image/png");
    }
    if (begins(bytes, 0, "GIF87a") || begins(bytes, 0, "GIF89a")) {
      return Optional.of("image/gif");
    }
    if (begins(bytes, 0, "RIFF") && begins(bytes, RIFF_HEAD, "WEBP")) {
      return Optional.of("image/webp");
    }
    return begins(bytes, 0, "%PDF-") ? Optional.of("application/pdf") : Optional.empty();
  }

  private static boolean begins(byte[] bytes, int at, String head) {
    return bytes.length >= at + head.length()
        && new String(bytes, at, head.length(), ISO_8859_1).equals(head);
  }
}
