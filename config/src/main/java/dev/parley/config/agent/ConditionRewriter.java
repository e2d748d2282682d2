package dev.parley.config.agent;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Bends CEL's strict typing to what a business writes, before the type check: an integer literal
/// next to a decimal operand becomes a decimal (`monthly_bill == 150`), and a comparison of an id
/// with `null` asks its twin whether there is an answer.
final class ConditionRewriter {
  private static final Set<String> EQUALITY = Set.of("_==_", "_!=_");
  private static final Set<String> ARITHMETIC = Set.of("_+_", "_-_", "_*_", "_/_");
  private static final Set<String> ORDER = Set.of("_<_", "_<=_", "_>_", "_>=_");

  private final Map<String, Variable> variables;

  ConditionRewriter(Map<String, Variable> variables) {
    this.variables = variables;
  }

  void rewrite(CelMutableExpr expression) {
    switch (expression.getKind()) {
      case CALL -> rewriteCall(expression, expression.call());
      case LIST -> expression.list().elements().forEach(this::rewrite);
      case SELECT -> rewrite(expression.select().operand());
      default -> {
        // Leaves, and literals of maps and messages, hold nothing to bend.
      }
    }
  }

  private void rewriteCall(CelMutableExpr expression, CelMutableCall call) {
    List<CelMutableExpr> args = call.args();
    if (EQUALITY.contains(call.function()) && args.size() == 2) {
      Optional<String> id = comparedWithNull(args.get(0), args.get(1));
      if (id.isPresent()) {
        askTwin(expression, call.function(), id.get());
        return;
      }
    }
    call.target().ifPresent(this::rewrite);
    args.forEach(this::rewrite);
    if (args.size() == 2 && bends(call.function()) && args.stream().anyMatch(this::decimal)) {
      args.forEach(this::toDecimal);
    }
  }

  private static boolean bends(String function) {
    return EQUALITY.contains(function)
        || ARITHMETIC.contains(function)
        || ORDER.contains(function)
        || function.equals("@in");
  }

  private Optional<String> comparedWithNull(CelMutableExpr left, CelMutableExpr right) {
    if (isNull(right)) {
      return id(left);
    }
    return isNull(left) ? id(right) : Optional.empty();
  }

  private Optional<String> id(CelMutableExpr expression) {
    return expression.getKind() == Kind.IDENT && variables.containsKey(expression.ident().name())
        ? Optional.of(expression.ident().name())
        : Optional.empty();
  }

  private static boolean isNull(CelMutableExpr expression) {
    return expression.getKind() == Kind.CONSTANT
        && expression.constant().getKind() == CelConstant.Kind.NULL_VALUE;
  }

  private static void askTwin(CelMutableExpr expression, String function, String id) {
    CelMutableExpr twin = CelMutableExpr.ofIdent(expression.id(), Variable.answered(id));
    if (function.equals("_!=_")) {
      expression.setIdent(twin.ident());
      return;
    }
    // The operands' own ids keep their places; the twin takes the id of the first.
    twin.setId(expression.call().args().getFirst().id());
    expression.setCall(CelMutableCall.create("!_", twin));
  }

  private boolean decimal(CelMutableExpr expression) {
    return switch (expression.getKind()) {
      case CONSTANT -> expression.constant().getKind() == CelConstant.Kind.DOUBLE_VALUE;
      case IDENT -> id(expression).filter(id -> variable(id).numeric()).isPresent();
      case LIST -> expression.list().elements().stream().anyMatch(this::decimal);
      case CALL ->
          switch (expression.call().function()) {
            case "double" -> true;
            case "-_", "_+_", "_-_", "_*_", "_/_" ->
                expression.call().args().stream().anyMatch(this::decimal);
            case "_?_:_" -> expression.call().args().stream().skip(1).anyMatch(this::decimal);
            default -> false;
          };
      default -> false;
    };
  }

  private Variable variable(String id) {
    return java.util.Objects.requireNonNull(variables.get(id));
  }

  private void toDecimal(CelMutableExpr expression) {
    switch (expression.getKind()) {
      case CONSTANT -> {
        if (expression.constant().getKind() == CelConstant.Kind.INT64_VALUE) {
          expression.setConstant(CelConstant.ofValue((double) expression.constant().int64Value()));
        }
      }
      case LIST -> expression.list().elements().forEach(this::toDecimal);
      case CALL -> {
        switch (expression.call().function()) {
          case "-_", "_+_", "_-_", "_*_", "_/_" ->
              expression.call().args().forEach(this::toDecimal);
          case "_?_:_" -> expression.call().args().stream().skip(1).forEach(this::toDecimal);
          default -> {
            // Another function's arguments are its own affair.
          }
        }
      }
      default -> {
        // Nothing else can hold a literal number.
      }
    }
  }
}
