package dev.parley.runtime;

import dev.parley.config.settings.Settings;
import dev.parley.config.settings.SettingsException;
import dev.parley.config.store.StoreException;
import dev.parley.runtime.cli.ChatCommand;
import dev.parley.runtime.cli.CommandException;
import dev.parley.runtime.cli.EvaluateCommand;
import dev.parley.runtime.cli.ReceiveCommand;
import dev.parley.runtime.cli.bench.BenchCommand;
import dev.parley.runtime.driver.Milestones;
import dev.parley.runtime.process.Parley;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The process: without a command it serves until it is told to stop.
@Command(
    name = "parley",
    mixinStandardHelpOptions = true,
    version = "Parley 0.1.0",
    description = "AI agents that talk to prospects and turn each conversation into a lead.",
    subcommands = {
      ChatCommand.class,
      ReceiveCommand.class,
      BenchCommand.class,
      EvaluateCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Main implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final int REFUSED = 1;
  private static final int FAILED = 2;

  private final Milestones milestones;

  Main(Milestones milestones) {
    this.milestones = milestones;
  }

  public static void main(String[] arguments) {
    System.exit(run(Milestones.NONE, arguments));
  }

  /// The exit code: 0 when done, 1 when refused for a reason that was printed.
  static int run(Milestones milestones, String... arguments) {
    CommandLine line = new CommandLine(new Main(milestones));
    // An evaluation reads its own options.
    line.getSubcommands()
        .get("evaluate")
        .getSubcommands()
        .values()
        .forEach(evaluation -> evaluation.setUnmatchedOptionsArePositionalParams(true));
    return line.setExecutionExceptionHandler(Main::explain).execute(arguments);
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = Settings.load(System.getenv(), Path.of("application.yaml"));
    Parley parley = Parley.start(settings, milestones, Clock.systemUTC());
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> stop(parley)));
    parley.banner().print(System.out);
    new CountDownLatch(1).await();
    return 0;
  }

  /// The JVM's own exit code after a signal is 128 and more, which supervisors take for a crash: a
  /// stop that was asked for and ran to its end is 0.
  private static void stop(Parley parley) {
    int code = FAILED;
    try {
      parley.close();
      code = 0;
    } catch (RuntimeException e) {
      LOG.error("The stop did not run to its end; the next start takes up what is left", e);
    }
    System.out.flush();
    Runtime.getRuntime().halt(code);
  }

  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) throws Exception {
    return switch (failure) {
      case SettingsException e -> say(command, e);
      case StoreException e -> say(command, e);
      case CommandException e -> say(command, e);
      default -> throw failure;
    };
  }

  private static int say(CommandLine command, Exception failure) {
    command.getErr().println(failure.getMessage());
    command.getErr().flush();
    return REFUSED;
  }
}
