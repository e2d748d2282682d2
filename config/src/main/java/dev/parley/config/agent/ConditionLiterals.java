package dev.parley.config.agent;

import com.google.re2j.PatternSyntaxException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.parley.config.agent.ConditionCompiler.Issue;
import java.util.List;

/// Finds literals that CEL itself would only find wrong while it runs: timestamps and patterns.
final class ConditionLiterals {
  private ConditionLiterals() {}

  static void check(CelExpr expression, List<Issue> issues) {
    switch (expression.getKind()) {
      case CALL -> {
        CelExpr.CelCall call = expression.call();
        call.target().ifPresent(target -> check(target, issues));
        call.args().forEach(arg -> check(arg, issues));
        if (!call.args().isEmpty() && isText(call.args().getLast())) {
          argument(call.function(), call.args().getLast().constant().stringValue(), issues);
        }
      }
      case LIST -> expression.list().elements().forEach(element -> check(element, issues));
      case SELECT -> check(expression.select().operand(), issues);
      default -> {
        // Leaves, and forms that hold no call.
      }
    }
  }

  private static boolean isText(CelExpr expression) {
    return expression.getKind() == Kind.CONSTANT
        && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE;
  }

  private static void argument(String function, String text, List<Issue> issues) {
    if (function.equals("timestamp") && ConditionFacts.instant(text).isEmpty()) {
      issues.add(
          new Issue(
              DefinitionErrorCode.CONDITION_TYPE,
              "'%s' is no timestamp; write it like timestamp('2026-11-22T00:00:00Z')"
                  .formatted(Paths.shown(text))));
    }
    if (function.equals("matches") && !isPattern(text)) {
      issues.add(
          new Issue(
              DefinitionErrorCode.CONDITION_SYNTAX,
              "'%s' is no pattern (RE2 syntax)".formatted(Paths.shown(text))));
    }
  }

  private static boolean isPattern(String text) {
    try {
      com.google.re2j.Pattern.compile(text);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
