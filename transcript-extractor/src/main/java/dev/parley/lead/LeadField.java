package dev.parley.lead;

import dev.parley.evidence.Evidence;
import dev.parley.value.Value;
import java.util.List;
import java.util.Optional;

/// One field of a lead.
///
/// @param value present exactly when the status is a filled one
/// @param said the value as the contact said it
/// @param confidence 0 to 1; 0 when not filled
/// @param evidence at least one when filled: a field without a quote is not a fact. Only what is
///     confirmed may have none: the channel itself proved it (the number a message came from), or
///     the contact did in an earlier conversation
public record LeadField(
    FieldStatus status,
    Optional<Value> value,
    Optional<String> said,
    double confidence,
    List<Evidence> evidence) {
  public LeadField {
    evidence = List.copyOf(evidence);
    if (status.filled() != value.isPresent()) {
      throw new IllegalArgumentException(status + " and value " + value.isPresent() + " disagree");
    }
    if (status.filled() && status != FieldStatus.CONFIRMED && evidence.isEmpty()) {
      throw new IllegalArgumentException("a filled field needs evidence");
    }
    if (confidence < 0 || confidence > 1) {
      throw new IllegalArgumentException("confidence is 0 to 1, not " + confidence);
    }
  }

  public static LeadField empty(FieldStatus status) {
    return new LeadField(status, Optional.empty(), Optional.empty(), 0, List.of());
  }
}
