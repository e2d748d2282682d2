package dev.parley.crm;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// What came of one attempt. Texts are for people, hold no secrets, and personal data only masked.
public sealed interface DeliveryResult {
  /// The HTTP status that decided it, where there was one.
  OptionalInt statusCode();

  /// @param remoteRef what the other system calls the lead now, e.g. a record id
  /// @param text what to know about it, e.g. a field left as a person had changed it; may be empty
  record Delivered(OptionalInt statusCode, Optional<String> remoteRef, String text)
      implements DeliveryResult {
    public static Delivered of(int statusCode) {
      return new Delivered(OptionalInt.of(statusCode), Optional.empty(), "");
    }
  }

  /// Trying again would not help.
  ///
  /// @param code stable, e.g. `endpoint_gone`
  /// @param disablesConnector the other system asked not to be sent anything more
  record Rejected(String code, OptionalInt statusCode, String text, boolean disablesConnector)
      implements DeliveryResult {}

  /// Trying again may help.
  ///
  /// @param after the other system's own hint; absent: the engine's schedule
  record Retry(
      String code, OptionalInt statusCode, String text, Optional<Duration> after, Trouble trouble)
      implements DeliveryResult {}

  /// Nothing can be delivered to this connector until a person acts, e.g. its token was revoked.
  /// The connector is paused, and its leads wait without using up attempts.
  record Blocked(String code, OptionalInt statusCode, String text) implements DeliveryResult {}

  /// Whose trouble a retry is.
  enum Trouble {
    /// This record's alone: others may go on.
    RECORD,
    /// The other system asks everybody to slow down.
    THROTTLED,
    /// The other system is not there or is broken.
    ENDPOINT
  }
}
