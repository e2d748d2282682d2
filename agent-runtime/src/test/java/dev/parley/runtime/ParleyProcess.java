package dev.parley.runtime;

import dev.parley.config.net.FreePort;
import dev.parley.runtime.driver.Milestones.Milestone;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A server in a process of its own, to be killed.
@SuppressWarnings("try") // close waits, and a test may be interrupted there
final class ParleyProcess implements AutoCloseable {
  static final String ADMIN_KEY = "admin-key-of-a-test";
  private static final long PATIENCE_SECONDS = 180;
  private static final int HEALTH_TIMEOUT_MILLIS = 60_000;

  private final Process process;
  private final int port;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  private ParleyProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static ParleyProcess start(Path data, Map<String, String> settings) throws IOException {
    return start(FreePort.take(), data, settings);
  }

  /// One with no more memory than that.
  ///
  /// @param heap as in `-Xmx`
  static ParleyProcess start(Path data, Map<String, String> settings, String heap)
      throws IOException {
    return start(FreePort.take(), data, settings, heap);
  }

  /// One that others know by its port.
  static ParleyProcess start(int port, Path data, Map<String, String> settings) throws IOException {
    return start(port, data, settings, "512m");
  }

  private static ParleyProcess start(int port, Path data, Map<String, String> settings, String heap)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KillableParley.class.getName()));
    builder.redirectErrorStream(true);
    builder.environment().put("PARLEY_PORT", Integer.toString(port));
    builder.environment().put("PARLEY_DATA", data.toString());
    builder.environment().put("PARLEY_ADMIN_KEY", ADMIN_KEY);
    builder.environment().putAll(settings);
    ParleyProcess started = new ParleyProcess(builder.start(), port);
    // Not a virtual thread: reading a pipe holds the thread that carries them.
    Thread.ofPlatform().daemon(true).start(started::read);
    started.await("Parley is ready");
    return started;
  }

  URI url() {
    return URI.create("http://localhost:" + port);
  }

  /// From now on it stops at the milestone, once.
  void arm(Milestone milestone) throws IOException {
    tell(milestone.name());
  }

  /// From now on as many of its threads stop at the milestone, once each.
  void arm(Milestone milestone, int times) throws IOException {
    tell(milestone.name() + " " + times);
  }

  /// Sends it on from the milestone it stopped at.
  void goOn() throws IOException {
    tell(KillableParley.GO_ON);
  }

  private void tell(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    try {
      if (!(KillableParley.HEARD + line).equals(heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))) {
        throw new AssertionError("the process did not hear: " + line);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void awaitReached(Milestone milestone) {
    await(KillableParley.REACHED + milestone.name());
  }

  /// SIGKILL.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// SIGTERM; unlike `Process.destroy` this leaves its input open.
  void terminate() {
    process.toHandle().destroy();
  }

  /// The exit code, which comes within `limit`.
  int awaitExit(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still alive after " + limit);
    }
    return process.exitValue();
  }

  /// What `/health/ready` answers; 0 when nobody does.
  int readiness() {
    try {
      HttpURLConnection asked =
          (HttpURLConnection) url().resolve("/health/ready").toURL().openConnection();
      asked.setConnectTimeout(HEALTH_TIMEOUT_MILLIS);
      asked.setReadTimeout(HEALTH_TIMEOUT_MILLIS);
      return asked.getResponseCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private void await(String text) {
    try {
      StringBuilder seen = new StringBuilder();
      while (true) {
        String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
          throw new AssertionError("never said: " + text + "\n" + seen);
        }
        if (line.contains(text)) {
          return;
        }
        seen.append(line).append('\n');
        if (line.equals(ENDED)) {
          throw new AssertionError("ended before it said: " + text + "\n" + seen);
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What it has said since it was last asked or awaited.
  List<String> said() {
    List<String> said = new ArrayList<>();
    lines.drainTo(said);
    return said;
  }

  private static final String ENDED = "(the process ended)";

  private void read() {
    try (BufferedReader out = process.inputReader()) {
      out.lines()
          .forEach(line -> (line.startsWith(KillableParley.HEARD) ? heard : lines).add(line));
    } catch (IOException | UncheckedIOException e) {
      lines.add("(its output broke off)");
    }
    lines.add(ENDED);
  }

  @Override
  public void close() throws InterruptedException {
    if (process.isAlive()) {
      process.destroy();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }
}
