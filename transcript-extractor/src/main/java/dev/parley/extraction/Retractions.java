package dev.parley.extraction;

import dev.parley.value.Corrections;

/// Whether a contact takes something back.
final class Retractions {
  private Retractions() {}

  /// Whether a word of correction stands before a place in a turn.
  static boolean before(Heard turn, int start) {
    return Corrections.between(turn.tokens(), 0, turn.tokens().from(start));
  }
}
