package dev.parley.runtime.cli.bench;

import dev.parley.config.net.FreePort;
import dev.parley.runtime.cli.CommandException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A server of its own for one benchmark, on a data folder of its own: what it costs is read from
/// the operating system, its database included.
final class BenchServer implements AutoCloseable {
  static final String ADMIN_KEY = "benchmark-admin-key";
  private static final Duration START_WITHIN = Duration.ofMinutes(2);

  private final Process process;
  private final Path data;
  private final int port;
  private final Duration readyAfter;

  private BenchServer(Process process, Path data, int port, Duration readyAfter) {
    this.process = process;
    this.data = data;
    this.port = port;
    this.readyAfter = readyAfter;
  }

  /// @param options of the server's JVM
  static BenchServer start(Path data, Map<String, String> settings, List<String> options)
      throws IOException, InterruptedException {
    return start(FreePort.take(), data, settings, options);
  }

  /// One that others know by its port.
  static BenchServer start(int port, Path data, Map<String, String> settings, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "dev.parley.runtime.Main"));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
    builder.environment().putAll(settings);
    builder.environment().put("PARLEY_PORT", Integer.toString(port));
    builder.environment().put("PARLEY_DATA", data.toString());
    builder.environment().put("PARLEY_ADMIN_KEY", ADMIN_KEY);
    builder.environment().put("PARLEY_LOG_LEVEL", "WARN");
    long began = System.nanoTime();
    Process process = builder.start();
    // Whoever interrupts a benchmark is not left with its server.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    awaitReady(process, port);
    return new BenchServer(process, data, port, Duration.ofNanos(System.nanoTime() - began));
  }

  int port() {
    return port;
  }

  URI url() {
    return URI.create("http://localhost:" + port);
  }

  /// From the start of the process to its first good answer on `/health/ready`.
  Duration readyAfter() {
    return readyAfter;
  }

  /// CPU seconds so far: the server's own, and its database's.
  Cpu cpu() {
    return new Cpu(
        PostgresCpu.seconds(process.toHandle()),
        PostgresCpu.seconds(data),
        CompilerCpu.seconds(process.pid()));
  }

  /// @param compilers of the server's JVM, and part of its own
  record Cpu(double server, double database, double compilers) {
    Cpu minus(Cpu before) {
      return new Cpu(
          server - before.server, database - before.database, compilers - before.compilers);
    }
  }

  /// Resident memory of the server process now, in MiB.
  double residentMib() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IOException("no VmRSS for process " + process.pid());
  }

  long pid() {
    return process.pid();
  }

  private static void awaitReady(Process process, int port)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest ready =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/health/ready"))
              .timeout(Duration.ofSeconds(5))
              .build();
      long until = System.nanoTime() + START_WITHIN.toNanos();
      while (System.nanoTime() < until) {
        if (!process.isAlive()) {
          throw new CommandException("The server to be measured did not start; see above.");
        }
        if (isReady(http, ready)) {
          return;
        }
        Thread.sleep(10);
      }
    }
    process.destroy();
    throw new CommandException("The server to be measured was not ready in " + START_WITHIN);
  }

  private static boolean isReady(HttpClient http, HttpRequest ready) throws InterruptedException {
    try {
      return http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
