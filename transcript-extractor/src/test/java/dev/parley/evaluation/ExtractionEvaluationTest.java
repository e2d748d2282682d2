package dev.parley.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.extraction.BuiltInExtractor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExtractionEvaluationTest {
  private static final String RECORD =
      """
      {"id":"r1","lang":"en","source":"own","ref_date":"2022-03-15","region":"US",\
      "turns":[{"id":"t1","role":"agent","text":"May I have your name?"},\
      {"id":"t4","role":"user","text":"it's ann lee"}],\
      "fields":[{"id":"full_name","type":"person_name","description":"Full name"},\
      {"id":"email","type":"email","description":"E-mail"}],\
      "gold":{"full_name":{"values":["Ann Lee"],"turn":"t4"}},"absent":["email"]}
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return new ExtractionEvaluation(
            new BuiltInExtractor()::extract,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(List.of(args));
  }

  @Test
  void judgesAndWritesTheAnswers(@TempDir Path folder) throws IOException {
    Path records = Files.writeString(folder.resolve("r.jsonl"), RECORD);
    Path answers = folder.resolve("a.jsonl");
    assertThat(run(records.toString(), "--json", "--out", answers.toString())).isZero();
    ObjectMapper mapper = new ObjectMapper();
    JsonNode report = mapper.readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(report.at("/all/f1").asDouble()).isEqualTo(1);
    assertThat(report.at("/all/hallucination_rate").asDouble()).isZero();
    assertThat(report.at("/joint_accuracy").asDouble()).isEqualTo(1);
    JsonNode answer = mapper.readTree(Files.readString(answers));
    assertThat(answer.at("/fields/full_name/value").asText()).isEqualTo("Ann Lee");
    assertThat(answer.at("/fields/full_name/evidence/0/turn").asText()).isEqualTo("t4");
    assertThat(answer.at("/fields/email/status").asText()).isEqualTo("not_asked");
  }

  /// Conversations of our own in seven languages: every field right, none invented.
  @Test
  void getsEveryFieldOfOurOwnConversationsRight() throws IOException {
    Path records =
        Path.of(URI.create(String.valueOf(getClass().getResource("conversations.jsonl"))));
    assertThat(run(records.toString(), "--json")).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(report.at("/joint_accuracy").asDouble()).isEqualTo(1);
    assertThat(report.at("/contact/f1").asDouble()).isEqualTo(1);
    assertThat(report.at("/all/invented").asInt()).isZero();
    assertThat(report.at("/grounding_precision").asDouble()).isEqualTo(1);
  }

  /// Calls as a recogniser hears them: spelled, corrected, refused, in seven languages.
  @Test
  void holdsItsAimsOnSpokenDialogues() throws IOException {
    Path records = Path.of(URI.create(String.valueOf(getClass().getResource("dialogues.jsonl"))));
    assertThat(run(records.toString(), "--json")).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(report.at("/contact/f1").asDouble()).isGreaterThan(0.95);
    assertThat(report.at("/all/f1").asDouble()).isGreaterThan(0.93);
    assertThat(report.at("/all/hallucination_rate").asDouble()).isLessThanOrEqualTo(0.01);
    assertThat(report.at("/grounding_precision").asDouble()).isEqualTo(1);
    assertThat(report.at("/calibration_error").asDouble()).isLessThan(0.1);
    assertThat(report.at("/by/type phone/calibration_error").isNumber()).isTrue();
  }

  @Test
  void onlyAnswersRecordsWithoutGold(@TempDir Path folder) throws IOException {
    String bare = RECORD.replaceAll(",\"gold\".*", "}");
    Path records = Files.writeString(folder.resolve("r.jsonl"), bare);
    assertThat(run(records.toString())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("records 0");
  }

  @Test
  void saysWhichLineIsWrong(@TempDir Path folder) throws IOException {
    Path records = Files.writeString(folder.resolve("r.jsonl"), RECORD + "{oops\n");
    assertThat(run(records.toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("line 2");
  }

  @Test
  void refusesUnknownOptionsAndMissingFiles() {
    assertThat(run("--frob")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(run("/no/such/file.jsonl")).isEqualTo(2);
  }
}
