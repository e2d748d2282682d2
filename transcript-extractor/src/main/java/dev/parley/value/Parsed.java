package dev.parley.value;

import java.util.Optional;

/// What reading an answer came to.
public sealed interface Parsed {
  record Valid(Found found) implements Parsed {}

  /// The text tries to be a value of the type and fails.
  ///
  /// @param code stable, see [ValueErrors]
  /// @param nearest what it may have meant, to ask back
  record Invalid(String code, Optional<Found> nearest) implements Parsed {}

  /// Nothing in the text looks like a value of the type.
  enum Nothing implements Parsed {
    NOTHING
  }

  static Parsed valid(Value value, int start, int end, double certainty) {
    return new Valid(new Found(value, start, end, certainty));
  }

  static Parsed invalid(String code) {
    return new Invalid(code, Optional.empty());
  }

  default Optional<Found> value() {
    return this instanceof Valid valid ? Optional.of(valid.found()) : Optional.empty();
  }
}
