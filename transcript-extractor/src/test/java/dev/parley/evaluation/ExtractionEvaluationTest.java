package dev.parley.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
            RecordExtractor.of(new BuiltInExtractor()::extract),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Clock.fixed(Instant.parse("2022-03-15T12:00:00Z"), ZoneOffset.UTC))
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

  /// Of other trades than those the rules were made from, and written before they were read.
  @Test
  void holdsItsAimsOnConversationsWrittenBeforeTheyWereRead() throws IOException {
    Path records = Path.of(URI.create(String.valueOf(getClass().getResource("unseen.jsonl"))));
    assertThat(run(records.toString(), "--json")).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(report.path("records").asInt()).isGreaterThanOrEqualTo(40);
    assertThat(report.at("/contact/f1").asDouble()).isGreaterThan(0.95);
    assertThat(report.at("/all/f1").asDouble()).isGreaterThan(0.9);
    assertThat(report.at("/all/hallucination_rate").asDouble()).isLessThanOrEqualTo(0.01);
    assertThat(report.path("grounding_precision").asDouble()).isEqualTo(1);
  }

  /// Bookings, claims, homes, trades, clinics, software and schools, with typos, as heard and as
  /// chatted: what the rules were mended with, and what was held back until then.
  @ParameterizedTest
  @ValueSource(strings = {"fresh.jsonl", "heldout.jsonl"})
  void holdsItsAimsOnFurtherTrades(String file) throws IOException {
    Path records = Path.of(URI.create(String.valueOf(getClass().getResource(file))));
    assertThat(run(records.toString(), "--json")).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(report.path("records").asInt()).isGreaterThanOrEqualTo(24);
    assertThat(report.at("/contact/f1").asDouble()).isGreaterThan(0.92);
    assertThat(report.at("/all/f1").asDouble()).isGreaterThan(0.9);
    assertThat(report.at("/all/hallucination_rate").asDouble()).isLessThanOrEqualTo(0.01);
    assertThat(report.path("grounding_precision").asDouble()).isEqualTo(1);
  }

  /// The agent's own number, a brother's budget, questions nobody wanted answered: of all that is
  /// said there, only one thing is asked for.
  @Test
  void inventsNothingAmongDistractors() throws IOException {
    Path records = Path.of(URI.create(String.valueOf(getClass().getResource("distractors.jsonl"))));
    assertThat(run(records.toString(), "--json")).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(report.at("/all/hallucination_rate").asDouble()).isLessThanOrEqualTo(0.01);
    assertThat(report.at("/all/right").asInt()).isEqualTo(1);
  }

  @Test
  void onlyAnswersRecordsWithoutGold(@TempDir Path folder) throws IOException {
    String bare = RECORD.replaceAll(",\"gold\".*", "}");
    Path records = Files.writeString(folder.resolve("r.jsonl"), bare);
    assertThat(run(records.toString())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("records 0 judged, 1 read");
  }

  @Test
  void saysWhichLineIsWrongAndGoesOn(@TempDir Path folder) throws IOException {
    Path records = Files.writeString(folder.resolve("r.jsonl"), "{oops\n[1]\n" + RECORD);
    Path answers = folder.resolve("a.jsonl");
    assertThat(run(records.toString(), "--out", answers.toString())).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("line 1 is not", "line 2 is not");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("records 1 judged, 1 read, 2 that");
    assertThat(Files.readAllLines(answers)).hasSize(3);
    assertThat(Files.readAllLines(answers).getFirst()).contains("\"error\"");
  }

  @Test
  void saysSoWhenNothingCouldBeRead(@TempDir Path folder) throws IOException {
    assertThat(run(Files.writeString(folder.resolve("r.jsonl"), "{oops\n").toString()))
        .isEqualTo(2);
  }

  /// No date, unknown types and roles, turns without text, ids that come twice, other shapes of
  /// options and gold: each is answered.
  @Test
  void readsRecordsAsOtherPeopleWriteThem(@TempDir Path folder) throws IOException {
    Path records =
        Files.writeString(
            folder.resolve("r.jsonl"),
            """
            {"id":"a","lang":"de_AT","turns":[{"role":"assistant","text":"Ihr Name?"},{"role":"lead","text":"Anna Huber"},{"role":"lead","text":""},{"role":"lead"}],"fields":[{"id":"n","type":"name"},{"id":"n","type":"text"},{"id":"d","type":"colour"},{"type":"text"}],"gold":{"n":"Anna Huber"},"absent":"d"}
            {"id":"b","turns":[{"id":"x","role":"Customer","text":"the blue one, tomorrow 😀 مرحبا"},{"id":"x","role":"BOT","text":"ok"}],"fields":[{"id":"c","type":"choice","description":"Colour","options":[{"id":"blue"},{"id":"red"}]},{"id":"e","type":"date","description":"Day"}],"gold":{"c":["blue"],"e":{"values":["2022-03-16"]}}}
            {"id":"c","ref_date":"soon","turns":[],"fields":[]}
            {"id":"d","turns":[],"fields":[{"id":"x","type":"date","options":null}],"gold":null,"absent":null}
            {"id":"e","turns":"none"}
            null
            """);
    Path answers = folder.resolve("a.jsonl");
    assertThat(run(records.toString(), "--json", "--out", answers.toString())).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(report.path("read").asInt()).isEqualTo(3);
    assertThat(report.path("failed").asInt()).isEqualTo(3);
    assertThat(report.at("/all/right").asInt()).isEqualTo(3);
    assertThat(report.at("/all/invented").asInt()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("unknown type colour", "named twice", "no ref_date", "ref_date and ref_time");
    assertThat(Files.readAllLines(answers)).hasSize(6);
  }

  @Test
  void readsBytesThatAreNoText(@TempDir Path folder) throws IOException {
    byte[] line = RECORD.replace("ann lee", "ann lee \u0001").getBytes(StandardCharsets.UTF_8);
    line[RECORD.indexOf("May I")] = (byte) 0xff;
    assertThat(run(Files.write(folder.resolve("r.jsonl"), line).toString())).isBetween(0, 2);
  }

  @Test
  void readsTenThousandTurnsAndAMegabyteInTime(@TempDir Path folder) throws IOException {
    StringBuilder turns = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      String role = i % 2 == 0 ? "agent" : "user";
      String text = i % 2 == 0 ? "What is your name, and when shall we come?" : "well " + i;
      turns.append("{\"role\":\"%s\",\"text\":\"%s\"},".formatted(role, text));
    }
    String fields =
        "\"fields\":[{\"id\":\"n\",\"type\":\"person_name\"},{\"id\":\"d\",\"type\":\"date\"},"
            + "{\"id\":\"m\",\"type\":\"money\"},{\"id\":\"e\",\"type\":\"email\"},"
            + "{\"id\":\"a\",\"type\":\"address\"},{\"id\":\"u\",\"type\":\"url\"}]}\n";
    String many =
        "{\"id\":\"many\",\"turns\":[" + turns.substring(0, turns.length() - 1) + "]," + fields;
    String large =
        "{\"id\":\"large\",\"turns\":[{\"role\":\"user\",\"text\":\""
            + "my name is ana, a.b at c dot com 5 ".repeat(30_000)
            + "\"}],"
            + fields;
    Path records = Files.writeString(folder.resolve("r.jsonl"), many + large);
    assertTimeout(Duration.ofSeconds(60), () -> assertThat(run(records.toString())).isZero());
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("2 read, 0 that");
  }

  @Test
  void refusesUnknownOptionsAndMissingFiles() {
    assertThat(run("--frob")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(run("/no/such/file.jsonl")).isEqualTo(2);
  }
}
