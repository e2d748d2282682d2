package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.channel.sandbox.elevenlabs.ElevenLabsSandbox;
import dev.parley.channel.sandbox.elevenlabs.SpeechPace;
import dev.parley.channel.sandbox.twilio.PhoneCall;
import dev.parley.channel.sandbox.twilio.TelephoneOptions;
import dev.parley.channel.sandbox.twilio.TwilioSandbox;
import dev.parley.config.language.ScriptedServer;
import dev.parley.config.language.VendorScenes;
import dev.parley.runtime.cli.ServerClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A caller hears the first sentence of a model that is still writing the second.
class StreamedCallIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String BUSINESS = "+12025550171";
  private static final String CONTACT = "+12025550172";
  private static final String AGENT =
      """
      {"agent": "caller", "name": "Ana", "business": "Sol", "languages": ["en"], "persona": "Brief.",
       "disclosure": "I am Ana, an assistant.", "region": "US",
       "greeting": {"chat": "Hello!", "voice": "Thanks for calling!"},
       "questions": [
         {"id": "people", "type": "number", "ask": "How many people?", "required": true},
         {"id": "battery", "type": "yes_no", "ask": "Do you want a battery?", "required": true}],
       "facts": [], "objections": [],
       "qualified": {"say": "Someone will call you."}, "closing": "Goodbye!"}
      """;
  private static final String FIRST = "Lovely, that is noted. W";
  private static final String WRITTEN =
      "{\"answers\":[{\"question\":\"people\",\"value\":\"4\",\"quote\":\"four\",\"kind\":\"stated\"}],"
          + "\"fact\":\"none\",\"objection\":\"none\",\"intent\":\"continue\",\"language\":\"en\","
          + "\"asks\":\"battery\",\"reply\":\""
          + FIRST
          + "ould you like a battery with it?\"}";

  private final TwilioSandbox twilio = TwilioSandbox.start(SandboxOptions.TIDY);
  private final ElevenLabsSandbox speech = ElevenLabsSandbox.start(1, SpeechPace.AT_ONCE);
  private final ScriptedServer model = new ScriptedServer();
  private final CountDownLatch mayGoOn = new CountDownLatch(1);
  private final AtomicInteger finished = new AtomicInteger();
  @TempDir private Path data;
  private ParleyProcess parley;
  private ServerClient api;

  private void open(String carrier) throws IOException {
    for (int i = 0; i < 10; i++) {
      model.then(this::write);
    }
    parley =
        ParleyProcess.start(
            data,
            Map.ofEntries(
                Map.entry("PARLEY_SANDBOX", "false"),
                Map.entry("PARLEY_TWILIO_URL", twilio.url().toString()),
                Map.entry("PARLEY_ELEVENLABS_URL", speech.url().toString()),
                Map.entry("ELEVENLABS_API_KEY", speech.key()),
                Map.entry("PARLEY_MODEL", "openai:gpt-test"),
                Map.entry("OPENAI_API_KEY", "sk-test"),
                Map.entry("OPENAI_BASE_URL", model.url("/v1").toString()),
                Map.entry("PARLEY_MODEL_STALL", "PT1M"),
                Map.entry("PARLEY_MODEL_TIMEOUT", "PT2M"),
                Map.entry("PARLEY_CALL_THINK_MAX", "PT1M"),
                Map.entry("PARLEY_CALL_FILLER_AFTER", "PT10S")));
    api = new ServerClient(parley.url(), ParleyProcess.ADMIN_KEY);
    Office.open(api, AGENT);
    twilio.telephone().behaves(TelephoneOptions.REAL);
    Office.line(api, twilio, parley, "caller", BUSINESS, carrier);
  }

  /// Writes up to the second sentence, and the rest once it may.
  private void write(ScriptedServer.Stage stage) throws IOException, InterruptedException {
    List<String> events = VendorScenes.openAiEvents(WRITTEN, "stop");
    int second = (WRITTEN.indexOf(FIRST) + FIRST.length()) / 9 + 2;
    stage.openStream();
    for (String event : events.subList(0, second)) {
      stage.chunk(event);
    }
    mayGoOn.await();
    for (String event : events.subList(second, events.size())) {
      stage.chunk(event);
    }
    stage.endStream();
    finished.incrementAndGet();
  }

  @AfterEach
  void close() throws InterruptedException {
    parley.close();
    model.close();
    twilio.close();
    speech.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"relay", "media"})
  void theFirstSentenceIsHeardBeforeTheModelHasFinished(String carrier) throws IOException {
    open(carrier);
    PhoneCall call = twilio.telephone().call(CONTACT, BUSINESS);
    heard(call, "How many people?");
    call.say("four");

    heard(call, "Lovely, that is noted.");
    assertThat(finished).hasValue(0);
    assertThat(call.heard()).doesNotContain("battery");

    mayGoOn.countDown();
    heard(call, "Would you like a battery with it?");
    call.hangUp();
    assertThat(call.awaitEnd(PATIENCE)).isTrue();
    await().atMost(PATIENCE).until(() -> !lead().isMissingNode());
    assertThat(lead().at("/fields/people/value").asInt()).isEqualTo(4);
    assertThat(transcript()).contains("Lovely, that is noted. Would you like a battery with it?");
  }

  private void heard(PhoneCall call, String words) {
    assertThat(call.awaitHeard(words, PATIENCE))
        .as("heard until now: %s; Twilio says %s", call.heard(), twilio.alerts())
        .isTrue();
  }

  private JsonNode lead() throws IOException {
    return api.get("/v1/leads").path("items").path(0);
  }

  private String transcript() throws IOException {
    String conversation = lead().path("conversation").asText();
    return api.get("/v1/conversations/" + conversation + "/transcript").toString();
  }
}
