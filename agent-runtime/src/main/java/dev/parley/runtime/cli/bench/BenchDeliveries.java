package dev.parley.runtime.cli.bench;

import dev.parley.config.store.Database;
import dev.parley.config.store.EmbeddedDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
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

  /// A JVM compiles for as long as this before what it does costs what it will cost.
  private static final int WARM_UP_SECONDS = 10;

  @Spec @Nullable CommandSpec spec;

  @Option(names = "--count", description = "Of each measurement. Default: ${DEFAULT-VALUE}")
  int count = 20_000;

  /// Half of what the engine shall do: who enqueues has the same two cores.
  @Option(
      names = "--rate",
      description = "Deliveries a second of the paced measurement. Default: ${DEFAULT-VALUE}")
  double rate = 1_000;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = BenchSetup.out(spec);
    Path data = Files.createTempDirectory("parley-bench");
    try {
      measure(data, out);
      return 0;
    } finally {
      BenchSetup.delete(data);
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
      backlog(load, new Costs(data), out);
    }
    out.flush();
  }

  private void backlog(DeliveryLoad load, Costs costs, PrintWriter out)
      throws InterruptedException {
    Cost before = costs.now();
    DeliveryLoad.Result full = load.backlog(count);
    double perSecond = count / full.seconds();
    out.printf("%na backlog of %,d%n", count);
    out.printf("  deliveries a second          %8.0f, %d failed%n", perSecond, full.failed());
    costs.now().since(before).print(count, out);
    paced(load, costs, out);
  }

  private void paced(DeliveryLoad load, Costs costs, PrintWriter out) throws InterruptedException {
    load.paced((int) Math.ceil(rate * WARM_UP_SECONDS), rate);
    int paced = count / 2;
    Cost before = costs.now();
    DeliveryLoad.Result half = load.paced(paced, rate);
    Cost cost = costs.now().since(before);
    out.printf("%n%,.0f a second, each enqueued by itself%n", rate);
    out.printf("  deliveries a second          %8.0f%n", paced / half.seconds());
    print("enqueued to first attempt", half.waitMicros(), out);
    print("enqueued too late by", half.lateMicros(), out);
    cost.print(paced, out);
  }

  private static void print(String figure, Histogram micros, PrintWriter out) {
    out.printf(
        "  %-28s %8.1f ms p50, %.1f ms p99, %.1f ms max%n",
        figure,
        micros.getValueAtPercentile(50) / 1000.0,
        micros.getValueAtPercentile(99) / 1000.0,
        micros.getMaxValue() / 1000.0);
  }

  /// CPU seconds so far.
  ///
  /// @param own of this process: the engine, who enqueues, the endpoint
  /// @param compilers of it the JVM's compilers
  private record Cost(double own, double compilers, double database) {
    Cost since(Cost before) {
      return new Cost(own - before.own, compilers - before.compilers, database - before.database);
    }

    void print(int deliveries, PrintWriter out) {
      out.printf(
          "  CPU seconds per 1,000        %8.2f here (%.2f of it the JVM's compilers), %.2f"
              + " database%n",
          1000 * own / deliveries, 1000 * compilers / deliveries, 1000 * database / deliveries);
    }
  }

  private record Costs(Path data) {
    Cost now() {
      ProcessHandle own = ProcessHandle.current();
      return new Cost(
          PostgresCpu.seconds(own), CompilerCpu.seconds(own.pid()), PostgresCpu.seconds(data));
    }
  }
}
