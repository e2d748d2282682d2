package dev.parley.crm;

import java.util.List;

/// What came of asking the other system whether deliveries would work.
public sealed interface TestResult {
  /// @param message what was proved, in words
  record Ready(String message) implements TestResult {}

  /// @param problems at least one: what is missing, and where
  record NotReady(List<Problem> problems) implements TestResult {
    public NotReady {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("not ready for no reason");
      }
    }

    public static NotReady because(String path, String code, String message) {
      return new NotReady(List.of(new Problem(path, code, message)));
    }
  }
}
