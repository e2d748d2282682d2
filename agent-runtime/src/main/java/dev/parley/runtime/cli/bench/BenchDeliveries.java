package dev.parley.runtime.cli.bench;

import dev.parley.config.store.Database;
import dev.parley.config.store.EmbeddedDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `parley bench deliveries`: leads to a signed webhook on this machine, every outcome durable.
@Command(
    name = "deliveries",
    mixinStandardHelpOptions = true,
    description = "Deliveries: how many a second, how soon, CPU.")
final class BenchDeliveries implements Callable<Integer> {
  private static final int WARM_UP = 5_000;

  @Spec @Nullable CommandSpec spec;

  @Option(names = "--count", description = "Of each measurement. Default: ${DEFAULT-VALUE}")
  int count = 20_000;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out =
        spec == null
            ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
            : spec.commandLine().getOut();
    Path data = Files.createTempDirectory("parley-bench");
    try {
      measure(data, out);
      return 0;
    } finally {
      delete(data);
    }
  }

  private void measure(Path data, PrintWriter out) throws IOException, InterruptedException {
    out.printf(
        "parley bench deliveries: %d processors, %s %s%n",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.name"),
        Runtime.version());
    try (EmbeddedDatabase embedded = EmbeddedDatabase.start(data);
        Database database = Database.open(embedded.settings());
        DeliverySink sink = new DeliverySink()) {
      DeliveryLoad load = new DeliveryLoad(database, sink.url());
      load.backlog(WARM_UP);
      double ownBefore = PostgresCpu.seconds(ProcessHandle.current());
      double databaseBefore = PostgresCpu.seconds(data);
      DeliveryLoad.Result full = load.backlog(count);
      double perSecond = count / full.seconds();
      out.printf("%na backlog of %,d%n", count);
      out.printf("  deliveries a second          %8.0f, %d failed%n", perSecond, full.failed());
      out.printf(
          "  CPU seconds per 1,000        %8.2f engine and endpoint, %.2f database%n",
          1000 * (PostgresCpu.seconds(ProcessHandle.current()) - ownBefore) / count,
          1000 * (PostgresCpu.seconds(data) - databaseBefore) / count);
      paced(load, perSecond / 2, out);
    }
    out.flush();
  }

  private void paced(DeliveryLoad load, double perSecond, PrintWriter out)
      throws InterruptedException {
    int paced = count / 2;
    DeliveryLoad.Result half = load.paced(paced, perSecond);
    out.printf("%nhalf of that, %.0f a second, each enqueued by itself%n", perSecond);
    out.printf("  deliveries a second          %8.0f%n", paced / half.seconds());
    out.printf(
        "  enqueued to first attempt    %8.1f ms p50, %.1f ms p99, %.1f ms max%n",
        half.waitMicros().getValueAtPercentile(50) / 1000.0,
        half.waitMicros().getValueAtPercentile(99) / 1000.0,
        half.waitMicros().getMaxValue() / 1000.0);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
