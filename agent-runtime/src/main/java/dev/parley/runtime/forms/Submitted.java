package dev.parley.runtime.forms;

import java.time.Instant;
import java.util.SequencedMap;
import java.util.UUID;

/// A submission that was kept.
///
/// @param phone E.164, where the person is contacted
/// @param riskTrace the judgement, see `dev.parley.runtime.risk`
public record Submitted(
    UUID id,
    SequencedMap<String, String> fields,
    String phone,
    UUID riskTrace,
    int score,
    Status status,
    Instant at) {
  /// How far it got.
  public enum Status {
    /// A person decides.
    HELD,
    /// It goes no further.
    BLOCKED,
    /// On its way into a conversation.
    ACCEPTED,
    /// The agent has it.
    CONTACTING,
    /// Nobody is called: they said stop, or the carrier will not.
    REFUSED;

    public String wireName() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Status of(String wireName) {
      return valueOf(wireName.toUpperCase(java.util.Locale.ROOT));
    }
  }
}
