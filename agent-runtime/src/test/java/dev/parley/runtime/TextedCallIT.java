package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.channel.sandbox.twilio.PhoneCall;
import dev.parley.channel.sandbox.twilio.TelephoneOptions;
import dev.parley.channel.sandbox.twilio.TwilioContact;
import dev.parley.channel.sandbox.twilio.TwilioSandbox;
import dev.parley.runtime.cli.ServerClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A caller whose name is not understood writes it: the text message fills the question in the
/// running call.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TextedCallIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();
  private static final String VOICE = "+12025550161";
  private static final String SMS = "+12025550162";
  private static final String AGENT =
      """
      {"agent": "caller", "name": "Ana", "business": "Sol", "languages": ["en"], "persona": "Brief.",
       "disclosure": "I am Ana, an assistant.", "region": "US",
       "greeting": {"chat": "Hello!", "voice": "Thanks for calling!"},
       "questions": [
         {"id": "full_name", "type": "person_name", "ask": "What is your name?", "required": true},
         {"id": "people", "type": "number", "ask": "How many people?", "required": true}],
       "facts": [], "objections": [],
       "qualified": {"say": "Someone will call you."}, "closing": "Goodbye!"}
      """;

  private final TwilioSandbox twilio = TwilioSandbox.start(SandboxOptions.TIDY);
  private ParleyProcess parley;
  private ServerClient api;

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
                "PARLEY_CALL_TEXT_WAIT",
                "PT20S"));
    api = new ServerClient(parley.url(), ParleyProcess.ADMIN_KEY);
    Office.open(api, AGENT);
    twilio.telephone().behaves(TelephoneOptions.FAST);
    Office.line(api, twilio, parley, "caller", VOICE, "relay");
    ObjectNode channel =
        JSON.createObjectNode().put("type", "sms").put("agent", "caller").put("address", SMS);
    channel.putObject("settings").put("account_sid", twilio.account().accountSid());
    channel.putObject("credentials").put("auth_token", twilio.account().authToken().reveal());
    api.post("/v1/channels", channel);
    twilio.number(SMS, parley.url().resolve("/hooks/twilio/sms"));
  }

  @AfterAll
  void close() throws InterruptedException {
    parley.close();
    twilio.close();
  }

  /// A call in which the name was turned down twice.
  private PhoneCall misheard(String number) {
    PhoneCall call = twilio.telephone().call(number, VOICE);
    heard(call, "What is your name?");
    call.say("John Smith");
    heard(call, "I have John Smith. Is that right?");
    call.say("no");
    heard(call, "Please spell the name for me.");
    call.say("Jon Smit");
    heard(call, "S, M, I, T. Is that right?");
    call.say("no");
    return call;
  }

  @Test
  void aTextMessageFillsTheQuestionInTheRunningCall() throws IOException {
    String number = "+12025550163";
    TwilioContact phone = twilio.contact(number, SMS);
    PhoneCall call = misheard(number);
    heard(call, "I'm sending you a text message");
    assertThat(phone.awaitReceived(1, PATIENCE).getFirst().text())
        .isEqualTo("Sol: What is your name?");

    phone.says("Joan Smythe");
    heard(call, "Thank you, I got your message.");
    heard(call, "How many people?");
    call.say("four");
    heard(call, "Goodbye!");
    assertThat(call.awaitEnd(PATIENCE)).isTrue();

    await().atMost(PATIENCE).until(() -> lead(number).isPresent());
    JsonNode lead = lead(number).orElseThrow();
    assertThat(lead.path("channel").asText()).isEqualTo("voice");
    assertThat(lead.at("/fields/full_name/value").asText()).isEqualTo("Joan Smythe");
    assertThat(phone.received()).as("no conversation of its own comes of it").hasSize(1);
    assertThat(twilio.alerts()).isEmpty();
  }

  @Test
  void whereNoMessageComesTheCallGoesOn() {
    PhoneCall call = misheard("+12025550164");
    heard(call, "I'm sending you a text message");
    heard(call, "I haven't got your message, so let's go on. How many people?");
    call.hangUp();
    assertThat(call.awaitEnd(PATIENCE)).isTrue();
  }

  @Test
  void whoSaidStopIsNotWrittenTo() {
    String number = "+12025550165";
    TwilioContact phone = twilio.contact(number, SMS);
    phone.says("STOP");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(api.get("/v1/consents?address=" + number.replace("+", "%2B")).toString())
                    .contains("opt_out"));
    int before = phone.received().size();

    PhoneCall call = misheard(number);
    heard(call, "I can't send you a text message. Sorry. Please spell the name for me.");
    call.hangUp();
    assertThat(call.awaitEnd(PATIENCE)).isTrue();
    assertThat(phone.received()).hasSize(before);
  }

  private void heard(PhoneCall call, String words) {
    assertThat(call.awaitHeard(words, PATIENCE))
        .as("heard until now: %s; Twilio says %s", call.heard(), twilio.alerts())
        .isTrue();
  }

  private Optional<JsonNode> lead(String contact) throws IOException {
    for (JsonNode lead : api.get("/v1/leads").path("items")) {
      if (lead.path("contact").toString().contains(contact)) {
        return Optional.of(lead);
      }
    }
    return Optional.empty();
  }
}
