package dev.parley.crm;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// One lead event for one connector.
///
/// @param id of the delivery: the same in every attempt and replay, so the receiver may
///     deduplicate by it
/// @param event `lead.created`, `lead.updated` …
/// @param occurredAt when the event happened, the same in every attempt
/// @param payload the lead in its wire form (see `LeadJson`), byte for byte the same in every
///     attempt
/// @param attempt 1, 2, 3 …
/// @param remoteRef what the other system called this lead when it was last delivered there
/// @param previous the payload that was last delivered there: a field that still holds what it said
///     was changed by nobody since
public record DeliveryRequest(
    UUID id,
    Connector connector,
    UUID lead,
    String event,
    Instant occurredAt,
    String payload,
    int attempt,
    Optional<String> remoteRef,
    Optional<String> previous) {

  /// Where nothing is known of an earlier delivery's payload.
  public DeliveryRequest(
      UUID id,
      Connector connector,
      UUID lead,
      String event,
      Instant occurredAt,
      String payload,
      int attempt,
      Optional<String> remoteRef) {
    this(id, connector, lead, event, occurredAt, payload, attempt, remoteRef, Optional.empty());
  }

  /// Leaves the payload out: it holds personal data.
  @Override
  public String toString() {
    return "DeliveryRequest[" + id + " " + event + " attempt " + attempt + "]";
  }
}
