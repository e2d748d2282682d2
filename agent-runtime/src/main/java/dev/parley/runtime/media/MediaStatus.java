package dev.parley.runtime.media;

import java.util.Locale;

/// How far a file has come.
public enum MediaStatus {
  /// It will be fetched, or fetched again.
  WAITING,
  /// Its bytes are here.
  KEPT,
  /// It will not be fetched, for a reason that lies in it: its size, its type.
  REFUSED,
  /// It could not be fetched for so long that it was given up.
  FAILED;

  /// As stored and as shown.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static MediaStatus of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
