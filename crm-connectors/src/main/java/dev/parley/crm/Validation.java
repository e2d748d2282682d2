package dev.parley.crm;

import java.util.List;

/// Whether a configuration may be stored.
public sealed interface Validation {
  record Ok() implements Validation {}

  /// @param problems at least one, all that were found
  record Refused(List<Problem> problems) implements Validation {
    public Refused {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("a refusal names at least one problem");
      }
    }
  }

  static Validation of(List<Problem> problems) {
    return problems.isEmpty() ? new Ok() : new Refused(problems);
  }
}
