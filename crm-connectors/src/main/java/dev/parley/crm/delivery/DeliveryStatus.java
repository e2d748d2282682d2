package dev.parley.crm.delivery;

import java.util.Locale;

/// Where a delivery stands.
public enum DeliveryStatus {
  /// Waiting for its next attempt, or in one.
  PENDING,
  DELIVERED,
  /// Refused for good by the other system.
  REJECTED,
  /// Given up after the last attempt: a dead letter.
  DEAD;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static DeliveryStatus ofWireName(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
