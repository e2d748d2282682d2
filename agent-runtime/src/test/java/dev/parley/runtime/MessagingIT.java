package dev.parley.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.MediaFile;
import dev.parley.channel.sandbox.PhoneMessage;
import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.channel.sandbox.twilio.AcceptedSms;
import dev.parley.channel.sandbox.twilio.TwilioContact;
import dev.parley.channel.sandbox.twilio.TwilioSandbox;
import dev.parley.channel.sandbox.whatsapp.WhatsAppContact;
import dev.parley.channel.sandbox.whatsapp.WhatsAppLimits;
import dev.parley.channel.sandbox.whatsapp.WhatsAppSandbox;
import dev.parley.runtime.cli.ServerClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A real process between simulated vendors: people text it by SMS and by WhatsApp.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessagingIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SMS = "+12025550141";
  private static final String WHATSAPP = "+12025550142";
  private static final String WHATSAPP_ID = "106540352242922";
  private static final String FOLLOW_UP_SMS = "+12025550143";
  private static final JsonMapper JSON = new JsonMapper();

  private static final String AGENT =
      """
      {"agent": "texter", "name": "Ana", "business": "Sol", "languages": ["en"], "persona": "Brief.",
       "disclosure": "I am Ana, an assistant.",
       "greeting": {"chat": "Hello!", "voice": "Hello!"},
       "questions": [
         {"id": "full_name", "type": "person_name", "ask": "What is your name?", "required": true},
         {"id": "phone", "type": "phone", "ask": "Your number?", "from_channel": true},
         {"id": "roof", "type": "choice", "ask": "Do you own the building or rent it?",
          "options": {"owner": ["own"], "tenant": ["rent"]}, "required": true},
         {"id": "people", "type": "number", "ask": "How many people?", "required": true}],
       "facts": [], "objections": [],
       "qualified": {"say": "Someone will call you."}, "closing": "Thanks!"}
      """;

  private final TwilioSandbox twilio = TwilioSandbox.start(SandboxOptions.TIDY);
  private final WhatsAppSandbox whatsApp =
      WhatsAppSandbox.start(WhatsAppLimits.NO_RATES, SandboxOptions.TIDY);
  private final AtomicInteger numbers = new AtomicInteger(100);
  private ParleyProcess parley;
  private ServerClient api;
  private Office web;

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
                "PARLEY_SMS_PER_SECOND",
                "100",
                "PARLEY_WHATSAPP_URL",
                whatsApp.url().toString(),
                "PARLEY_QUIET_WINDOW",
                "200ms"));
    api = new ServerClient(parley.url(), ParleyProcess.ADMIN_KEY);
    web = Office.open(api, AGENT);
    sms("texter", SMS);
    ObjectNode channel = channel("whatsapp", "texter", WHATSAPP);
    channel.putObject("settings").put("phone_number_id", WHATSAPP_ID);
    channel
        .putObject("credentials")
        .put("access_token", whatsApp.app().accessToken().reveal())
        .put("app_secret", whatsApp.app().appSecret().reveal())
        .put("verify_token", whatsApp.app().verifyToken().reveal());
    api.post("/v1/channels", channel);
    whatsApp.number(WHATSAPP_ID, WHATSAPP);
    assertThat(whatsApp.subscribe(parley.url().resolve("/hooks/whatsapp"))).isTrue();
  }

  @AfterAll
  void close() throws InterruptedException {
    parley.close();
    twilio.close();
    whatsApp.close();
  }

  private void sms(String agent, String number) {
    ObjectNode channel = channel("sms", agent, number);
    channel.putObject("settings").put("account_sid", twilio.account().accountSid());
    channel.putObject("credentials").put("auth_token", twilio.account().authToken().reveal());
    api.post("/v1/channels", channel);
    twilio.number(number, parley.url().resolve("/hooks/twilio/sms"));
  }

  private static ObjectNode channel(String type, String agent, String number) {
    return JSON.createObjectNode().put("type", type).put("agent", agent).put("address", number);
  }

  private String somebody() {
    return "+1202555%04d".formatted(numbers.incrementAndGet());
  }

  private static String last(TwilioContact contact, int count) {
    return contact.awaitReceived(count, PATIENCE).get(count - 1).text();
  }

  private static PhoneMessage last(WhatsAppContact contact, int count) {
    return contact.awaitReceived(count, PATIENCE).get(count - 1);
  }

  @Test
  void aTextConversationBecomesALead() {
    String number = somebody();
    TwilioContact contact = twilio.contact(number, SMS);
    contact.says("Hi, I'm Ana Lopez");
    assertThat(last(contact, 1)).startsWith("I am Ana, an assistant.").contains("own the building");
    contact.says("I own it");
    assertThat(last(contact, 2)).contains("How many people?");
    contact.says("4");
    assertThat(last(contact, 3)).contains("Someone will call you.");
    JsonNode lead = awaitLead("sms", number);
    assertThat(lead.path("fields").path("phone").path("value").asText()).isEqualTo(number);
    assertThat(lead.path("fields").path("roof").path("evidence").path(0).path("quote").asText())
        .contains("own");
    assertThat(contact.received()).hasSize(3);
  }

  @Test
  void severalShortMessagesGetOneReply() {
    WhatsAppContact contact = whatsApp.contact(somebody(), WHATSAPP_ID);
    whatsApp.together(
        () -> {
          contact.says("Hi there");
          contact.says("my name is Luis Prado");
          contact.says("and I own the house");
        });
    assertThat(last(contact, 1).text()).contains("How many people?");
    contact.says("2");
    assertThat(last(contact, 2).text()).contains("Someone will call you.");
    assertThat(contact.received()).hasSize(2);
  }

  @Test
  void aTapAnswersAChoice() {
    WhatsAppContact contact = whatsApp.contact(somebody(), WHATSAPP_ID);
    contact.says("I'm Marta Reis");
    PhoneMessage asked = last(contact, 1);
    assertThat(asked.options())
        .extracting(PhoneMessage.Option::title)
        .containsExactly("Own", "Rent");
    contact.taps("tenant");
    assertThat(last(contact, 2).text()).contains("How many people?");
  }

  @Test
  void stopOnOneChannelCountsOnTheOtherUntilStart() {
    String number = somebody();
    TwilioContact bySms = twilio.contact(number, SMS);
    bySms.says("Hello");
    assertThat(last(bySms, 1)).contains("What is your name?");
    WhatsAppContact byWhatsApp = whatsApp.contact(number, WHATSAPP_ID);
    byWhatsApp.says("Hello");
    assertThat(last(byWhatsApp, 1).text()).contains("What is your name?");
    byWhatsApp.says("STOP");
    assertThat(last(byWhatsApp, 2).text()).isNotBlank();
    assertThat(consents(number)).contains("opt_out");

    bySms.says("are you still there, I have a question about the roof?");
    await().atMost(PATIENCE).until(() -> speakers("sms", number).size() >= 4);
    // WhatsApp tells the time in whole seconds.
    Instant stopped = Instant.now();
    await().atMost(PATIENCE).until(() -> Instant.now().isAfter(stopped.plusSeconds(2)));
    byWhatsApp.says("START");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(consents(number)).contains("opt_in"));
    bySms.says("so, I'm Joana Dias");
    assertThat(last(bySms, 2)).contains("own the building");
  }

  @Test
  void stopBySmsEndsTheConversationAndIsAnsweredOnce() {
    String number = somebody();
    TwilioContact contact = twilio.contact(number, SMS);
    contact.says("Hello");
    assertThat(last(contact, 1)).contains("What is your name?");
    contact.says("STOP");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(conversation("sms", number).path("disposition").asText())
                    .isEqualTo("opted_out"));
    assertThat(consents(number)).contains("opt_out");
    List<String> toContact =
        twilio.accepted().stream()
            .filter(message -> message.to().equals(number))
            .map(AcceptedSms::body)
            .toList();
    assertThat(toContact).hasSizeBetween(1, 2).first().asString().contains("What is your name?");
  }

  @Test
  void whatIsKnownFromOneChannelIsNotAskedOnAnother() {
    String number = somebody();
    TwilioContact bySms = twilio.contact(number, SMS);
    bySms.says("I'm Rui Costa, I own the house, we are 3 people");
    assertThat(last(bySms, 1)).contains("Someone will call you.");
    WhatsAppContact byWhatsApp = whatsApp.contact(number, WHATSAPP_ID);
    byWhatsApp.says("Hello again, I have another house");
    assertThat(last(byWhatsApp, 1).text())
        .contains("Do you own the building")
        .doesNotContain("What is your name?");
  }

  @Test
  void whoGaveANumberInTheChatIsKnownByIt() {
    String number = somebody();
    try (Browser browser = Browser.begin("c", parley, web)) {
      browser.say("I'm Nuno Reis, " + number);
      assertThat(browser.hear()).contains("own the building");
      browser.say("I own it");
      browser.hear();
      browser.say("7");
      browser.awaitClosed();
      awaitLead("web", number);
    }
    TwilioContact contact = twilio.contact(number, SMS);
    contact.says("Hello, I wrote to you before");
    assertThat(last(contact, 1)).contains("own the building").doesNotContain("What is your name?");
  }

  @Test
  void anAdvertisementIsTheLeadsSource() {
    String number = somebody();
    WhatsAppContact contact = whatsApp.contact(number, WHATSAPP_ID);
    contact.arrivesFromAd("I'm Otto Berg, I own my house", "https://ads.example/roof", "click-1");
    assertThat(last(contact, 1).text()).contains("How many people?");
    contact.says("4");
    JsonNode source = awaitLead("whatsapp", number).path("source");
    assertThat(source.path("url").asText()).isEqualTo("https://ads.example/roof");
    assertThat(source.path("click_id").asText()).isEqualTo("click-1");
  }

  @Test
  void whatCannotBeReadIsAnsweredOnce() {
    WhatsAppContact contact = whatsApp.contact(somebody(), WHATSAPP_ID);
    contact.sends("", new MediaFile("image/jpeg", "roof.jpg", new byte[] {1, 2, 3}));
    assertThat(last(contact, 1).text()).contains("What is your name?");
    contact.sendsUnsupported();
    contact.says("I'm Eva Prat");
    assertThat(last(contact, 2).text()).contains("own the building");
    assertThat(contact.received()).hasSize(2);
  }

  @Test
  void helpSaysWhoWritesAndHowToStop() {
    WhatsAppContact contact = whatsApp.contact(somebody(), WHATSAPP_ID);
    contact.says("HELP");
    assertThat(last(contact, 1).text()).contains("Sol", "STOP", "What is your name?");
  }

  @Test
  void aPersonWithoutANumberIsServedByTheirId() {
    WhatsAppContact contact = whatsApp.contactById("US.13491208655302741918");
    contact.says("I'm Noa Levi");
    assertThat(last(contact, 1).text()).contains("Your number?");
  }

  @Test
  void aChatThatBreaksOffGoesOnBySms() throws IOException {
    ZoneId east = ZoneId.of("America/New_York");
    LocalTime later = LocalTime.now(east).plusHours(6).withSecond(0).withNano(0);
    ObjectNode agent = (ObjectNode) JSON.readTree(AGENT);
    agent.put("agent", "persistent");
    agent
        .putObject("follow_up")
        .put("after", "PT2S")
        .put("say", "Shall we go on here?")
        .put("max", 1)
        .put("channel", "sms");
    agent.putObject("outreach").put("quiet_hours", later + "-" + later.plusMinutes(5));
    Office office = Office.open(api, agent.toString());
    sms("persistent", FOLLOW_UP_SMS);
    String number = somebody();
    TwilioContact phone = twilio.contact(number, FOLLOW_UP_SMS);
    try (Browser browser = Browser.begin("b", parley, office)) {
      browser.say("I'm Iris Vale, " + number);
      assertThat(browser.hear()).contains("own the building");
      assertThat(last(phone, 1)).contains("Shall we go on here?");
      phone.says("yes, I own it");
      assertThat(last(phone, 2)).contains("How many people?");
      phone.says("5");
      assertThat(last(phone, 3)).contains("Someone will call you.");
      JsonNode lead = awaitLead("sms", number);
      assertThat(lead.path("conversation").asText()).isEqualTo(browser.conversation());
      assertThat(lead.path("fields").path("full_name").path("value").asText())
          .isEqualTo("Iris Vale");
    }
  }

  private String consents(String number) {
    return api.get("/v1/consents?address=" + URLEncoder.encode(number, UTF_8)).toString();
  }

  private JsonNode awaitLead(String channel, String number) {
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                items("/v1/leads?limit=200").stream()
                    .filter(lead -> lead.path("channel").asText().equals(channel))
                    .filter(lead -> lead.path("contact").toString().contains(number))
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  /// The newest conversation of a number.
  private JsonNode conversation(String channel, String number) {
    return items("/v1/conversations?limit=200").stream()
        .filter(one -> one.path("channel").asText().equals(channel))
        .filter(one -> one.path("contact").toString().contains(number))
        .reduce((_, later) -> later)
        .orElseThrow();
  }

  /// Who spoke in the newest conversation of a number.
  private List<String> speakers(String channel, String number) {
    String conversation = conversation(channel, number).path("id").asText();
    return api.get("/v1/conversations/" + conversation + "/transcript")
        .path("turns")
        .valueStream()
        .map(turn -> turn.path("from").asText())
        .toList();
  }

  private List<JsonNode> items(String path) {
    return api.get(path).path("items").valueStream().toList();
  }
}
