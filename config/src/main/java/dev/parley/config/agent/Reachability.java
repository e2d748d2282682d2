package dev.parley.config.agent;

import dev.parley.config.agent.Conditions.Placed;
import dev.parley.config.agent.Conditions.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Finds questions that nobody can ever be asked, and conditions that can never hold.
///
/// A question is unreachable when its `when` reads its own answer; when no answers to the
/// questions before it make it hold (it needs a later answer or a lead field, contradicts itself,
/// a bound or an option list); or when every answer that would make it hold disqualifies before.
/// Tried out with sample values: a condition too free to be tried out completely (arithmetic,
/// patterns) and one with too many combinations get the benefit of the doubt.
final class Reachability {
  private static final int TRIES_MAX = 20_000;

  private final Map<String, Variable> variables;
  private final List<Placed> conditions;
  private final Problems problems;

  Reachability(Map<String, Variable> variables, List<Placed> conditions, Problems problems) {
    this.variables = variables;
    this.conditions = conditions;
    this.problems = problems;
  }

  void check() {
    for (Placed placed : conditions) {
      switch (placed.use()) {
        case ASK -> checkAsked(placed);
        case DISQUALIFY -> checkDisqualifies(placed);
        case QUALIFY -> checkHolds(placed, exits(Integer.MAX_VALUE));
        case SCORE -> checkHolds(placed, List.of());
      }
    }
  }

  private void checkAsked(Placed when) {
    int position = position(when.owner());
    if (when.condition().variables().contains(when.owner())) {
      refuse(when, DefinitionErrorCode.UNREACHABLE_QUESTION, "it waits for its own answer");
    } else if (cannotHold(when, id -> position(id) < position, List.of())) {
      refuse(
          when,
          DefinitionErrorCode.UNREACHABLE_QUESTION,
          "no answers to the questions before it make this hold, so it is never asked");
    } else if (cannotHold(when, id -> position(id) < position, exits(position))) {
      refuse(
          when,
          DefinitionErrorCode.UNREACHABLE_QUESTION,
          "every answer that makes this hold disqualifies before, so it is never asked");
    }
  }

  private void checkDisqualifies(Placed exit) {
    if (cannotHold(exit, id -> true, List.of())) {
      refuse(exit, DefinitionErrorCode.CONDITION_NEVER_HOLDS, "this can never hold");
      return;
    }
    Optional<Map<String, List<Object>>> samples = samples(exit, List.of(), id -> true);
    if (samples.isEmpty()) {
      return;
    }
    Map<String, List<Object>> answered = new LinkedHashMap<>(samples.get());
    answered.computeIfPresent(exit.owner(), (id, values) -> values.subList(1, values.size()));
    if (nowhere(answered, values -> !exit.condition().holds(values))) {
      refuse(
          exit,
          DefinitionErrorCode.ALWAYS_DISQUALIFIES,
          "every answer disqualifies, so nobody gets past this question");
    }
  }

  private void checkHolds(Placed condition, List<Placed> exits) {
    if (cannotHold(condition, id -> true, exits)) {
      refuse(
          condition,
          DefinitionErrorCode.CONDITION_NEVER_HOLDS,
          exits.isEmpty()
              ? "this can never hold"
              : "this can never hold, or only for answers that disqualify");
    }
  }

  private void refuse(Placed placed, DefinitionErrorCode code, String message) {
    problems.add(placed.path(), code, message, placed.place());
  }

  /// Disqualifications of the questions before a position.
  private List<Placed> exits(int position) {
    return conditions.stream()
        .filter(placed -> placed.use() == Use.DISQUALIFY && position(placed.owner()) < position)
        .toList();
  }

  private boolean cannotHold(Placed condition, Predicate<String> known, List<Placed> exits) {
    List<Placed> near =
        exits.stream()
            .filter(
                exit ->
                    shares(exit, condition) && exit.condition().variables().contains(exit.owner()))
            .toList();
    return samples(condition, near, known)
        .map(
            samples ->
                nowhere(
                    samples,
                    values ->
                        condition.condition().holds(values)
                            && near.stream().noneMatch(exit -> leaves(exit, values))))
        .orElse(false);
  }

  private static boolean shares(Placed one, Placed other) {
    return one.condition().variables().stream().anyMatch(other.condition().variables()::contains);
  }

  private static boolean leaves(Placed exit, Map<String, Object> values) {
    return values.containsKey(exit.owner()) && exit.condition().holds(values);
  }

  /// Values to try for each variable, `null` first; empty when they would prove nothing.
  private Optional<Map<String, List<Object>>> samples(
      Placed condition, List<Placed> others, Predicate<String> known) {
    List<Placed> together = new ArrayList<>(others);
    together.add(condition);
    Set<String> read = new LinkedHashSet<>();
    together.forEach(placed -> read.addAll(placed.condition().variables()));
    Map<String, List<Object>> samples = new LinkedHashMap<>();
    long combinations = 1;
    for (String id : read) {
      List<Object> values = new ArrayList<>();
      values.add(UNANSWERED);
      if (known.test(id)) {
        Optional<List<Object>> some = sampled(id, together);
        if (some.isEmpty()) {
          return Optional.empty();
        }
        values.addAll(some.get());
      }
      samples.put(id, values);
      combinations *= values.size();
      if (combinations > TRIES_MAX) {
        return Optional.empty();
      }
    }
    return Optional.of(samples);
  }

  private Optional<List<Object>> sampled(String id, List<Placed> together) {
    Set<Object> marks = new LinkedHashSet<>();
    together.forEach(placed -> marks.addAll(placed.facts().marks(id)));
    boolean opaque = together.stream().anyMatch(placed -> placed.facts().opaque(id));
    return Optional.ofNullable(variables.get(id))
        .flatMap(variable -> SampleValues.of(variable, marks, opaque));
  }

  private static final Object UNANSWERED = new Object();

  /// Whether no combination of the samples passes.
  private static boolean nowhere(
      Map<String, List<Object>> samples, Predicate<Map<String, Object>> passes) {
    List<String> ids = List.copyOf(samples.keySet());
    int[] chosen = new int[ids.size()];
    while (true) {
      Map<String, Object> values = new HashMap<>();
      for (int i = 0; i < chosen.length; i++) {
        Object value = samples.getOrDefault(ids.get(i), List.of()).get(chosen[i]);
        if (value != UNANSWERED) {
          values.put(ids.get(i), value);
        }
      }
      if (passes.test(values)) {
        return false;
      }
      int next = 0;
      while (next < chosen.length
          && ++chosen[next] == samples.getOrDefault(ids.get(next), List.of()).size()) {
        chosen[next++] = 0;
      }
      if (next == chosen.length) {
        return true;
      }
    }
  }

  /// Position among the questions; a lead field comes after them all.
  private int position(String id) {
    Variable variable = variables.get(id);
    return variable == null ? Integer.MAX_VALUE : variable.question().orElse(Integer.MAX_VALUE);
  }
}
