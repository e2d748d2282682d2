package dev.parley.config.language;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// Leaves a failing provider alone for a while, so that a dead one does not cost its timeout on
/// every call. After the while one call goes through as a probe. Thread-safe.
final class Circuit {
  /// A wrong key or an unknown model does not mend itself soon.
  private static final int LASTING_FACTOR = 10;

  private final int failuresMax;
  private final long coolMillis;
  private final LongSupplier nowMillis;
  private int failures;
  private boolean open;
  private long openUntilMillis;
  private boolean probing;
  private long probingSinceMillis;

  /// @param nowMillis a clock that never goes back; its origin does not matter
  Circuit(int failuresMax, long coolMillis, LongSupplier nowMillis) {
    this.failuresMax = failuresMax;
    this.coolMillis = coolMillis;
    this.nowMillis = nowMillis;
  }

  /// Whether a call may be made; when true, `record` must follow.
  synchronized boolean tryPass() {
    if (!open) {
      return true;
    }
    long now = nowMillis.getAsLong();
    if (now < openUntilMillis || (probing && now - probingSinceMillis < coolMillis)) {
      return false;
    }
    probing = true;
    probingSinceMillis = now;
    return true;
  }

  /// @param waitMillis how long the provider asked to be left alone, when that is longer than a
  ///     call can wait
  /// @return for how long it is left alone from now, 0 when it is not
  synchronized long record(Outcome outcome, OptionalLong waitMillis) {
    boolean wasProbe = probing;
    probing = false;
    return switch (outcome) {
      case CANCELLED, OUT_OF_TIME, COOLING, BUSY -> 0;
      case ANSWERED, CUT_SHORT, REFUSED, FILTERED, EMPTY, TOO_LARGE, REJECTED -> {
        failures = 0;
        open = false;
        yield 0;
      }
      case UNAUTHORIZED, NO_CREDIT, UNKNOWN_MODEL -> leaveAlone(LASTING_FACTOR * coolMillis);
      case SLOW_FIRST_TEXT,
          STALLED,
          RATE_LIMITED,
          OVERLOADED,
          SERVER_ERROR,
          CONNECTION,
          BROKEN_STREAM -> {
        failures++;
        if (waitMillis.isPresent()) {
          yield leaveAlone(Math.min(waitMillis.getAsLong(), LASTING_FACTOR * coolMillis));
        }
        yield wasProbe || failures >= failuresMax ? leaveAlone(coolMillis) : 0;
      }
    };
  }

  private long leaveAlone(long millis) {
    open = true;
    openUntilMillis = nowMillis.getAsLong() + millis;
    return millis;
  }
}
