package dev.parley.channel;

import java.util.Optional;
import java.util.OptionalLong;

/// A picture, a recording, a document: kept by reference, fetched through [MediaFetcher], never
/// executed.
///
/// @param mediaType as the vendor declares it, such as `image/jpeg`; a claim, not a fact
/// @param reference the vendor's id or address of the bytes
/// @param fileName as the contact's device named it; never a path of ours
/// @param sizeBytes as declared
/// @param sha256 of the bytes as declared, in lower-case hex
public record Attachment(
    Kind kind,
    String mediaType,
    String reference,
    Optional<String> fileName,
    OptionalLong sizeBytes,
    Optional<String> sha256) {

  /// What the contact meant it as.
  public enum Kind {
    IMAGE,
    VIDEO,
    AUDIO,
    /// Spoken into the phone, as opposed to a file of sound.
    VOICE_NOTE,
    DOCUMENT,
    STICKER
  }
}
