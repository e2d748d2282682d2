package dev.parley.extraction;

import dev.parley.evidence.Evidence;
import dev.parley.lead.FieldStatus;
import dev.parley.value.Value;
import java.util.List;
import java.util.Optional;

/// What the conversation's own engine held for a field when it ended.
///
/// @param said the contact's words for it
public record LiveAnswer(
    FieldStatus status, Optional<Value> value, Optional<String> said, List<Evidence> evidence) {
  public LiveAnswer {
    evidence = List.copyOf(evidence);
  }
}
