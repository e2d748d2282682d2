package dev.parley.crm.delivery;

import java.util.Locale;

/// What came of an attempt.
public enum Outcome {
  DELIVERED,
  REJECTED,
  /// Failed, and will be tried again.
  RETRY,
  /// Failed, and was the last one.
  DEAD,
  /// The connector cannot work until a person acts; the delivery waits.
  BLOCKED,
  /// The process ended before the outcome was known; the next attempt carries the same id.
  INTERRUPTED;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
