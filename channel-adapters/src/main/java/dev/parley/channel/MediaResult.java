package dev.parley.channel;

import java.time.Duration;

/// What became of fetching a file.
public sealed interface MediaResult {

  /// @param id as the [MediaStore] gave it
  /// @param sha256 of the bytes, in lower-case hex
  record Kept(String id, String mediaType, long sizeBytes, String sha256) implements MediaResult {}

  /// It will not be fetched: too large, of a type that is not taken, gone, or not where files are.
  ///
  /// @param reason stable, such as `too_large`
  record Refused(String reason) implements MediaResult {}

  /// @param after not sooner than this
  record Retry(Duration after, String reason) implements MediaResult {}
}
