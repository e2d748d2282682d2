package dev.parley.channel.speech;

import java.util.Locale;

/// Every error the realtime recognition names, and what follows from it.
enum ScribeError {
  /// Words were asked for where none were said: nothing is wrong.
  COMMIT_THROTTLED(Cure.NONE),
  SESSION_TIME_LIMIT_EXCEEDED(Cure.AGAIN),
  INSUFFICIENT_AUDIO_ACTIVITY(Cure.AGAIN),
  RATE_LIMITED(Cure.AGAIN),
  QUEUE_OVERFLOW(Cure.AGAIN),
  RESOURCE_EXHAUSTED(Cure.AGAIN),
  TRANSCRIBER_ERROR(Cure.AGAIN),
  ERROR(Cure.AGAIN),
  /// What the vendor could not read would break the next socket as well.
  INPUT_ERROR(Cure.WITHOUT_KEPT),
  CHUNK_SIZE_EXCEEDED(Cure.WITHOUT_KEPT),
  AUTH_ERROR(Cure.NEVER),
  QUOTA_EXCEEDED(Cure.NEVER),
  UNACCEPTED_TERMS(Cure.NEVER),
  INVALID_REQUEST(Cure.NEVER);

  enum Cure {
    /// Go on.
    NONE,
    /// A new socket: at once, then later and later.
    AGAIN,
    /// The same, without the speech that is kept.
    WITHOUT_KEPT,
    /// No socket would do better.
    NEVER
  }

  private final Cure cure;

  ScribeError(Cure cure) {
    this.cure = cure;
  }

  Cure cure() {
    return cure;
  }

  /// Stable, for logs and metrics.
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @param type as the vendor wrote it; one that is not known may pass by itself
  static ScribeError of(String type) {
    for (ScribeError each : values()) {
      if (each.code().equals(type)) {
        return each;
      }
    }
    return ERROR;
  }
}
