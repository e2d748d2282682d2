package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.channel.sandbox.elevenlabs.ElevenLabsSandbox;
import dev.parley.channel.sandbox.elevenlabs.SpeechFault;
import dev.parley.channel.sandbox.elevenlabs.SpeechPace;
import dev.parley.channel.sandbox.twilio.PhoneCall;
import dev.parley.channel.sandbox.twilio.TelephoneOptions;
import dev.parley.channel.sandbox.twilio.TwilioSandbox;
import dev.parley.runtime.cli.ServerClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The speech vendor dies while a person talks with a real process: the person hears something
/// within a stated time, and a lead comes of the call.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VendorDiesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// `PARLEY_ELEVENLABS_TTS_MUTE_MAX`, and what a busy machine needs besides.
  private static final Duration SILENCE_MAX = Duration.ofSeconds(8).plusSeconds(22);

  /// As fast as a line may be before its frames are too many.
  private static final TelephoneOptions BRISK =
      new TelephoneOptions(3, Duration.ZERO, false, Duration.ofMillis(300), Duration.ofMinutes(1));

  /// Three sentences of a piece each, with what goes with them, and two pieces of the next.
  private static final int IN_THE_SECOND_QUESTION = 11;

  private static final String MOMENT = "One moment, please.";
  private static final String GOODBYE = "there is a problem on the line";
  private static final String AGENT =
      """
      {"agent": "caller", "name": "Ana", "business": "Sol", "languages": ["en"], "persona": "Brief.",
       "disclosure": "I am Ana, an assistant.", "region": "US",
       "greeting": {"chat": "Hello!", "voice": "Thanks for calling!"},
       "questions": [
         {"id": "people", "type": "number", "ask": "How many people?", "required": true},
         {"id": "battery", "type": "yes_no", "required": true,
          "ask": "Do you want a battery which keeps the sun of the day for the night?"}],
       "facts": [], "objections": [],
       "qualified": {"say": "Someone will call you."}, "closing": "Goodbye!"}
      """;

  private final TwilioSandbox twilio = TwilioSandbox.start(SandboxOptions.TIDY);
  private final ElevenLabsSandbox vendor = ElevenLabsSandbox.start(1, SpeechPace.AT_ONCE);
  private ParleyProcess parley;
  private ServerClient api;
  private int calls;

  @BeforeAll
  void open(@TempDir Path data) throws IOException {
    parley =
        ParleyProcess.start(
            data,
            Map.of(
                "PARLEY_SANDBOX",
                "false",
                "PARLEY_TWILIO_URL",
                twilio.url().toString(),
                "PARLEY_ELEVENLABS_URL",
                vendor.url().toString(),
                "ELEVENLABS_API_KEY",
                vendor.key(),
                // Everything is spoken by a socket, nothing in advance.
                "PARLEY_SPEECH_AHEAD_EVERY",
                "PT10M"));
    api = new ServerClient(parley.url(), ParleyProcess.ADMIN_KEY);
    Office.open(api, AGENT);
  }

  @BeforeEach
  void hurry() {
    twilio.telephone().behaves(BRISK);
  }

  @AfterEach
  void mend() {
    vendor.speaking().mend();
    vendor.hearing().mend();
  }

  @AfterAll
  void close() throws InterruptedException {
    parley.close();
    twilio.close();
    vendor.close();
  }

  @Test
  void aReplyWhoseSocketClosesInItsMiddleGoesOnOnAnother() {
    vendor.speaking().nextAfterTelling(IN_THE_SECOND_QUESTION, new SpeechFault.Close(1011));

    PhoneCall call = call();

    answered(call);
  }

  @Test
  void aVoiceThatFallsSilentIsReplaced() {
    vendor.speaking().nextAfterTelling(IN_THE_SECOND_QUESTION, new SpeechFault.Mute());

    PhoneCall call = call();

    answered(call);
  }

  @Test
  void anOverloadedVoiceIsAskedAgain() {
    vendor.speaking().nextAfterTelling(IN_THE_SECOND_QUESTION, new SpeechFault.Fail("system_busy"));

    PhoneCall call = call();

    answered(call);
  }

  @Test
  void aVoiceWithoutQuotaIsReplacedByTheCarriersRelayAndNothingIsLost() {
    vendor
        .speaking()
        .nextAfterTelling(IN_THE_SECOND_QUESTION, new SpeechFault.Fail("quota_exceeded"));

    PhoneCall call = callInRealTime();
    answersTheFirst(call);

    goesOnAsWords(call);
  }

  @Test
  void whereTheChannelDoesNotFallBackTheCarrierSaysGoodbye() {
    vendor
        .speaking()
        .nextAfterTelling(IN_THE_SECOND_QUESTION, new SpeechFault.Fail("quota_exceeded"));

    PhoneCall call = call(Map.of("fallback", "goodbye"));
    answersTheFirst(call);

    takesLeave(call);
    assertThat(lead(call).at("/fields/people/value").asInt()).isEqualTo(4);
  }

  @Test
  void aVoiceThatStaysSilentIsReplacedByTheCarriersRelay() {
    for (int socket = 0; socket < 20; socket++) {
      vendor.speaking().next(0, new SpeechFault.Mute());
    }

    PhoneCall call = callInRealTime();

    heard(call, MOMENT, SILENCE_MAX);
    answersTheFirst(call);
    endsAsWords(call);
  }

  @Test
  void aVoiceThatCannotBeReachedIsReplacedByTheCarriersRelay() {
    vendor.speaking().nextAfterTelling(IN_THE_SECOND_QUESTION, new SpeechFault.Close(1011));
    for (int socket = 0; socket < 20; socket++) {
      vendor.speaking().next(0, new SpeechFault.Refuse(503));
    }

    PhoneCall call = callInRealTime();
    answersTheFirst(call);

    goesOnAsWords(call);
  }

  @ParameterizedTest
  @ValueSource(strings = {"transcriber_error", "rate_limited", "session_time_limit_exceeded"})
  void wordsAreHeardOnAnotherSocketAfterAnError(String error) {
    vendor.hearing().next(20, new SpeechFault.Fail(error));

    PhoneCall call = call();

    answered(call);
  }

  @Test
  void wordsAreHeardOnAnotherSocketAfterAClose() {
    vendor.hearing().next(20, new SpeechFault.Close(1011));

    PhoneCall call = call();

    answered(call);
  }

  @Test
  void anEarThatFallsSilentIsReplacedWhenTheContactSpeaks() {
    vendor.hearing().next(20, new SpeechFault.Mute());
    // Time is what tells a deaf ear from sound that comes at once.
    twilio.telephone().behaves(TelephoneOptions.REAL);

    PhoneCall call = call();
    heard(call, "How many people?", PATIENCE);
    call.say("well, I think that we are about four people");

    heard(call, "for the night?", SILENCE_MAX);
    call.hangUp();
    assertThat(call.awaitEnd(PATIENCE)).isTrue();
    assertThat(lead(call).at("/fields/people/value").asInt()).isEqualTo(4);
  }

  @Test
  void anEarWithoutQuotaIsReplacedByTheCarriersRelay() {
    vendor.hearing().next(20, new SpeechFault.Fail("quota_exceeded"));

    PhoneCall call = callInRealTime();

    heard(call, MOMENT, SILENCE_MAX);
    answersTheFirst(call);
    endsAsWords(call);
  }

  /// The whole conversation goes on as if nothing had been.
  private void answered(PhoneCall call) {
    heard(call, "How many people?", PATIENCE);
    call.say("four");
    heard(call, "for the night?", SILENCE_MAX);
    call.say("yes please");
    heard(call, "Goodbye!", SILENCE_MAX);
    assertThat(call.awaitEnd(PATIENCE)).isTrue();
    JsonNode lead = lead(call);
    assertThat(lead.at("/fields/people/value").asInt()).isEqualTo(4);
    assertThat(lead.at("/fields/battery/value").asBoolean()).isTrue();
    assertThat(lead.path("disposition").asText()).isEqualTo("qualified");
  }

  private void answersTheFirst(PhoneCall call) {
    heard(call, "How many people?", PATIENCE);
    call.say("four");
  }

  /// The carrier asks for a moment, and the question that was cut off goes on by its own speech.
  private void goesOnAsWords(PhoneCall call) {
    heard(call, MOMENT, SILENCE_MAX);
    endsAsWords(call);
  }

  private void endsAsWords(PhoneCall call) {
    heard(call, "for the night?", SILENCE_MAX);
    call.say("yes please");
    heard(call, "Goodbye!", SILENCE_MAX);
    assertThat(call.awaitEnd(PATIENCE)).isTrue();
    JsonNode lead = lead(call);
    assertThat(lead.path("disposition").asText())
        .as("%s; Twilio says %s", call.heard(), twilio.alerts())
        .isEqualTo("qualified");
    assertThat(lead.at("/fields/people/value").asInt()).isEqualTo(4);
    assertThat(lead.at("/fields/battery/value").asBoolean()).isTrue();
    String transcript =
        api.get("/v1/conversations/" + lead.path("conversation").asText() + "/transcript")
            .toString();
    assertThat(transcript).contains(MOMENT, "four", "yes please", "Goodbye!");
    assertThat(found("/v1/conversations", call)).isPresent();
  }

  /// The carrier says a goodbye with the promise of a call, and so does the conversation.
  private void takesLeave(PhoneCall call) {
    heard(call, GOODBYE, SILENCE_MAX);
    assertThat(call.awaitEnd(PATIENCE)).isTrue();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(found("/v1/conversations", call).map(one -> one.path("disposition")))
                    .hasValueSatisfying(how -> assertThat(how.asText()).isEqualTo("callback")));
  }

  /// How far the relay has spoken is known by the clock: its words are to be answered in their
  // time.
  private PhoneCall callInRealTime() {
    twilio.telephone().behaves(TelephoneOptions.REAL);
    return call();
  }

  private PhoneCall call() {
    return call(Map.of());
  }

  private PhoneCall call(Map<String, String> settings) {
    calls++;
    String business = "+1202555%04d".formatted(3_000 + calls);
    Office.line(api, twilio, parley, "caller", business, "media", settings);
    return twilio.telephone().call("+1202555%04d".formatted(4_000 + calls), business);
  }

  private void heard(PhoneCall call, String words, Duration within) {
    assertThat(call.awaitHeard(words, within))
        .as("heard until now: %s; Twilio says %s", call.heard(), twilio.alerts())
        .isTrue();
  }

  private JsonNode lead(PhoneCall call) {
    await().atMost(PATIENCE).until(() -> found("/v1/leads", call).isPresent());
    return found("/v1/leads", call).orElseThrow();
  }

  private Optional<JsonNode> found(String where, PhoneCall call) {
    for (JsonNode item : api.get(where).path("items")) {
      if (item.path("contact").toString().contains(call.from())) {
        return Optional.of(item);
      }
    }
    return Optional.empty();
  }
}
