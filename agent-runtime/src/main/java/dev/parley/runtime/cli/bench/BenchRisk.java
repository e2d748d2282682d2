package dev.parley.runtime.cli.bench;

import dev.parley.runtime.cli.CommandException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `parley bench risk`: judgements over HTTP, each kept with its sightings in the database, at a
/// steady rate. A judgement's time is from the moment it was due, so that waiting counts.
@Command(
    name = "risk",
    mixinStandardHelpOptions = true,
    description = "POST /v1/risk: how long a judgement takes, CPU.")
final class BenchRisk implements Callable<Integer> {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
  private static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx512m");

  /// The value of a histogram's range: a minute.
  private static final long MICROS_MAX = 60_000_000;

  @Spec @Nullable CommandSpec spec;

  @Option(names = "--count", description = "Judgements measured. Default: ${DEFAULT-VALUE}")
  int count = 10_000;

  @Option(names = "--rate", description = "Judgements a second. Default: ${DEFAULT-VALUE}")
  int rate = 200;

  @Option(names = "--warm-up", description = "Seconds before. Default: ${DEFAULT-VALUE}")
  int warmUpSeconds = 20;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = BenchSetup.out(spec);
    if (count < 1 || rate < 1 || warmUpSeconds < 0) {
      throw new CommandException("--count and --rate are at least 1, --warm-up at least 0");
    }
    Path data = Files.createTempDirectory("parley-bench");
    try (BenchServer server = BenchServer.start(data, Map.of(), OPTIONS);
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      out.printf(
          "parley bench risk: %d processors, %s%n",
          Runtime.getRuntime().availableProcessors(), Runtime.version());
      load(server, http, rate * warmUpSeconds);
      BenchServer.Cpu before = server.cpu();
      Result result = load(server, http, count);
      print(result, server.cpu().minus(before), out);
      return result.failed() == 0 ? 0 : 1;
    } finally {
      BenchSetup.delete(data);
    }
  }

  private record Result(Histogram micros, int failed, double seconds) {}

  private Result load(BenchServer server, HttpClient http, int judgements)
      throws InterruptedException {
    Histogram micros = new ConcurrentHistogram(MICROS_MAX, 3);
    AtomicInteger failed = new AtomicInteger();
    long began = System.nanoTime();
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < judgements; i++) {
        long due = began + i * TimeUnit.SECONDS.toNanos(1) / rate;
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
          LockSupport.parkNanos(wait);
        }
        HttpRequest request = request(server.url(), i);
        each.execute(
            () -> {
              if (judged(http, request)) {
                micros.recordValue(Math.min(MICROS_MAX, (System.nanoTime() - due) / 1_000));
              } else {
                failed.incrementAndGet();
              }
            });
      }
    }
    return new Result(micros, failed.get(), (System.nanoTime() - began) / 1e9);
  }

  private static boolean judged(HttpClient http, HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Every one another person; every twentieth one that was seen before.
  private static HttpRequest request(URI server, int i) {
    int person = i % 20 == 0 ? i / 400 : i;
    String body =
        """
        {"lead":"bench-%d","form":"bench","ip":"198.51.%d.%d","email":"person%d@example.com",\
        "phone":"+1415555%04d","name":"Person Bench","user_agent":"Mozilla/5.0 (X11; Linux)",\
        "message":"I would like a quote for my roof, please call me.","filled_in_ms":%d}\
        """
            .formatted(
                i, person / 250 % 250, person % 250, person, person % 10_000, 9_000 + i % 99);
    return HttpRequest.newBuilder(server.resolve("/v1/risk"))
        .timeout(ANSWER_WITHIN)
        .header("Authorization", "Bearer " + BenchServer.ADMIN_KEY)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private void print(Result result, BenchServer.Cpu cpu, PrintWriter out) {
    Histogram micros = result.micros();
    out.printf("%n%,d judgements, %d a second%n", count, rate);
    out.printf("  answered a second            %8.0f%n", micros.getTotalCount() / result.seconds());
    out.printf("  failed                       %8d%n", result.failed());
    out.printf(
        "  from due to answered         %8.1f ms p50, %.1f ms p99, %.1f ms p99.9, %.1f ms max%n",
        micros.getValueAtPercentile(50) / 1000.0,
        micros.getValueAtPercentile(99) / 1000.0,
        micros.getValueAtPercentile(99.9) / 1000.0,
        micros.getMaxValue() / 1000.0);
    out.printf(
        "  CPU seconds per 1,000        %8.2f server, %.2f database%n",
        1000 * cpu.server() / count, 1000 * cpu.database() / count);
    out.flush();
  }
}
