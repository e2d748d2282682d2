package dev.parley.crm.delivery;

import dev.parley.crm.CallLog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// A delivery as its users see it.
///
/// @param lead still named when it was erased
/// @param revision the lead's when the event happened
/// @param code why it is not delivered, stable; absent when it is, or was not tried yet
/// @param reason the same in words
/// @param remoteRef what the other system calls the lead
/// @param attempts oldest first
public record DeliveryView(
    UUID id,
    UUID connector,
    UUID lead,
    int revision,
    String event,
    DeliveryStatus status,
    Optional<String> code,
    Optional<String> reason,
    Optional<String> remoteRef,
    Instant createdAt,
    List<Attempt> attempts) {
  public DeliveryView {
    attempts = List.copyOf(attempts);
  }

  /// One try.
  ///
  /// @param outcome wire name of an [Outcome]
  /// @param error what went wrong in words, what the other system said masked
  /// @param nextAt when it was to be tried again
  /// @param calls the newest attempts' where one delivery was asked for; else empty
  public record Attempt(
      int number,
      Instant at,
      String outcome,
      Optional<String> code,
      OptionalInt statusCode,
      Optional<String> error,
      Optional<Instant> nextAt,
      List<CallLog.Call> calls) {
    public Attempt {
      calls = List.copyOf(calls);
    }
  }
}
