package dev.parley.runtime.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlowEvaluationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FLOW =
      """
      {"task": "table",
       "graph": {"hello": "ask_name", "ask_name": "table_ask_place", "table_ask_place":
         "table_ask_date_start", "table_ask_date_start": "query_check",
         "available": "table_ask_confirm", "unavailable": "table_full", "yes": "query_book",
         "no": "table_ask_place", "query_success": "table_booked", "table_booked":
         "anything_else"},
       "replies": {"hello": "Hello, how can I help?", "ask_name": "May I have your name?",
         "table_ask_place": "Which restaurant would you like?",
         "table_ask_date_start": "On which day?", "table_ask_confirm": "Shall I book it?"},
       "slots": [
         {"name": "Restaurant", "type": "Categorical",
          "categories": ["Blue Lagoon", "Corner Bistro"], "required": true},
         {"name": "StartDate", "type": "Categorical", "categories": ["3rd", "4th", "22nd"],
          "required": true},
         {"name": "GuestName", "type": "ShortString", "categories": [], "required": true},
         {"name": "RequestType", "type": "RequestType", "categories": ["Check", "Book"]}],
       "dialogues": [{"id": "d1", "happy": true, "turns": [
         {"id": "t1", "role": "user", "text": "Hello"},
         {"id": "t2", "role": "agent", "text": "Hello, how can I help?", "action_label": "hello"},
         {"id": "t3", "role": "user", "text": "I want a table at the Corner Bistro"},
         {"id": "t4", "role": "agent", "text": "May I have your name?", "action_label": "ask_name"},
         {"id": "t5", "role": "user", "text": "I'm Ines Prado"},
         {"id": "t6", "role": "agent", "text": "On which day?",
          "action_label": "table_ask_date_start"},
         {"id": "t7", "role": "user", "text": "May 22nd please"},
         {"id": "t8", "role": "query", "text": "", "action_label": "query_check", "slots": {}},
         {"id": "t9", "role": "result", "text": "", "action_label": "available"},
         {"id": "t10", "role": "agent", "text": "Shall I book it?",
          "action_label": "table_ask_confirm"},
         {"id": "t11", "role": "user", "text": "yes please"},
         {"id": "t12", "role": "query", "text": "", "action_label": "query_book", "slots": {}},
         {"id": "t13", "role": "result", "text": "", "action_label": "query_success"},
         {"id": "t14", "role": "agent", "text": "Booked.", "action_label": "table_booked"},
         {"id": "t15", "role": "user", "text": "Thanks, goodbye!"},
         {"id": "t16", "role": "agent", "text": "Goodbye.", "action_label": "goodbye_2"}],
        "gold": {"Restaurant": "Corner Bistro", "StartDate": "22nd",
                 "GuestName": "Ines Prado"}}]}
      """;

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("table.json"), FLOW);
  }

  private int run(String... args) {
    return new FlowEvaluation(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(List.of(args));
  }

  @Test
  void theEngineDoesWhatTheGraphDoesAndKnowsTheSlots() throws IOException {
    assertThat(run(folder.toString(), "--json")).isZero();

    JsonNode report = JSON.readTree(out.toByteArray());
    assertThat(report.at("/next_action/all/decisions").asInt()).isEqualTo(8);
    assertThat(report.at("/next_action/all/accuracy").asDouble()).isEqualTo(1);
    assertThat(report.at("/next_action/happy/right").asInt()).isEqualTo(8);
    assertThat(report.at("/joint_accuracy").asDouble()).isEqualTo(1);
    assertThat(report.at("/grounding_precision").asDouble()).isEqualTo(1);
    assertThat(report.at("/slots/type and language choice en/f1").asDouble()).isEqualTo(1);
    assertThat(report.at("/calibration_error/type choice").isNumber()).isTrue();
  }

  @Test
  void theAnswersAreOneLineADialogueWithTheRecordsOwnTurnsAndWords() throws IOException {
    Path answers = folder.resolve("answers.jsonl");

    assertThat(run(folder.toString(), "--out", answers.toString())).isZero();

    List<String> lines = Files.readAllLines(answers);
    assertThat(lines).hasSize(1);
    JsonNode answer = JSON.readTree(lines.getFirst());
    assertThat(answer.at("/id").asText()).isEqualTo("d1");
    assertThat(answer.at("/fields/StartDate/value").asText()).isEqualTo("22nd");
    assertThat(answer.at("/fields/StartDate/evidence/0/turn").asText()).isEqualTo("t7");
    assertThat(answer.at("/fields/Restaurant/value").asText()).isEqualTo("Corner Bistro");
    assertThat(answer.at("/steps/0/predicted").asText()).isEqualTo("hello");
  }

  @Test
  void whatIsNoFlowIsRefusedWithItsName() throws IOException {
    Files.writeString(folder.resolve("broken.json"), "{\"graph\": 5}");

    assertThat(run(folder.toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("broken.json");
  }

  @Test
  void anEmptyFolderIsSaidToBeEmpty() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThat(run(empty.toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("no recorded flow");
  }
}
