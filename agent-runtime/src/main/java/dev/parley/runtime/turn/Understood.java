package dev.parley.runtime.turn;

import dev.parley.config.language.ModelAttempt;
import dev.parley.runtime.flow.Proposal;
import java.util.List;

/// What was understood of a turn, and what the language model took for it.
///
/// @param attempts one per request to a provider, in order; none without a model
public record Understood(Proposal proposal, List<ModelAttempt> attempts) {
  public Understood {
    attempts = List.copyOf(attempts);
  }
}
