package dev.parley.runtime.cli.bench;

import dev.parley.config.net.FreePort;
import dev.parley.runtime.cli.CommandException;
import dev.parley.runtime.cli.ServerClient;
import dev.parley.runtime.cli.bench.BenchServer.Cpu;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `parley bench calls`: telephone calls in real time against a server of its own, more and more of
/// them. Twilio and ElevenLabs are simulated in this process; what they take is known and not
/// counted.
@Command(
    name = "calls",
    mixinStandardHelpOptions = true,
    description = "Calls: added latency, stopping, CPU and memory for rising numbers of them.")
final class BenchCalls implements Callable<Integer> {
  private static final List<Integer> STEPS =
      IntStream.concat(IntStream.of(10, 25), IntStream.rangeClosed(1, 40).map(i -> i * 50))
          .boxed()
          .toList();
  private static final double ADDED_MILLIS_MAX = 20;
  private static final int CALLS_PER_SECOND = 20;
  private static final Duration TALKING_WITHIN = Duration.ofMinutes(1);

  @Spec @Nullable CommandSpec spec;

  @Option(names = "--carrier", description = "media or relay. Default: ${DEFAULT-VALUE}")
  String carrier = "media";

  @Option(names = "--calls", description = "At once. Default: more and more")
  int calls;

  @Option(names = "--seconds", description = "Of each measurement. Default: ${DEFAULT-VALUE}")
  int seconds = 30;

  @Option(
      names = "--warm-up",
      description = "Seconds of calls before each measurement. Default: ${DEFAULT-VALUE}")
  int warmUp = 10;

  @Option(names = "--profile", description = "Writes a flight recording of the server here.")
  @Nullable Path profile;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = BenchSetup.out(spec);
    String kind = carrier.toLowerCase(Locale.ROOT);
    if (!List.of("media", "relay").contains(kind)) {
      throw new CommandException("--carrier is media or relay.");
    }
    Path data = Files.createTempDirectory("parley-bench");
    try {
      measure(kind, data, out);
      return 0;
    } finally {
      BenchSetup.delete(data);
    }
  }

  private void measure(String kind, Path data, PrintWriter out)
      throws IOException, InterruptedException {
    int port = FreePort.take();
    Callers callers = new Callers(kind.equals("media"));
    try (PhoneLine line = new PhoneLine(port, callers)) {
      var settings = line.settings();
      settings.put("PARLEY_PUBLIC_URL", "http://localhost:" + port);
      try (BenchServer server =
          BenchServer.start(port, data, settings, BenchSetup.options(data, profile))) {
        ServerClient api = new ServerClient(server.url(), BenchServer.ADMIN_KEY);
        BenchSetup.agent(api);
        api.post("/v1/channels", line.channel("bench", kind));
        heading(kind, out);
        rise(server, line, callers, out);
        out.printf(
            "%ncalls ended by the agent %d, complaints of the vendors %d%n",
            callers.redialled(), line.complaints().size());
        line.complaints().stream().distinct().limit(5).forEach(out::println);
      }
      out.flush();
    }
  }

  private void rise(BenchServer server, PhoneLine line, Callers callers, PrintWriter out)
      throws IOException, InterruptedException {
    callers.talk(line);
    try (callers) {
      climb(server, line, callers, out);
    }
  }

  private void climb(BenchServer server, PhoneLine line, Callers callers, PrintWriter out)
      throws IOException, InterruptedException {
    HeapAfterCollection heap = new HeapAfterCollection(server.pid());
    List<Integer> steps = calls == 0 ? STEPS : calls > 10 ? List.of(10, calls) : List.of(calls);
    long firstHeap = 0;
    for (int step : steps) {
      more(step, line, callers);
      CallTally tally = CallTally.fresh();
      callers.count(tally);
      Cpu before = server.cpu();
      double own = BenchSetup.ownCpu();
      long began = System.nanoTime();
      Thread.sleep(Duration.ofSeconds(seconds));
      double minutes = step * (System.nanoTime() - began) / 60e9;
      Cpu cpu = server.cpu().minus(before);
      own = BenchSetup.ownCpu() - own;
      callers.count(CallTally.fresh());
      long bytes = heap.bytes();
      print(callers.silent(), step, tally, cpu, own, minutes, out);
      if (firstHeap == 0) {
        firstHeap = bytes;
        out.printf("%n");
      } else {
        double megabytes = (bytes - firstHeap) / 1e6 / (step - steps.getFirst());
        out.printf(" %9.3f%n", megabytes);
      }
      out.flush();
      if (calls == 0 && CallTally.at(tally.added(), 99) > ADDED_MILLIS_MAX) {
        out.printf("%nMore than %.0f ms are added at p99; no more calls.%n", ADDED_MILLIS_MAX);
        return;
      }
    }
  }

  /// Calls come one by one, and talk a while before anything counts.
  private void more(int step, PhoneLine line, Callers callers) throws InterruptedException {
    while (callers.size() < step) {
      callers.add(line);
      Thread.sleep(1_000 / CALLS_PER_SECOND);
    }
    long until = System.nanoTime() + TALKING_WITHIN.toNanos();
    while (callers.silent() > 0 && System.nanoTime() < until) {
      Thread.sleep(100);
    }
    Thread.sleep(Duration.ofSeconds(warmUp));
  }

  private void heading(String kind, PrintWriter out) {
    out.printf(
        "parley bench calls --carrier %s: %d processors, %s %s%n",
        kind,
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.name"),
        Runtime.version());
    out.printf(
        "Not counted: the vendors' own delays%s.%n",
        kind.equals("media")
            ? ", and the driver's wait for the end of a turn of %d ms"
                .formatted(PhoneLine.TURN_WAIT.toMillis())
            : "");
    out.printf(
        "Milliseconds p50/p99; CPU seconds per call-minute; MB of heap per call after collection.%n"
            + "%5s %6s %15s %15s %15s %15s %15s %7s %5s %6s %7s %7s %7s %7s %9s%n",
        "calls",
        "turns",
        "added",
        "of it asking",
        "of it giving",
        "stopping",
        "hearing",
        "frames",
        "late",
        "lost",
        "server",
        "of JIT",
        "database",
        "load",
        "heap");
    out.flush();
  }

  private static void print(
      int silent, int step, CallTally tally, Cpu cpu, double own, double minutes, PrintWriter out) {
    out.printf(
        "%5d %6d %15s %15s %15s %15s %15s %7d %5d %6d %7.3f %7.3f %7.3f %7.3f",
        step,
        tally.added().getTotalCount(),
        pair(tally.added()),
        pair(tally.asking()),
        pair(tally.giving()),
        pair(tally.stopping()),
        pair(tally.hearing()),
        tally.frames().sum(),
        tally.late().sum(),
        tally.lost().sum(),
        cpu.server() / minutes,
        cpu.compilers() / minutes,
        cpu.database() / minutes,
        own / minutes);
    if (silent > 0) {
      out.printf(" (%d calls heard nothing)", silent);
    }
    if (tally.unanswered().sum() > 0) {
      out.printf(" (%d unanswered)", tally.unanswered().sum());
    }
  }

  private static String pair(org.HdrHistogram.ConcurrentHistogram micros) {
    return "%.1f/%.1f".formatted(CallTally.at(micros, 50), CallTally.at(micros, 99));
  }
}
