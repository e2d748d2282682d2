package dev.parley.crm.delivery;

import java.util.Locale;

/// Whether a connector is delivered to. Deliveries to one that is not active wait, unattempted,
/// until it is active again or their time is over.
public enum ConnectorStatus {
  ACTIVE,
  /// Stopped until a person acts, e.g. a token was revoked.
  PAUSED,
  /// The other system asked not to be sent anything more.
  DISABLED;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ConnectorStatus ofWireName(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
