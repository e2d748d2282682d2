package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.channel.sandbox.twilio.PhoneCall;
import dev.parley.channel.sandbox.twilio.TelephoneOptions;
import dev.parley.channel.sandbox.twilio.TwilioSandbox;
import dev.parley.channel.sandbox.whatsapp.WhatsAppContact;
import dev.parley.channel.sandbox.whatsapp.WhatsAppLimits;
import dev.parley.channel.sandbox.whatsapp.WhatsAppSandbox;
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

/// An agent without an SMS number asks a caller by WhatsApp what was not understood on the call.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhatsAppTextedCallIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();
  private static final String VOICE = "+12025550151";
  private static final String WHATSAPP = "+15550783881";
  private static final String WHATSAPP_ID = "106540352242922";
  private static final int WINDOW_SHUT = 131047;
  private static final String NOT_SENT =
      "I can't send you a text message. Sorry. Please spell the name for me.";
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
  private final WhatsAppSandbox meta =
      WhatsAppSandbox.start(WhatsAppLimits.VENDOR, SandboxOptions.TIDY)
          .number(WHATSAPP_ID, WHATSAPP);
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
                "PARLEY_WHATSAPP_URL",
                meta.url().toString()));
    api = new ServerClient(parley.url(), ParleyProcess.ADMIN_KEY);
    Office.open(api, AGENT);
    twilio.telephone().behaves(TelephoneOptions.FAST);
    Office.line(api, twilio, parley, "caller", VOICE, "relay");
    ObjectNode channel =
        JSON.createObjectNode()
            .put("type", "whatsapp")
            .put("agent", "caller")
            .put("address", WHATSAPP);
    channel.putObject("settings").put("phone_number_id", WHATSAPP_ID);
    channel
        .putObject("credentials")
        .put("access_token", meta.app().accessToken().reveal())
        .put("app_secret", meta.app().appSecret().reveal())
        .put("verify_token", meta.app().verifyToken().reveal());
    api.post("/v1/channels", channel);
    assertThat(meta.subscribe(parley.url().resolve("/hooks/whatsapp"))).isTrue();
  }

  @AfterAll
  void close() throws InterruptedException {
    parley.close();
    meta.close();
    twilio.close();
  }

  @Test
  void whoWroteByWhatsAppIsAskedThereAndAnswersTheCall() {
    String number = "+12025550152";
    WhatsAppContact phone = wroteBefore(number);
    int before = phone.received().size();
    PhoneCall call = misheard(number);
    heard(call, "I'm sending you a text message");
    assertThat(phone.awaitReceived(before + 1, PATIENCE).getLast().text())
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
    assertThat(phone.received()).as("it is no message of the chat").hasSize(before + 1);
    assertThat(transcript("whatsapp", number)).contains("Hi there").doesNotContain("Joan Smythe");
    assertThat(transcript("voice", number)).contains("Joan Smythe");
    assertThat(twilio.alerts()).isEmpty();
    assertThat(meta.alerts()).isEmpty();
  }

  @Test
  void whoNeverWroteThereIsNotWrittenTo() {
    String number = "+12025550153";
    WhatsAppContact phone = meta.contact(number);

    PhoneCall call = misheard(number);

    heard(call, NOT_SENT);
    call.hangUp();
    assertThat(call.awaitEnd(PATIENCE)).isTrue();
    assertThat(phone.received()).isEmpty();
  }

  @Test
  void whereMetaRefusesTheMessageNobodyWaitsForIt() {
    String number = "+12025550154";
    WhatsAppContact phone = wroteBefore(number);
    phone.refusesWith(WINDOW_SHUT);

    PhoneCall call = misheard(number);

    heard(call, NOT_SENT);
    call.hangUp();
    assertThat(call.awaitEnd(PATIENCE)).isTrue();
  }

  private WhatsAppContact wroteBefore(String number) {
    WhatsAppContact phone = meta.contact(number);
    phone.says("Hi there");
    assertThat(phone.awaitReceived(1, PATIENCE)).isNotEmpty();
    return phone;
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

  private String transcript(String channel, String contact) {
    for (JsonNode one : api.get("/v1/conversations").path("items")) {
      if (one.path("channel").asText().equals(channel)
          && one.path("contact").toString().contains(contact)) {
        return api.get("/v1/conversations/" + one.path("id").asText() + "/transcript").toString();
      }
    }
    return "";
  }
}
