package dev.parley.config.agent;

import com.google.common.collect.ImmutableList;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a checked condition reads, seen from its tree.
///
/// Values that a variable is compared with are its *marks*: between two neighbouring marks the
/// condition cannot change its mind. A variable used in any other way (arithmetic, a pattern) is
/// *opaque*: nothing is concluded about it.
final class ConditionFacts {
  private static final Set<String> COMPARISONS =
      Set.of("_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_");
  private static final Set<String> LOGIC = Set.of("_&&_", "_||_", "!_", "_?_:_");
  private static final String ANSWERED = Variable.answered("");

  private final Set<String> variables = new LinkedHashSet<>();
  private final Map<String, Set<Object>> marks = new LinkedHashMap<>();
  private final Set<String> opaque = new HashSet<>();
  private final List<BadOption> badOptions = new ArrayList<>();
  private final Map<String, Variable> declared;

  private ConditionFacts(Map<String, Variable> declared) {
    this.declared = declared;
  }

  /// A choice compared with an option it does not have.
  record BadOption(String id, String option) {}

  static ConditionFacts of(CelExpr expression, Map<String, Variable> declared) {
    ConditionFacts facts = new ConditionFacts(declared);
    facts.logic(expression);
    return facts;
  }

  Set<String> variables() {
    return variables;
  }

  Set<Object> marks(String id) {
    return marks.getOrDefault(id, Set.of());
  }

  boolean opaque(String id) {
    return opaque.contains(id);
  }

  List<BadOption> badOptions() {
    return badOptions;
  }

  private void logic(CelExpr expression) {
    if (expression.getKind() == Kind.IDENT) {
      read(expression.ident().name());
    } else if (expression.getKind() == Kind.CALL) {
      CelCall call = expression.call();
      if (LOGIC.contains(call.function())) {
        call.args().forEach(this::logic);
      } else if (!comparison(call)) {
        everythingOpaque(expression);
      }
    } else {
      everythingOpaque(expression);
    }
  }

  private boolean comparison(CelCall call) {
    ImmutableList<CelExpr> args = call.args();
    if (COMPARISONS.contains(call.function())) {
      return compared(args.get(0), List.of(args.get(1)))
          || compared(args.get(1), List.of(args.get(0)));
    }
    return call.function().equals("@in")
        && args.get(1).getKind() == Kind.LIST
        && compared(args.get(0), args.get(1).list().elements());
  }

  /// An id against literals; anything else is not this simple.
  private boolean compared(CelExpr left, List<CelExpr> right) {
    if (left.getKind() != Kind.IDENT || !declared.containsKey(left.ident().name())) {
      return false;
    }
    List<Object> literals =
        right.stream().map(ConditionFacts::literal).flatMap(Optional::stream).toList();
    if (literals.size() != right.size()) {
      return false;
    }
    String id = left.ident().name();
    read(id);
    marks.computeIfAbsent(id, key -> new LinkedHashSet<>()).addAll(literals);
    Variable variable = java.util.Objects.requireNonNull(declared.get(id));
    if (variable.choice()) {
      literals.stream()
          .map(String::valueOf)
          .filter(option -> !variable.options().contains(option))
          .forEach(option -> badOptions.add(new BadOption(id, option)));
    }
    return true;
  }

  private static Optional<Object> literal(CelExpr expression) {
    if (expression.getKind() == Kind.CONSTANT) {
      CelConstant constant = expression.constant();
      return switch (constant.getKind()) {
        case STRING_VALUE -> Optional.of(constant.stringValue());
        case DOUBLE_VALUE -> Optional.of(constant.doubleValue());
        case INT64_VALUE -> Optional.of((double) constant.int64Value());
        case BOOLEAN_VALUE -> Optional.of(constant.booleanValue());
        default -> Optional.empty();
      };
    }
    if (expression.getKind() != Kind.CALL || expression.call().args().size() != 1) {
      return Optional.empty();
    }
    Optional<Object> argument = literal(expression.call().args().getFirst());
    return switch (expression.call().function()) {
      case "-_" -> argument.filter(Double.class::isInstance).map(number -> -((Double) number));
      case "timestamp" ->
          argument.filter(String.class::isInstance).flatMap(text -> instant((String) text));
      default -> Optional.empty();
    };
  }

  static Optional<Object> instant(String text) {
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      return Optional.of(instant);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private void everythingOpaque(CelExpr expression) {
    switch (expression.getKind()) {
      case IDENT -> {
        read(expression.ident().name());
        opaque.add(id(expression.ident().name()));
      }
      case CALL -> {
        expression.call().target().ifPresent(this::everythingOpaque);
        expression.call().args().forEach(this::everythingOpaque);
      }
      case LIST -> expression.list().elements().forEach(this::everythingOpaque);
      case SELECT -> everythingOpaque(expression.select().operand());
      case MAP ->
          expression
              .map()
              .entries()
              .forEach(
                  entry -> {
                    everythingOpaque(entry.key());
                    everythingOpaque(entry.value());
                  });
      case STRUCT ->
          expression.struct().entries().forEach(entry -> everythingOpaque(entry.value()));
      case COMPREHENSION, CONSTANT, NOT_SET -> {
        // No macros are enabled, hence no comprehensions; constants read nothing.
      }
    }
  }

  private void read(String name) {
    String id = id(name);
    if (declared.containsKey(id)) {
      variables.add(id);
    }
  }

  private static String id(String name) {
    return name.endsWith(ANSWERED) ? name.substring(0, name.length() - ANSWERED.length()) : name;
  }
}
