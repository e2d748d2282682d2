package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.channel.sandbox.elevenlabs.ElevenLabsSandbox;
import dev.parley.channel.sandbox.elevenlabs.SpeechPace;
import dev.parley.channel.sandbox.elevenlabs.SpokenSentence;
import dev.parley.channel.sandbox.twilio.PhoneCall;
import dev.parley.channel.sandbox.twilio.TelephoneOptions;
import dev.parley.channel.sandbox.twilio.TwilioSandbox;
import dev.parley.config.json.Json;
import dev.parley.runtime.cli.ServerClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A person calls a real process through a simulated Twilio, and a lead comes of it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VoiceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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

  private final TwilioSandbox twilio = TwilioSandbox.start(SandboxOptions.TIDY);
  private final ElevenLabsSandbox speech = ElevenLabsSandbox.start(1, SpeechPace.AT_ONCE);
  private Path byHeart;
  private ParleyProcess parley;
  private ServerClient api;

  @BeforeAll
  void open(@TempDir Path data, @TempDir Path folder) throws IOException {
    byHeart = folder;
    parley =
        ParleyProcess.start(
            data,
            Map.of(
                "PARLEY_SANDBOX",
                "false",
                "PARLEY_TWILIO_URL",
                twilio.url().toString(),
                "PARLEY_ELEVENLABS_URL",
                speech.url().toString(),
                "ELEVENLABS_API_KEY",
                speech.key(),
                "PARLEY_SPEECH_AHEAD_EVERY",
                "PT0.2S",
                "PARLEY_SPEECH_CACHE_FOLDER",
                byHeart.toString(),
                "PARLEY_CALL_COST_AFTER",
                "PT0.5S"));
    api = new ServerClient(parley.url(), ParleyProcess.ADMIN_KEY);
    Office.open(api, AGENT);
    twilio.telephone().behaves(TelephoneOptions.REAL.withPricedAfter(Duration.ofSeconds(2)));
  }

  @AfterAll
  void close() throws InterruptedException {
    parley.close();
    twilio.close();
    speech.close();
  }

  @ParameterizedTest
  @CsvSource({"relay, +12025550181, +12025550191", "media, +12025550182, +12025550192"})
  void aCallBecomesALead(String carrier, String business, String contact) {
    connect(carrier, business);

    PhoneCall call = twilio.telephone().call(contact, business);

    heard(call, "I am Ana, an assistant.");
    heard(call, "How many people?");
    call.say("four");
    heard(call, "Do you want a battery?");
    call.say("yes please");
    heard(call, "Goodbye!");
    assertThat(call.awaitEnd(PATIENCE)).isTrue();
    await().atMost(PATIENCE).until(() -> lead(contact).isPresent());
    JsonNode lead = lead(contact).orElseThrow();
    assertThat(lead.path("channel").asText()).isEqualTo("voice");
    assertThat(lead.at("/fields/people/value").asInt()).isEqualTo(4);
    assertThat(lead.at("/fields/battery/value").asBoolean()).isTrue();
    JsonNode four =
        api.get("/v1/conversations/" + lead.path("conversation").asText() + "/transcript")
            .at("/turns/1");
    // A machine that stalls in the middle of a word has the vendor hear its beginning twice.
    assertThat(four.path("text").asText()).endsWith("four");
    assertThat(four.has("confidence")).isEqualTo(carrier.equals("media"));
    assertThat(four.path("confidence").asDouble(0.9)).isBetween(0.5, 1.0);
    assertThat(twilio.alerts()).isEmpty();
  }

  @Test
  void theFirstWordsCostNoRoundTrip() {
    String business = "+12025550183";
    connect("media", business);
    List<String> fixed =
        List.of("I am Ana, an assistant.", "Thanks for calling!", "How many people?");
    await().atMost(PATIENCE).until(() -> spoken(true).containsAll(fixed));
    await().atMost(PATIENCE).until(() -> kept() == spoken(true).size());
    int before = spoken(false).size();

    PhoneCall call = twilio.telephone().call("+12025550193", business);
    heard(call, "How many people?");
    call.hangUp();

    assertThat(call.awaitEnd(PATIENCE)).isTrue();
    assertThat(spoken(false).subList(before, spoken(false).size())).isEmpty();
  }

  @Test
  void whatACallCostIsAskedForUntilItIsTold() {
    String business = "+12025550184";
    connect("relay", business);
    ObjectNode wish = Json.object().put("agent", "caller").put("to", "+12025550194");
    String conversation = api.post("/v1/calls", wish).path("conversation").asText();
    await().atMost(PATIENCE).until(() -> !twilio.telephone().placed().isEmpty());
    PhoneCall call = twilio.telephone().placed().getFirst();
    heard(call, "I am Ana, an assistant.");

    call.hangUp();

    assertThat(call.awaitEnd(PATIENCE)).isTrue();
    String path = "/v1/calls/" + conversation;
    await().atMost(PATIENCE).until(() -> !api.get(path).path("cost").isNull());
    assertThat(api.get(path).path("cost").decimalValue()).isEqualByComparingTo("0.0085");
    JsonNode beside = api.get("/v1/conversations/" + conversation).path("call");
    assertThat(beside.path("cost").decimalValue()).isEqualByComparingTo("0.0085");
    assertThat(beside.path("currency").asText()).isEqualTo("USD");
  }

  /// Sentences the process has by heart.
  private long kept() throws IOException {
    try (Stream<Path> files = Files.list(byHeart)) {
      return files.filter(file -> !file.toString().endsWith(".tmp")).count();
    }
  }

  /// What the vendor was asked to say.
  ///
  /// @param ahead over HTTP; else on the socket of a call
  private List<String> spoken(boolean ahead) {
    return speech.said().stream()
        .filter(one -> one.context().isEmpty() == ahead)
        .map(SpokenSentence::text)
        .toList();
  }

  private void connect(String carrier, String business) {
    Office.line(api, twilio, parley, "caller", business, carrier);
  }

  private void heard(PhoneCall call, String words) {
    assertThat(call.awaitHeard(words, PATIENCE))
        .as("heard until now: %s; Twilio says %s", call.heard(), twilio.alerts())
        .isTrue();
  }

  private Optional<JsonNode> lead(String contact) {
    for (JsonNode lead : api.get("/v1/leads").path("items")) {
      if (lead.path("contact").toString().contains(contact)) {
        return Optional.of(lead);
      }
    }
    return Optional.empty();
  }
}
