package dev.parley.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.parley.extraction.BuiltInExtractor;
import dev.parley.extraction.Extraction;
import dev.parley.lead.LeadField;
import dev.parley.value.ValueWire;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// `evaluate extraction <file.jsonl> … [--json] [--out file] [--misses]`: runs an extractor over
/// records and prints how well it did; `--out` writes the answers themselves, one JSON line a
/// record.
public final class ExtractionEvaluation {
  /// Longer lines are refused: a conversation is not that long.
  public static final int LINE_CHARS_MAX = 4_000_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RecordExtractor extractor;
  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;

  public ExtractionEvaluation(
      RecordExtractor extractor, PrintStream out, PrintStream err, Clock clock) {
    this.extractor = extractor;
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  /// Evaluates the built-in extractor; exits with 0, or 2 where the arguments or a file are wrong.
  public static void main(String[] args) {
    BuiltInExtractor builtIn = new BuiltInExtractor();
    int code =
        new ExtractionEvaluation(
                RecordExtractor.of(builtIn::extract), System.out, System.err, Clock.systemUTC())
            .run(List.of(args));
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
    try (BufferedWriter writer =
        answers == null ? null : Files.newBufferedWriter(answers, StandardCharsets.UTF_8)) {
      for (Path file : files) {
        evaluate(file, report, writer);
      }
    }
    if (json) {
      out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report.wire()));
    } else {
      out.print(report.text(misses));
    }
    return report.nothingRead() ? 2 : 0;
  }

  private void evaluate(Path file, ExtractionReport report, @Nullable BufferedWriter answers)
      throws IOException {
    int number = 0;
    // Bytes that are no UTF-8 become a sign that says so: one such line does not end the file.
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        String json = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
        if (!json.isBlank()) {
          Map<String, Object> answer = one(file + " line " + number, json, report);
          if (answers != null) {
            answers.write(JSON.writeValueAsString(answer));
            answers.newLine();
          }
        }
      }
    }
  }

  /// One record's answer; where it cannot be read, what is wrong with it.
  private Map<String, Object> one(String place, String line, ExtractionReport report) {
    JsonNode json;
    EvaluationRecord record;
    try {
      json = line.length() > LINE_CHARS_MAX ? NullNode.instance : JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return failed(report, place, "", "is not a record: it is no JSON");
    }
    String id = json.path("id").asText("");
    try {
      record = RecordReader.read(json, clock);
    } catch (IllegalArgumentException e) {
      boolean tooLong = line.length() > LINE_CHARS_MAX;
      String why = tooLong ? "is too long" : "is not a record: " + e.getMessage();
      return failed(report, place, id, why);
    }
    record.notes().forEach(note -> err.println(place + ": " + note));
    long before = System.nanoTime();
    RecordExtractor.Reading reading;
    try {
      reading = extractor.read(record.request());
    } catch (RuntimeException | StackOverflowError e) {
      return failed(report, place, id, "could not be read: " + e.getClass().getSimpleName());
    }
    report.took(System.nanoTime() - before);
    reading
        .fellBack()
        .ifPresent(
            why -> {
              err.println(place + ": the model gave nothing (" + why + "): read without it");
              report.fellBack();
            });
    if (record.judged()) {
      report.add(record, reading.extraction());
    }
    return answer(record, reading.extraction());
  }

  private Map<String, Object> failed(ExtractionReport report, String place, String id, String why) {
    err.println(place + " " + why);
    report.failed();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", id);
    answer.put("fields", Map.of());
    answer.put("error", why);
    return answer;
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
