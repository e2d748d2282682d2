package dev.parley.runtime.media;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/// A file for reading.
///
/// @param turn the `seq` of the contact's turn it came with; empty until that is written
/// @param position among the files of its message, from 0
/// @param kind what the contact meant it as, such as `image`
/// @param mediaType a claim: as the vendor declared it or, once kept, served it
/// @param reason stable, where it is not kept
/// @param attempt the try that brought its bytes, or the last one
public record MediaFile(
    UUID id,
    UUID conversation,
    OptionalInt turn,
    int position,
    String kind,
    String mediaType,
    OptionalLong sizeBytes,
    MediaStatus status,
    Optional<String> reason,
    int attempt,
    Instant createdAt) {}
