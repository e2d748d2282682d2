package dev.parley.runtime.turn;

import dev.parley.runtime.understanding.Understanding;
import dev.parley.runtime.understanding.UnderstandingRequest;
import java.util.List;

/// The built-in understanding alone.
public record WithoutModel(Understanding builtIn) implements TurnUnderstanding {
  @Override
  public Understood understand(UnderstandingRequest request) {
    return new Understood(builtIn.propose(request), List.of());
  }
}
