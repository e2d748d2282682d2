package dev.parley.runtime.leads;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Two contacts that may be one person.
///
/// @param contact who stays
/// @param other who goes into them
/// @param kind of what they have in common: `email` or `phone`
/// @param key what they have in common
/// @param reason why a person is asked; empty where none was
/// @param leads that were merged, or taken along, by it
/// @param decidedBy label of the API key; empty where the program did it by itself
public record Merge(
    UUID id,
    UUID contact,
    UUID other,
    String kind,
    String key,
    Status status,
    Optional<String> reason,
    List<UUID> leads,
    Optional<String> decidedBy,
    Instant createdAt,
    Optional<Instant> decidedAt) {
  public Merge {
    leads = List.copyOf(leads);
  }

  public enum Status {
    OPEN,
    MERGED,
    REJECTED,
    UNDONE;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Leaves the key out: it is personal data.
  @Override
  public String toString() {
    return "Merge[" + id + ", " + status + "]";
  }
}
