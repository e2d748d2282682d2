package dev.parley.runtime.cli;

import dev.parley.config.language.LanguageModels;
import dev.parley.config.language.ModelSettings;
import dev.parley.config.settings.Settings;
import dev.parley.evaluation.ExtractionEvaluation;
import dev.parley.evaluation.ModelRecordExtractor;
import dev.parley.evaluation.RecordExtractor;
import dev.parley.extraction.BuiltInExtractor;
import dev.parley.extraction.model.ExtractionLimits;
import dev.parley.extraction.model.ModelFieldProposer;
import dev.parley.runtime.evaluation.FlowEvaluation;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `parley evaluate extraction <file.jsonl> …`: how well the extraction does on records
/// with known answers, or, where they have none, its answers. `parley evaluate flow <dir>`: what
/// the flow engine would have done in recorded conversations.
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Measure the extraction and the flow engine on records of your own.",
    subcommands = {EvaluateCommand.Extraction.class, EvaluateCommand.Flow.class})
public final class EvaluateCommand {
  /// The evaluation reads its own options; with `PARLEY_MODEL` set as for the server, the model
  /// takes part, unless `--builtin` says otherwise.
  @Command(name = "extraction", description = "FILE.jsonl … [--json] [--out FILE] [--misses]")
  static final class Extraction implements Callable<Integer> {
    @Option(names = "--builtin", description = "Without the model that is configured.")
    boolean builtIn;

    @Parameters(arity = "0..*", description = "Files and options.")
    List<String> arguments = List.of();

    @Override
    public Integer call() {
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
      return extraction(System.getenv(), builtIn, arguments, out, err);
    }
  }

  /// @param environment names the model, as for the server
  static int extraction(
      Map<String, String> environment,
      boolean builtIn,
      List<String> arguments,
      PrintStream out,
      PrintStream err) {
    Clock clock = Clock.systemUTC();
    Settings settings = Settings.load(environment, Path.of("application.yaml"));
    ModelSettings model = ModelSettings.read(settings);
    if (builtIn || model.builtIn()) {
      RecordExtractor plain = RecordExtractor.of(new BuiltInExtractor()::extract);
      return new ExtractionEvaluation(plain, out, err, clock).run(arguments);
    }
    try (LanguageModels models = LanguageModels.open(model, clock)) {
      err.println("With " + model.providers().getFirst().name() + "; --builtin does without");
      RecordExtractor withModel =
          new ModelRecordExtractor(new ModelFieldProposer(models, ExtractionLimits.read(settings)));
      return new ExtractionEvaluation(withModel, out, err, clock).run(arguments);
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
