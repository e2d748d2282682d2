package dev.parley.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.extraction.BuiltInExtractor;
import dev.parley.extraction.Extraction;
import dev.parley.extraction.ExtractionRequest;
import dev.parley.lead.LeadField;
import dev.parley.value.ValueWire;
import java.io.BufferedReader;
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
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// `evaluate extraction <file.jsonl> … [--json] [--out file] [--misses]`: runs an extractor over
/// records and prints how well it did; `--out` writes the answers themselves, one JSON line a
/// record.
public final class ExtractionEvaluation {
  /// Longer lines are refused: a conversation is not that long.
  public static final int LINE_CHARS_MAX = 4_000_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private final Function<ExtractionRequest, Extraction> extractor;
  private final PrintStream out;
  private final PrintStream err;

  public ExtractionEvaluation(
      Function<ExtractionRequest, Extraction> extractor, PrintStream out, PrintStream err) {
    this.extractor = extractor;
    this.out = out;
    this.err = err;
  }

  /// Evaluates the built-in extractor; exits with 0, or 2 where the arguments or a file are wrong.
  public static void main(String[] args) {
    BuiltInExtractor builtIn = new BuiltInExtractor();
    int code =
        new ExtractionEvaluation(builtIn::extract, System.out, System.err).run(List.of(args));
    if (code != 0) {
      System.exit(code);
    }
  }

  /// Runs with command-line arguments; 0 on success, 2 with a message on `err` otherwise.
  public int run(List<String> args) {
    List<Path> files = new ArrayList<>();
    Path answers = null;
    boolean json = false;
    boolean misses = false;
    for (int i = 0; i < args.size(); i++) {
      switch (args.get(i)) {
        case "--json" -> json = true;
        case "--misses" -> misses = true;
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
          files.add(Path.of(args.get(i)));
        }
      }
    }
    if (files.isEmpty()) {
      return wrong("usage: evaluate extraction <file.jsonl> … [--json] [--out file] [--misses]");
    }
    try {
      return evaluate(files, answers, json, misses);
    } catch (IOException | IllegalArgumentException e) {
      return wrong(String.valueOf(e.getMessage()));
    }
  }

  private int wrong(String message) {
    err.println(message);
    return 2;
  }

  private int evaluate(List<Path> files, @Nullable Path answers, boolean json, boolean misses)
      throws IOException {
    ExtractionReport report = new ExtractionReport();
    double seconds = 0;
    try (BufferedWriter writer =
        answers == null ? null : Files.newBufferedWriter(answers, StandardCharsets.UTF_8)) {
      for (Path file : files) {
        seconds += evaluate(file, report, writer);
      }
    }
    if (json) {
      out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report.wire(seconds)));
    } else {
      out.print(report.text(seconds, misses));
    }
    return 0;
  }

  private double evaluate(Path file, ExtractionReport report, @Nullable BufferedWriter answers)
      throws IOException {
    double seconds = 0;
    int number = 0;
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        EvaluationRecord record = record(file, number, line);
        long before = System.nanoTime();
        Extraction extraction = extractor.apply(record.request());
        seconds += (System.nanoTime() - before) / 1e9;
        if (record.judged()) {
          report.add(record, extraction);
        }
        if (answers != null) {
          answers.write(JSON.writeValueAsString(answer(record, extraction)));
          answers.newLine();
        }
      }
    }
    return seconds;
  }

  private static EvaluationRecord record(Path file, int number, String line) {
    if (line.length() > LINE_CHARS_MAX) {
      throw new IllegalArgumentException(file + " line " + number + " is too long");
    }
    try {
      JsonNode json = JSON.readTree(line);
      return EvaluationRecord.of(json);
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IllegalArgumentException(
          file + " line " + number + " is not a record: " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> answer(EvaluationRecord record, Extraction extraction) {
    IntFunction<String> turnId = seq -> record.turnIds().get(seq - 1);
    Map<String, Object> fields = new LinkedHashMap<>();
    extraction.fields().forEach((id, field) -> fields.put(id, field(field, turnId)));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", record.id());
    answer.put("fields", fields);
    return answer;
  }

  private static Map<String, Object> field(LeadField field, IntFunction<String> turnId) {
    Map<String, Object> wire = new LinkedHashMap<>();
    wire.put("status", field.status().wireName());
    field.value().ifPresent(value -> wire.put("value", ValueWire.wire(value)));
    field.said().ifPresent(said -> wire.put("said", said));
    wire.put("confidence", Rounded.of(field.confidence()));
    wire.put(
        "evidence",
        field.evidence().stream()
            .map(
                evidence ->
                    Map.of(
                        "turn", turnId.apply(evidence.turn()),
                        "quote", evidence.quote()))
            .toList());
    return wire;
  }
}
