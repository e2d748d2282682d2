package dev.parley.channel.sandbox.whatsapp;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rules of files: where they come from, which types, how large.
final class MediaCheck {
  private static final int MIB = 1024 * 1024;

  private static final Map<String, Set<String>> TYPES =
      Map.of(
          "image", Set.of("image/jpeg", "image/png"),
          "audio", Set.of("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
          "video", Set.of("video/mp4", "video/3gpp"),
          "sticker", Set.of("image/webp"),
          "document",
              Set.of(
                  "application/pdf",
                  "text/plain",
                  "application/msword",
                  "application/vnd.ms-excel",
                  "application/vnd.ms-powerpoint",
                  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                  "application/vnd.openxmlformats-officedocument.presentationml.presentation"));

  private static final Map<String, Integer> BYTES_MAX =
      Map.of(
          "image", 5 * MIB,
          "audio", 16 * MIB,
          "video", 16 * MIB,
          "sticker", 500 * 1024,
          "document", 100 * MIB);

  private MediaCheck() {}

  /// A file is named by an id or by a link, never both.
  ///
  /// @return the id, or empty for a link
  static Optional<String> source(Fields media) {
    if (media.has("id") == media.has("link")) {
      throw new Refusal(131009, media.path() + " has either an id or a link");
    }
    if (media.has("link")) {
      media.httpUrl("link");
      return Optional.empty();
    }
    return Optional.of(media.text("id", 100));
  }

  static Fields knownKeys(String kind, Fields media) {
    return switch (kind) {
      case "document" -> media.knowsOnly("id", "link", "caption", "filename");
      case "image", "video" -> media.knowsOnly("id", "link", "caption");
      case "audio" -> media.knowsOnly("id", "link", "voice");
      default -> media.knowsOnly("id", "link");
    };
  }

  /// What kind of message carries a type; a document when none other does.
  static String kindOf(String type) {
    String plain = plain(type);
    return TYPES.entrySet().stream()
        .filter(entry -> entry.getValue().contains(plain))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("document");
  }

  static void uploaded(String type, int bytes) {
    String plain = plain(type);
    if (TYPES.values().stream().noneMatch(types -> types.contains(plain))) {
      throw new Refusal(100, "Param file must be a file with one of the supported types");
    }
    checkSize(kindOf(type), bytes);
  }

  static void checkKind(String kind, String type, int bytes) {
    if (!TYPES.getOrDefault(kind, Set.of()).contains(plain(type))) {
      throw new Refusal(131053, "a file of this type cannot be sent as " + kind);
    }
    checkSize(kind, bytes);
  }

  private static void checkSize(String kind, int bytes) {
    if (bytes > BYTES_MAX.getOrDefault(kind, 0)) {
      throw new Refusal(131053, "the file is too large to be sent as " + kind);
    }
  }

  private static String plain(String type) {
    return type.split(";", 2)[0].strip();
  }
}
