package dev.parley.config.agent;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A compiled condition. An unanswered variable is left unbound, so that CEL's own three-valued
/// logic decides: `a == 'x' || b > 3` holds by `a` alone, `b > 3` alone is unknown, hence false.
/// Thread-safe.
final class CelCondition implements Condition {
  private final String source;
  private final Set<String> variables;
  private final CelRuntime.Program program;

  /// Whether it holds while none of its variables is answered: asked at every turn until one is,
  /// and found out by an exception. Empty before it was asked for the first time.
  private volatile Optional<Boolean> unanswered = Optional.empty();

  CelCondition(String source, Set<String> variables, CelRuntime.Program program) {
    this.source = source;
    this.variables = Set.copyOf(variables);
    this.program = program;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public Set<String> variables() {
    return variables;
  }

  @Override
  public boolean holds(Map<String, ?> values) {
    if (variables.stream().anyMatch(variable -> values.get(variable) != null)) {
      return evaluated(values);
    }
    boolean holds = unanswered.orElseGet(() -> evaluated(Map.of()));
    unanswered = Optional.of(holds);
    return holds;
  }

  private boolean evaluated(Map<String, ?> values) {
    Map<String, Object> bound = new HashMap<>();
    for (String variable : variables) {
      Object value = values.get(variable);
      bound.put(Variable.answered(variable), value != null);
      if (value != null) {
        bound.put(variable, value instanceof Number number ? number.doubleValue() : value);
      }
    }
    try {
      return Boolean.TRUE.equals(program.eval(bound));
    } catch (CelEvaluationException e) {
      // Undecidable with these values (a broken pattern, an overflow): by contract that is false.
      return false;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CelCondition condition
        && source.equals(condition.source)
        && variables.equals(condition.variables);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return source;
  }
}
