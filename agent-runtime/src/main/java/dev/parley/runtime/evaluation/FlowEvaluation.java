package dev.parley.runtime.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.evaluation.Rounded;
import dev.parley.lead.LeadField;
import dev.parley.runtime.closing.TranscriptExtraction;
import dev.parley.runtime.evaluation.FlowReplay.Played;
import dev.parley.runtime.evaluation.RecordedFlow.Dialogue;
import dev.parley.runtime.evaluation.RecordedFlow.Slot;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.understanding.BuiltInUnderstanding;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `evaluate flow <dir> [--json] [--out file] [--misses]`: plays every recorded flow of a folder
/// (files `*.json`) to the engine with the built-in understanding, and prints how often it would
/// have done what was done and how well it knew the slots; `--out` writes the steps and the slots
/// themselves, one JSON line a dialogue.
public final class FlowEvaluation {
  /// Larger files are refused.
  public static final long FILE_BYTES_MAX = 200_000_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TranscriptExtraction extraction =
      new TranscriptExtraction(Optional.empty(), Runnable::run);
  private final BuiltInUnderstanding understanding = new BuiltInUnderstanding();
  private final PrintStream out;
  private final PrintStream err;

  public FlowEvaluation(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /// Runs with command-line arguments; 0 on success, 2 with a message on `err` otherwise.
  public int run(List<String> args) {
    List<Path> folders = new ArrayList<>();
    Path answers = null;
    for (int i = 0; i < args.size(); i++) {
      switch (args.get(i)) {
        case "--json", "--misses" -> {
          // Looked for below.
        }
        case "--out" -> {
          if (i + 1 == args.size()) {
            return wrong("--out needs a file to write to");
          }
          answers = Path.of(args.get(++i));
        }
        default -> {
          if (args.get(i).startsWith("-")) {
            return wrong("unknown option " + args.get(i));
          }
          folders.add(Path.of(args.get(i)));
        }
      }
    }
    if (folders.isEmpty()) {
      return wrong("usage: evaluate flow <dir> … [--json] [--out file] [--misses]");
    }
    try {
      return evaluate(folders, answers, args.contains("--json"), args.contains("--misses"));
    } catch (IOException | IllegalArgumentException e) {
      return wrong(String.valueOf(e.getMessage()));
    }
  }

  private int wrong(String message) {
    err.println(message);
    return 2;
  }

  private int evaluate(List<Path> folders, @Nullable Path answers, boolean json, boolean misses)
      throws IOException {
    FlowReport report = new FlowReport();
    double seconds = 0;
    int files = 0;
    try (BufferedWriter writer =
        answers == null ? null : Files.newBufferedWriter(answers, StandardCharsets.UTF_8)) {
      for (Path folder : folders) {
        for (Path file : files(folder)) {
          files++;
          seconds += evaluate(flow(file), report, writer);
        }
      }
    }
    if (files == 0) {
      return wrong("there is no recorded flow (*.json) in " + folders);
    }
    if (json) {
      out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report.wire(seconds)));
    } else {
      out.print(report.text(seconds, misses));
    }
    return 0;
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of(folder);
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static RecordedFlow flow(Path file) throws IOException {
    if (Files.size(file) > FILE_BYTES_MAX) {
      throw new IllegalArgumentException(file + " is too large");
    }
    try {
      return RecordedFlow.of(JSON.readTree(file.toFile()));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " is no recorded flow: " + e.getMessage(), e);
    }
  }

  private double evaluate(RecordedFlow flow, FlowReport report, @Nullable BufferedWriter answers)
      throws IOException {
    FlowAgent agent = FlowAgent.of(flow);
    FlowEngine engine = new FlowEngine(agent.definition());
    double seconds = 0;
    for (Dialogue dialogue : flow.dialogues()) {
      long before = System.nanoTime();
      Played played = new FlowReplay(flow, agent, engine, understanding).play(dialogue, extraction);
      seconds += (System.nanoTime() - before) / 1e9;
      report.add(flow, agent, dialogue, played);
      if (answers != null) {
        answers.write(JSON.writeValueAsString(answer(flow, agent, dialogue, played)));
        answers.newLine();
      }
    }
    return seconds;
  }

  private static Map<String, Object> answer(
      RecordedFlow flow, FlowAgent agent, Dialogue dialogue, Played played) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Slot slot : flow.slots()) {
      Optional.ofNullable(agent.questions().get(slot.name()))
          .map(played.fields()::get)
          .ifPresent(field -> fields.put(slot.name(), field(field, slot, dialogue)));
    }
    List<Map<String, String>> steps =
        played.steps().stream()
            .map(
                step ->
                    Map.of(
                        "turn", step.turn(),
                        "predicted", step.predicted(),
                        "recorded", step.recorded()))
            .toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", dialogue.id());
    answer.put("task", flow.task());
    answer.put("fields", fields);
    answer.put("steps", steps);
    return answer;
  }

  private static Map<String, Object> field(LeadField field, Slot slot, Dialogue dialogue) {
    Map<String, Object> wire = new LinkedHashMap<>();
    wire.put("status", field.status().wireName());
    field.value().ifPresent(value -> wire.put("value", SlotKind.of(slot).words(value, slot)));
    field.said().ifPresent(said -> wire.put("said", said));
    wire.put("confidence", Rounded.of(field.confidence()));
    List<String> ids = spokenIds(dialogue);
    wire.put(
        "evidence",
        field.evidence().stream()
            .map(
                evidence -> Map.of("turn", ids.get(evidence.turn() - 1), "quote", evidence.quote()))
            .toList());
    return wire;
  }

  /// Queries and their results are no turns of anybody.
  private static List<String> spokenIds(Dialogue dialogue) {
    return dialogue.turns().stream()
        .filter(
            turn -> turn.role() == RecordedFlow.Role.USER || turn.role() == RecordedFlow.Role.AGENT)
        .map(RecordedFlow.Spoken::id)
        .toList();
  }
}
