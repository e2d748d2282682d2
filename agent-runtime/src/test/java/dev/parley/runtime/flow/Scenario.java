package dev.parley.runtime.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.AgentDefinitionReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// One conversation as a data file: what the contact says, what must come back.
record Scenario(String file, JsonNode script) {
  private static final YAMLMapper YAML = new YAMLMapper(new YAMLFactory());
  private static final Path ROOT = Path.of("src/test/resources/scenarios");
  private static final Map<String, AgentDefinition> AGENTS = new ConcurrentHashMap<>();

  String name() {
    return file + ": " + script.path("name").asText();
  }

  /// Every document of every file beneath the scenarios folder.
  static List<Scenario> all() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      List<Scenario> scenarios = new ArrayList<>();
      for (Path file :
          files
              .filter(path -> path.toString().endsWith(".yaml"))
              .filter(path -> !path.getParent().endsWith("agents"))
              .sorted(Comparator.naturalOrder())
              .toList()) {
        YAML.readerFor(JsonNode.class)
            .<JsonNode>readValues(file.toFile())
            .readAll()
            .forEach(
                script -> scenarios.add(new Scenario(ROOT.relativize(file).toString(), script)));
      }
      return scenarios;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  AgentDefinition agent() {
    return agent(script.path("agent").asText());
  }

  static AgentDefinition agent(String name) {
    return AGENTS.computeIfAbsent(name, Scenario::read);
  }

  /// From the agents beside the scenarios, else from the samples the project ships.
  private static AgentDefinition read(String name) {
    try {
      Path own = ROOT.resolve("agents/" + name + ".yaml");
      Path file = Files.exists(own) ? own : Path.of("../config/samples/" + name + ".yaml");
      return switch (new AgentDefinitionReader()
          .read(Files.readString(file), AgentDefinitionReader.Format.YAML)) {
        case AgentDefinitionReader.Read read -> read.definition();
        case AgentDefinitionReader.Refused refused ->
            throw new IllegalArgumentException(name + ": " + refused.errors());
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
