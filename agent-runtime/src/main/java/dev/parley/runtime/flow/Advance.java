package dev.parley.runtime.flow;

import java.util.List;
import java.util.Optional;

/// What the engine decided.
///
/// @param state to be stored
/// @param say never blank; empty when the agent has nothing to say (a human has taken over, or all
///     is over)
/// @param source whose words `say` is
public record Advance(FlowState state, Optional<String> say, Source source, List<Effect> effects) {
  public Advance {
    effects = List.copyOf(effects);
    if (say.isPresent() && say.get().isBlank()) {
      throw new IllegalArgumentException("an agent never says nothing aloud");
    }
  }

  /// Whose words are said.
  public enum Source {
    /// The model's reply, checked.
    MODEL,
    /// The definition's and the engine's own.
    ENGINE
  }
}
