package dev.parley.extraction.model;

import dev.parley.config.language.ModelAttempt;
import dev.parley.config.language.ModelUsage;
import dev.parley.config.language.Outcome;
import dev.parley.lead.Gist.Met;
import java.util.List;
import java.util.Optional;

/// What a model made of a transcript.
public sealed interface Extraction {
  Run run();

  /// @param fields those that hold, at most one per field: the contact's last word on it
  /// @param rejected those that still did not hold after the last ask
  record Found(List<ProposedField> fields, List<Rejected> rejected, Gist gist, Run run)
      implements Extraction {
    public Found {
      fields = List.copyOf(fields);
      rejected = List.copyOf(rejected);
    }
  }

  /// No model read all of it: go on without one.
  record Unavailable(Outcome reason, Run run) implements Extraction {}

  /// @param error what was wrong with it
  record Rejected(ProposedField proposed, String error) {}

  /// What it was about, in a few words each.
  ///
  /// @param objections those the contact raised, each with its words
  record Gist(
      String summary, Optional<String> intent, List<Met> objections, Optional<String> nextStep) {
    public static final Gist NONE = new Gist("", Optional.empty(), List.of(), Optional.empty());

    public Gist {
      objections = List.copyOf(objections);
    }
  }

  /// Enough to repeat the run and to know what it took.
  ///
  /// @param model that answered last; empty when none did
  /// @param chunks requests the transcript was cut into
  /// @param skippedTurns turns before the first chunk that was read
  record Run(
      Optional<String> model,
      String promptHash,
      String schemaHash,
      int chunks,
      int skippedTurns,
      List<ModelAttempt> attempts) {
    public Run {
      attempts = List.copyOf(attempts);
    }

    public ModelUsage usage() {
      return ModelUsage.of(attempts);
    }
  }
}
