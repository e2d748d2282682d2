package dev.parley.runtime.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.runtime.cli.CommandException;
import dev.parley.runtime.cli.ServerClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// What benchmarks of conversations begin and end with.
final class BenchSetup {
  private BenchSetup() {}

  /// Publishes the first sample agent under another name with limits that no benchmark reaches.
  static void agent(ServerClient api) {
    JsonNode sample = api.get("/v1/agents/solar-consult").path("draft");
    if (!(sample instanceof ObjectNode definition)) {
      throw new CommandException("The sample agent solar-consult is not there.");
    }
    definition.put("agent", "bench");
    definition.putObject("limits").put("turns", 500).put("minutes", 240).put("unanswered", 10);
    api.post("/v1/agents", definition);
    api.post("/v1/agents/bench/versions", Json.object());
  }

  /// As `./parley` starts it, with an archive of classes of this benchmark's own.
  static List<String> options(Path data) {
    return List.of(
        "-XX:+AutoCreateSharedArchive",
        "-XX:SharedArchiveFile=" + data.resolve("classes.jsa"),
        "-Xlog:cds=off",
        "-Xlog:cds+dynamic=off",
        "-XX:+UseCompactObjectHeaders",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow");
  }

  /// The same, recorded as a flight where there is a file for it.
  static List<String> options(Path data, @Nullable Path profile) {
    List<String> options = new ArrayList<>(options(data));
    if (profile != null) {
      // A JVM that writes its archive of classes does not record.
      options.removeIf(option -> option.contains("Archive"));
      options.add("-XX:StartFlightRecording=settings=profile,filename=" + profile);
    }
    return options;
  }

  /// Where a command says what it measured; without one, the process's own output.
  static PrintWriter out(@Nullable CommandSpec spec) {
    return spec == null
        ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
        : spec.commandLine().getOut();
  }

  /// CPU seconds of this process so far.
  static double ownCpu() {
    return PostgresCpu.seconds(ProcessHandle.current());
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
