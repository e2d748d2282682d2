package dev.parley.channel;

import dev.parley.config.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What is taken of the files contacts send.
///
/// @param bytesMax of one file
/// @param mediaTypes in lower case, such as `application/pdf` or `image/*`; everything else is
///     refused
/// @param redirectsMax followed from a vendor to its storage
/// @param retryAfter how long to wait after a vendor failed and did not say
/// @param retryAfterMax the longest wait a vendor may ask for
public record MediaLimits(
    long bytesMax,
    Set<String> mediaTypes,
    int redirectsMax,
    Duration retryAfter,
    Duration retryAfterMax) {
  /// No HTML, no SVG, no archive: nothing that a browser or a desktop would run.
  public static final MediaLimits DEFAULTS =
      new MediaLimits(
          16L << 20,
          Set.of(
              "image/jpeg",
              "image/png",
              "image/webp",
              "image/gif",
              "image/heic",
              "image/heif",
              "audio/*",
              "video/mp4",
              "video/3gpp",
              "video/quicktime",
              "application/pdf",
              "application/msword",
              "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
              "application/vnd.ms-excel",
              "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
              "text/plain",
              "text/csv",
              "text/vcard",
              "text/x-vcard"),
          3,
          Duration.ofSeconds(30),
          Duration.ofHours(1));

  /// From the process settings; all are listed in `docs/limits.md`.
  public static MediaLimits read(Settings settings) {
    return new MediaLimits(
        settings.whole(
            "PARLEY_MEDIA_BYTES_MAX", (int) DEFAULTS.bytesMax, 1 << 10, Integer.MAX_VALUE),
        settings
            .text("PARLEY_MEDIA_TYPES")
            .map(types -> Set.copyOf(List.of(types.toLowerCase(Locale.ROOT).split("[,\\s]+"))))
            .orElse(DEFAULTS.mediaTypes),
        settings.whole("PARLEY_MEDIA_REDIRECTS_MAX", DEFAULTS.redirectsMax, 0, 10),
        settings.duration(
            "PARLEY_MEDIA_RETRY_AFTER",
            DEFAULTS.retryAfter,
            Duration.ofMillis(1),
            Duration.ofDays(1)),
        settings.duration(
            "PARLEY_MEDIA_RETRY_AFTER_MAX",
            DEFAULTS.retryAfterMax,
            Duration.ofMillis(1),
            Duration.ofDays(1)));
  }

  public MediaLimits {
    mediaTypes = Set.copyOf(mediaTypes);
    if (bytesMax < 1 || redirectsMax < 0) {
      throw new IllegalArgumentException("media limits start at 1 byte and no redirect");
    }
  }

  /// @param mediaType in lower case, without parameters
  public boolean takes(String mediaType) {
    int slash = mediaType.indexOf('/');
    return mediaTypes.contains(mediaType)
        || (slash > 0 && mediaTypes.contains(mediaType.substring(0, slash) + "/*"));
  }
}
