package dev.parley.config.agent;

import dev.parley.config.agent.ConditionCompiler.Broken;
import dev.parley.config.agent.ConditionCompiler.Compiled;
import dev.parley.config.agent.ConditionCompiler.Issue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the conditions of one definition and remembers where each stands, for the checks that need
/// them all.
final class Conditions {
  private static final Condition STAND_IN =
      new Condition() {
        @Override
        public String source() {
          return "";
        }

        @Override
        public java.util.Set<String> variables() {
          return java.util.Set.of();
        }

        @Override
        public boolean holds(Map<String, ?> values) {
          return false;
        }
      };

  private final ConditionCompiler compiler;
  private final List<Placed> placed = new ArrayList<>();

  Conditions(Map<String, Variable> variables) {
    this.compiler = new ConditionCompiler(variables);
  }

  enum Use {
    ASK,
    DISQUALIFY,
    QUALIFY,
    SCORE
  }

  /// @param owner id of the question it belongs to; empty otherwise
  record Placed(
      Use use,
      String owner,
      String path,
      Place place,
      CelCondition condition,
      ConditionFacts facts) {}

  List<Placed> placed() {
    return placed;
  }

  Condition require(Section section, Use use, String owner) {
    return section
        .require("when")
        .flatMap(node -> read(node, section, use, owner))
        .orElse(STAND_IN);
  }

  Optional<Condition> take(Section section, Use use, String owner) {
    return section.take("when").flatMap(node -> read(node, section, use, owner));
  }

  private Optional<Condition> read(DocumentNode node, Section section, Use use, String owner) {
    String path = section.path("when");
    Optional<String> source =
        Texts.read(node, path, ConditionCompiler.SOURCE_CHARS_MAX, section.problems());
    if (source.isEmpty()) {
      return Optional.empty();
    }
    return switch (compiler.compile(source.get())) {
      case Compiled(CelCondition condition, ConditionFacts facts) -> {
        placed.add(new Placed(use, owner, path, node.place(), condition, facts));
        yield Optional.of(condition);
      }
      case Broken(List<Issue> issues) -> {
        issues.forEach(
            issue -> section.problems().add(path, issue.code(), issue.message(), node.place()));
        yield Optional.empty();
      }
    };
  }
}
