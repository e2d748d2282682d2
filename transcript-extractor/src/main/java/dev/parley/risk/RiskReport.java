package dev.parley.risk;

import java.util.List;
import java.util.Optional;

/// What the rules make of a submission.
///
/// @param score 0 (nothing speaks against it) to 100
/// @param labels kinds of what was found, each once, in alphabetical order
/// @param findings in the order of the rules
/// @param country ISO 3166, the best guess of where the person is
/// @param rules version of the rules
public record RiskReport(
    int score,
    Decision decision,
    List<String> labels,
    List<Finding> findings,
    Optional<String> country,
    String rules) {
  public RiskReport {
    labels = List.copyOf(labels);
    findings = List.copyOf(findings);
  }
}
