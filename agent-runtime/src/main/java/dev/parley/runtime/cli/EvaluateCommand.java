package dev.parley.runtime.cli;

import dev.parley.evaluation.ExtractionEvaluation;
import dev.parley.extraction.BuiltInExtractor;
import dev.parley.runtime.evaluation.FlowEvaluation;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `parley evaluate extraction <file.jsonl> …`: how well the built-in extractor does on records
/// with known answers, or, where they have none, its answers. `parley evaluate flow <dir>`: what
/// the flow engine would have done in recorded conversations.
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Measure the extraction and the flow engine on records of your own.",
    subcommands = {EvaluateCommand.Extraction.class, EvaluateCommand.Flow.class})
public final class EvaluateCommand {
  /// The evaluation reads its own options.
  @Command(name = "extraction", description = "FILE.jsonl … [--json] [--out FILE] [--misses]")
  static final class Extraction implements Callable<Integer> {
    @Parameters(arity = "0..*", description = "Files and options.")
    List<String> arguments = List.of();

    @Override
    public Integer call() {
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
      return new ExtractionEvaluation(new BuiltInExtractor()::extract, out, err).run(arguments);
    }
  }

  /// The evaluation reads its own options.
  @Command(name = "flow", description = "DIR … [--json] [--out FILE] [--misses]")
  static final class Flow implements Callable<Integer> {
    @Parameters(arity = "0..*", description = "Folders and options.")
    List<String> arguments = List.of();

    @Override
    public Integer call() {
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
      return new FlowEvaluation(out, err).run(arguments);
    }
  }
}
