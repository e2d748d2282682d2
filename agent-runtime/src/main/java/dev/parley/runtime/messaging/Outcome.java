package dev.parley.runtime.messaging;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// What became of one row of the outbox, to be written down.
///
/// @param status as the row's
/// @param after when to look at it again, where it is not settled
record Outcome(
    UUID id,
    String status,
    Optional<String> providerMessageId,
    Optional<String> reason,
    Duration after) {

  static Outcome sent(UUID id, String providerMessageId) {
    return new Outcome(id, "sent", Optional.of(providerMessageId), Optional.empty(), Duration.ZERO);
  }

  static Outcome refused(UUID id, String reason) {
    return new Outcome(id, "refused", Optional.empty(), Optional.of(reason), Duration.ZERO);
  }

  /// The vendor does not have it; it is sent again later.
  static Outcome pending(UUID id, String reason, Duration after) {
    return new Outcome(id, "pending", Optional.empty(), Optional.of(reason), after);
  }

  /// The vendor may have it; it is asked later.
  static Outcome unknown(UUID id, String reason, Duration after) {
    return new Outcome(id, "unknown", Optional.empty(), Optional.of(reason), after);
  }

  boolean settled() {
    return status.equals("sent") || status.equals("refused");
  }
}
