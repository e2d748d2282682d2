package dev.parley.runtime.messaging;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// What became of one row of the outbox, to be written down.
///
/// @param attempt of the row's that ended so: a later one is not overwritten
/// @param status as the row's
/// @param after when to look at it again, where it is not settled
record Outcome(
    UUID id,
    int attempt,
    String status,
    Optional<String> providerMessageId,
    Optional<String> reason,
    Duration after) {

  static Outcome sent(OutboxRow row, String providerMessageId) {
    return of(row, "sent", Optional.of(providerMessageId), Optional.empty(), Duration.ZERO);
  }

  static Outcome refused(OutboxRow row, String reason) {
    return of(row, "refused", Optional.empty(), Optional.of(reason), Duration.ZERO);
  }

  /// The vendor does not have it; it is sent again later.
  static Outcome pending(OutboxRow row, String reason, Duration after) {
    return of(row, "pending", Optional.empty(), Optional.of(reason), after);
  }

  /// The vendor may have it; it is asked later.
  static Outcome unknown(OutboxRow row, String reason, Duration after) {
    return of(row, "unknown", Optional.empty(), Optional.of(reason), after);
  }

  private static Outcome of(
      OutboxRow row,
      String status,
      Optional<String> providerMessageId,
      Optional<String> reason,
      Duration after) {
    return new Outcome(row.id(), row.attempts(), status, providerMessageId, reason, after);
  }

  boolean settled() {
    return status.equals("sent") || status.equals("refused");
  }
}
