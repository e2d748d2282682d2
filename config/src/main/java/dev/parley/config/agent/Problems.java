package dev.parley.config.agent;

import java.util.ArrayList;
import java.util.List;

/// Collects everything that is wrong, up to a bound, in the order of the text. One reading, one
/// thread.
final class Problems {
  private static final int PROBLEMS_MAX = 100;

  private final List<DefinitionError> errors = new ArrayList<>();

  void add(String path, DefinitionErrorCode code, String message, Place place) {
    if (errors.size() < PROBLEMS_MAX) {
      errors.add(new DefinitionError(path, code, message, place.line(), place.column()));
    }
  }

  boolean isEmpty() {
    return errors.isEmpty();
  }

  List<DefinitionError> inOrderOfText() {
    return errors.stream()
        .sorted(
            java.util.Comparator.comparingInt(DefinitionError::line)
                .thenComparingInt(DefinitionError::column))
        .toList();
  }
}
