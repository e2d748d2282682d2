package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.elevenlabs.HostedAgent;
import dev.parley.config.language.ScriptedServer;
import dev.parley.config.language.VendorScenes;
import dev.parley.config.settings.Settings;
import dev.parley.config.store.TestDatabase;
import dev.parley.runtime.cli.ServerClient;
import dev.parley.runtime.driver.Milestones;
import dev.parley.runtime.process.Parley;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hosted agent speaks the first sentence of a model that is still writing the second.
class StreamedHostedAgentIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String ADMIN = "admin-key-of-a-test";
  private static final JsonMapper JSON = new JsonMapper();
  private static final String AGENT =
      """
      {"agent": "caller", "name": "Ana", "business": "Sol", "languages": ["en"], "persona": "Brief.",
       "disclosure": "I am Ana, an assistant.", "region": "US",
       "greeting": {"chat": "Hello!", "voice": "Thanks for calling!"},
       "questions": [
         {"id": "people", "type": "number", "ask": "How many people?", "required": true},
         {"id": "battery", "type": "yes_no", "ask": "Do you want a battery?", "required": true},
         {"id": "roof", "type": "yes_no", "ask": "Is the roof flat?", "required": true}],
       "facts": [], "objections": [],
       "qualified": {"say": "Someone will call you."}, "closing": "Goodbye!"}
      """;
  private static final String FIRST = "Lovely, that is noted.";
  private static final String SECOND = "Would you like a battery with it?";

  @TempDir private Path data;
  private final TestDatabase database = TestDatabase.create();
  private final ScriptedServer model = new ScriptedServer();
  private final CountDownLatch mayGoOn = new CountDownLatch(1);
  private final AtomicInteger finished = new AtomicInteger();
  private Parley parley;
  private ServerClient api;
  private HostedAgent call;

  @BeforeEach
  void start() throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("PARLEY_PORT", "0");
    settings.put("PARLEY_DATA", data.toString());
    settings.put("PARLEY_ADMIN_KEY", ADMIN);
    settings.put("PARLEY_DATABASE_URL", database.settings().jdbcUrl());
    settings.put("PARLEY_SAMPLES", "false");
    settings.put("PARLEY_MODEL", "openai:gpt-test");
    settings.put("OPENAI_API_KEY", "sk-test");
    settings.put("OPENAI_BASE_URL", model.url("/v1").toString());
    settings.put("PARLEY_MODEL_STALL", "PT1M");
    settings.put("PARLEY_MODEL_TIMEOUT", "PT2M");
    settings.put("PARLEY_HOSTED_ANSWER_TIMEOUT", "PT30S");
    parley =
        Parley.start(
            Settings.load(settings, data.resolve("none.yaml")), Milestones.NONE, Clock.systemUTC());
    URI server = URI.create("http://localhost:" + parley.port());
    api = new ServerClient(server, ADMIN);
    Office.open(api, AGENT);
    ObjectNode channel = JSON.createObjectNode();
    channel.put("type", "voice").put("agent", "caller").put("address", "+12025550100");
    channel.putObject("settings").put("carrier", "agents").put("agent_id", "agent_1");
    channel.putObject("credentials").put("webhook_secret", "wsec_test");
    String key = api.post("/v1/channels", channel).path("key").asText();
    call = new HostedAgent(server, key, "agent_1", "+12025550142");
    call.ask(true);
  }

  @AfterEach
  void stop() {
    mayGoOn.countDown();
    call.close();
    parley.close();
    model.close();
    database.close();
  }

  @Test
  void theFirstSentenceIsSpokenBeforeTheModelHasFinished() throws IOException {
    model.then(stage -> write(stage, FIRST + " " + SECOND, true));
    call.contactSays("four");
    try (HostedAgent.Speech speech = call.speaks()) {
      assertThat(speech.until(FIRST)).isEqualTo(FIRST);
      assertThat(finished).hasValue(0);

      mayGoOn.countDown();

      assertThat(speech.rest()).isEqualTo(FIRST + " " + SECOND);
      assertThat(speech.isWhole()).isTrue();
    }
    assertThat(said()).endsWith("four", FIRST + " " + SECOND);
    assertThat(call.asksAgain(false).text()).isEqualTo(FIRST + " " + SECOND);
  }

  @Test
  void whoeverAsksMeanwhileHearsTheSameFromTheBeginning() throws IOException {
    model.then(stage -> write(stage, FIRST + " " + SECOND, true));
    call.contactSays("four");
    try (HostedAgent.Speech one = call.speaks()) {
      one.until(FIRST);
      try (HostedAgent.Speech other = call.speaks()) {
        assertThat(other.until(FIRST)).isEqualTo(FIRST);
        mayGoOn.countDown();
        assertThat(other.rest()).isEqualTo(FIRST + " " + SECOND);
      }
      assertThat(one.rest()).isEqualTo(FIRST + " " + SECOND);
    }
    assertThat(said()).hasSize(3);
  }

  @Test
  void anAnswerWhoseHearerWentAwayIsThereWhenItIsAskedForAgain() throws IOException {
    model.then(stage -> write(stage, FIRST + " " + SECOND, true));
    call.contactSays("four");
    try (HostedAgent.Speech speech = call.speaks()) {
      speech.until(FIRST);
    }

    mayGoOn.countDown();

    assertThat(call.asksAgain(true).text()).isEqualTo(FIRST + " " + SECOND);
    assertThat(said()).endsWith("four", FIRST + " " + SECOND).hasSize(3);
  }

  @Test
  void whoInterruptsStopsTheModelAndTheTranscriptHoldsWhatWasHeard() throws IOException {
    model.then(stage -> write(stage, FIRST + " " + SECOND, true));
    model.then(
        stage -> {
          stage.openStream();
          String none = written("Of course. " + SECOND).replaceFirst("\\[\\{.*?}]", "[]");
          for (String event : VendorScenes.openAiEvents(none, "stop")) {
            stage.chunk(event);
          }
          stage.endStream();
        });
    call.contactSays("four");
    HostedAgent.Speech speech = call.speaks();
    speech.until(FIRST);
    speech.close();
    call.greets("Lovely, that...");

    HostedAgent.Answer answer = call.hears("what is that for");

    assertThat(answer.text()).isEqualTo("Of course. " + SECOND);
    assertThat(finished).hasValue(0);
    assertThat(said()).containsSubsequence("four", "Lovely, that", "what is that for");
  }

  @Test
  void wordsThatGrowWhileTheirAnswerIsToldAreAnsweredTogether() throws IOException {
    model.then(stage -> write(stage, FIRST + " " + SECOND, true));
    model.then(stage -> write(stage, "Four with a flat roof, I see. " + SECOND, false));
    call.contactSays("four");
    HostedAgent.Speech speech = call.speaks();
    speech.until(FIRST);
    speech.close();
    call.wasHeard("four of us and the roof is flat");

    HostedAgent.Answer answer = call.ask(true);

    assertThat(answer.text()).isEqualTo("Four with a flat roof, I see. " + SECOND);
    assertThat(said()).hasSize(3).doesNotContain(FIRST);
  }

  @Test
  void aSentenceThatMayNotBeSaidEndsTheModelsWords() throws IOException {
    model.then(stage -> write(stage, FIRST + " It costs only 99 euros today. " + SECOND, false));
    call.contactSays("four");

    String text = call.ask(true).text();

    assertThat(text).isEqualTo(FIRST + " Do you want a battery?");
    assertThat(said()).endsWith(text);
  }

  @Test
  void aModelThatBreaksOffIsReplacedAfterItsFirstSentence() throws IOException {
    model.then(
        stage -> {
          List<String> events = VendorScenes.openAiEvents(written(FIRST + " " + SECOND), "stop");
          stage.openStream();
          for (String event : events.subList(0, firstSentence())) {
            stage.chunk(event);
          }
          mayGoOn.await();
          stage.cut();
        });
    call.contactSays("four");
    try (HostedAgent.Speech speech = call.speaks()) {
      speech.until(FIRST);
      mayGoOn.countDown();

      assertThat(speech.rest()).isEqualTo(FIRST + " Do you want a battery?");
    }
  }

  private static String written(String reply) {
    return "{\"answers\":[{\"question\":\"people\",\"value\":\"4\",\"quote\":\"four\","
        + "\"kind\":\"stated\"}],\"fact\":\"none\",\"objection\":\"none\",\"intent\":\"continue\","
        + "\"language\":\"en\",\"asks\":\"battery\",\"reply\":\""
        + reply
        + "\"}";
  }

  /// How many events of a reply that begins so hold its first sentence and a letter more.
  private static int firstSentence() {
    return (written(FIRST + " W").length() - 2) / 9 + 2;
  }

  /// @param waits after the first sentence, until it may go on
  private void write(ScriptedServer.Stage stage, String reply, boolean waits)
      throws IOException, InterruptedException {
    List<String> events = VendorScenes.openAiEvents(written(reply), "stop");
    stage.openStream();
    for (int i = 0; i < events.size(); i++) {
      if (waits && i == firstSentence()) {
        mayGoOn.await();
      }
      stage.chunk(events.get(i));
    }
    stage.endStream();
    finished.incrementAndGet();
  }

  private List<String> said() {
    JsonNode conversation =
        await()
            .atMost(PATIENCE)
            .until(() -> api.get("/v1/conversations").path("items").path(0), one -> one.has("id"));
    List<String> said = new ArrayList<>();
    api.get("/v1/conversations/" + conversation.path("id").asText() + "/transcript")
        .path("turns")
        .forEach(turn -> said.add(turn.path("text").asText()));
    return said;
  }
}
