package dev.parley.config.agent;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelMutableAst;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Compiles the conditions of one definition against its variables. No macros, so no loops:
/// evaluation is linear in a source of bounded length, and patterns run on RE2.
final class ConditionCompiler {
  static final int SOURCE_CHARS_MAX = 1_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .enableComprehension(false)
          .maxExpressionCodePointSize(SOURCE_CHARS_MAX)
          .maxParseRecursionDepth(40)
          .maxParseErrorRecoveryLimit(5)
          .maxRegexProgramSize(2_000)
          .build();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();
  private static final Pattern UNDECLARED =
      Pattern.compile("undeclared reference to '([^']+)'.*", Pattern.DOTALL);

  private final Map<String, Variable> variables;
  private final CelCompiler compiler;

  ConditionCompiler(Map<String, Variable> variables) {
    this.variables = variables;
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder().setOptions(OPTIONS).setStandardMacros();
    for (Variable variable : variables.values()) {
      builder.addVar(variable.id(), variable.celType());
      builder.addVar(Variable.answered(variable.id()), SimpleType.BOOL);
    }
    this.compiler = builder.build();
  }

  sealed interface Compilation {}

  record Compiled(CelCondition condition, ConditionFacts facts) implements Compilation {}

  record Broken(List<Issue> issues) implements Compilation {}

  record Issue(DefinitionErrorCode code, String message) {}

  Compilation compile(String source) {
    CelValidationResult parsed = compiler.parse(source);
    if (parsed.hasError()) {
      return new Broken(issues(parsed, DefinitionErrorCode.CONDITION_SYNTAX));
    }
    try {
      CelMutableAst bent = CelMutableAst.fromCelAst(parsed.getAst());
      new ConditionRewriter(variables).rewrite(bent.expr());
      CelValidationResult checked = compiler.check(bent.toParsedAst());
      if (checked.hasError()) {
        return new Broken(issues(checked, DefinitionErrorCode.CONDITION_TYPE));
      }
      return finish(source, checked.getAst());
    } catch (CelValidationException | CelEvaluationException e) {
      return broken(
          DefinitionErrorCode.CONDITION_SYNTAX,
          "this condition cannot be compiled: " + e.getMessage());
    }
  }

  private Compilation finish(String source, CelAbstractSyntaxTree tree)
      throws CelEvaluationException {
    if (!tree.getResultType().equals(SimpleType.BOOL)
        && !tree.getResultType().equals(SimpleType.DYN)) {
      return broken(
          DefinitionErrorCode.CONDITION_TYPE,
          "a condition must be true or false; this one is of type %s"
              .formatted(tree.getResultType().name()));
    }
    List<Issue> literals = new ArrayList<>();
    ConditionLiterals.check(tree.getExpr(), literals);
    ConditionFacts facts = ConditionFacts.of(tree.getExpr(), variables);
    facts.badOptions().stream().map(this::badOption).forEach(literals::add);
    if (!literals.isEmpty()) {
      return new Broken(literals);
    }
    CelRuntime.Program program = RUNTIME.createProgram(tree);
    return new Compiled(new CelCondition(source, facts.variables(), program), facts);
  }

  private Issue badOption(ConditionFacts.BadOption bad) {
    return new Issue(
        DefinitionErrorCode.UNKNOWN_OPTION,
        "'%s' has no option '%s'; it has %s"
            .formatted(
                bad.id(),
                Paths.shown(bad.option()),
                java.util.Objects.requireNonNull(variables.get(bad.id())).options()));
  }

  private static Broken broken(DefinitionErrorCode code, String message) {
    return new Broken(List.of(new Issue(code, message)));
  }

  private static List<Issue> issues(CelValidationResult result, DefinitionErrorCode code) {
    return result.getErrors().stream().map(issue -> issue(issue, code)).distinct().toList();
  }

  private static Issue issue(CelIssue issue, DefinitionErrorCode code) {
    String message = issue.getMessage();
    Matcher undeclared = UNDECLARED.matcher(message);
    if (undeclared.matches()) {
      return new Issue(
          DefinitionErrorCode.UNKNOWN_ID,
          "'%s' is no question and no lead field (a text needs quotes: 'owner')"
              .formatted(undeclared.group(1)));
    }
    int column = issue.getSourceLocation().getColumn();
    String where = column < 0 ? "" : " (at character " + (column + 1) + " of the condition)";
    return new Issue(code, Paths.clipped(message) + where);
  }
}
