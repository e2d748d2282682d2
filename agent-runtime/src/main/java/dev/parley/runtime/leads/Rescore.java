package dev.parley.runtime.leads;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A job that scores an agent's leads again.
///
/// @param version of the agent, whose rules it applies
/// @param rules version of those rules, see [dev.parley.score.RulesVersion]
/// @param from leads made then or later
/// @param until leads made before
/// @param dryRun whether only the report is made
/// @param counts so far
/// @param reason why it failed
/// @param askedBy id of the API key
public record Rescore(
    UUID id,
    String agent,
    int version,
    String rules,
    Optional<Instant> from,
    Optional<Instant> until,
    boolean dryRun,
    Status status,
    Counts counts,
    Optional<String> reason,
    String askedBy,
    Instant createdAt,
    Optional<Instant> endedAt) {

  public enum Status {
    RUNNING,
    DONE,
    FAILED;

    public String wireName() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// @param seen leads looked at
  /// @param changed those whose points, band or reasons are others
  /// @param bandChanged those among them in another band
  /// @param decided left alone: a person has decided on them
  public record Counts(int seen, int changed, int bandChanged, int decided) {
    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(
          seen + other.seen,
          changed + other.changed,
          bandChanged + other.bandChanged,
          decided + other.decided);
    }
  }

  /// One lead's change.
  ///
  /// @param bandBefore empty for a lead that was made without one
  /// @param revision the lead's that it made; empty in a dry run
  public record Change(
      UUID lead,
      int scoreBefore,
      int scoreAfter,
      Optional<String> bandBefore,
      String bandAfter,
      Optional<Integer> revision) {}

  /// How many leads went from one band to another.
  public record Move(Optional<String> before, String after, int leads) {}
}
