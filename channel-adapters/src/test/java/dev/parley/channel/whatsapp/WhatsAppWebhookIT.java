package dev.parley.channel.whatsapp;

import static dev.parley.channel.whatsapp.MetaFixtures.OURS;
import static dev.parley.channel.whatsapp.MetaFixtures.OUR_ID;
import static dev.parley.channel.whatsapp.MetaFixtures.THEIRS;
import static dev.parley.channel.whatsapp.MetaFixtures.USER_ID;
import static dev.parley.channel.whatsapp.MetaFixtures.change;
import static dev.parley.channel.whatsapp.MetaFixtures.envelope;
import static dev.parley.channel.whatsapp.MetaFixtures.message;
import static dev.parley.channel.whatsapp.MetaFixtures.webhook;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parley.channel.ConsentSignal;
import dev.parley.channel.DeliveryReceipt;
import dev.parley.channel.Failure;
import dev.parley.channel.FakeAccounts;
import dev.parley.channel.FakePort;
import dev.parley.channel.IdentityChange;
import dev.parley.channel.InboundMessage;
import dev.parley.channel.MessageContent;
import dev.parley.channel.Sender;
import dev.parley.channel.http.MetaSignature;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.settings.Secret;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhatsAppWebhookIT {
  private static final String HELLO =
      message("wamid.1", "\"type\":\"text\",\"text\":{\"body\":\"Hi\"}");
  private static final UUID OUTBOUND = new UUID(1, 2);

  private final FakePort port = new FakePort();
  private final HttpClient client = HttpClient.newHttpClient();
  private WebServer server;

  @BeforeAll
  void start() {
    var webhook =
        new WhatsAppWebhook(
            WhatsAppSettings.defaults(WhatsAppSettings.META)
                .withApp(List.of(), Optional.of(Secret.of("the server's own"))),
            new FakeAccounts(List.of(MetaFixtures.account(), MetaFixtures.otherApps())),
            port,
            MetaFixtures.CLOCK);
    server =
        WebServer.builder()
            .host("127.0.0.1")
            .routing(HttpRouting.builder().register("/", webhook))
            .build()
            .start();
  }

  @AfterAll
  void stop() {
    server.stop();
  }

  @AfterEach
  void forget() {
    port.batches.clear();
    port.failing = false;
  }

  @ParameterizedTest
  @ValueSource(strings = {"say%20this%20back", "the+server%27s+own"})
  void repeatsTheChallengeToWhoKnowsTheWord(String token) throws Exception {
    HttpResponse<String> response = get("subscribe", token, "1158201444");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("1158201444");
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
  }

  @Test
  void repeatsNothingToAnybodyElse() throws Exception {
    assertThat(get("subscribe", "guess", "1").statusCode()).isEqualTo(403);
    assertThat(get("subscribe", "", "1").statusCode()).isEqualTo(403);
    assertThat(get("unsubscribe", "say%20this%20back", "1").statusCode()).isEqualTo(403);
    assertThat(get("subscribe", "say%20this%20back", "x".repeat(300)).statusCode()).isEqualTo(403);
  }

  @Test
  void takesAMessageOfAKnownPerson() throws Exception {
    assertThat(signed(webhook(HELLO)).statusCode()).isEqualTo(200);
    assertThat(port.message())
        .isEqualTo(
            new InboundMessage(
                ChannelType.WHATSAPP,
                OURS,
                new Sender(
                    USER_ID,
                    Optional.of(THEIRS),
                    Optional.of(USER_ID),
                    Optional.of("Sheena Nelson")),
                "wamid.1",
                new MessageContent.Text("Hi"),
                Optional.empty(),
                Optional.empty(),
                false,
                Instant.ofEpochSecond(1763800000)));
  }

  @Test
  void believesTheSecretThatIsBeingReplacedToo() throws Exception {
    byte[] body = webhook(HELLO).getBytes(UTF_8);
    assertThat(post(body, MetaSignature.sign(body, MetaFixtures.OLD_SECRET)).statusCode())
        .isEqualTo(200);
    assertThat(port.messages()).hasSize(1);
  }

  @Test
  void refusesWhatIsForged() throws Exception {
    byte[] body = webhook(HELLO).getBytes(UTF_8);
    assertThat(post(body, "").statusCode()).isEqualTo(403);
    assertThat(post(body, "sha256=00").statusCode()).isEqualTo(403);
    assertThat(post(body, MetaSignature.sign(body, MetaFixtures.OTHER_SECRET)).statusCode())
        .isEqualTo(403);
    String signature = MetaSignature.sign(body, MetaFixtures.SECRET);
    assertThat(post(webhook(HELLO).replace("Hi", "Ho").getBytes(UTF_8), signature).statusCode())
        .isEqualTo(403);
    assertThat(port.batches).isEmpty();
  }

  @Test
  void oneAppsSecretProvesNothingAboutAnothers() throws Exception {
    String body =
        envelope(
            change("messages", OUR_ID, HELLO),
            change("messages", MetaFixtures.OTHER_ID, HELLO.replace("wamid.1", "wamid.2")));
    assertThat(signed(body).statusCode()).isEqualTo(200);
    assertThat(port.messages())
        .extracting(InboundMessage::providerMessageId)
        .containsExactly("wamid.1");
  }

  @Test
  void verifiesTheBytesHoweverTheyAreWritten() throws Exception {
    String escaped = HELLO.replace("Hi", "Ol\\u00e1 \\ud83d\\udc4d \\/");
    assertThat(signed(webhook(escaped)).statusCode()).isEqualTo(200);
    String plain = HELLO.replace("Hi", "Olá 👍 /");
    assertThat(signed(webhook(plain)).statusCode()).isEqualTo(200);
    assertThat(port.messages())
        .extracting(message -> message.content().text())
        .containsExactly("Olá 👍 /", "Olá 👍 /");
  }

  @Test
  void takesEveryItemOfEveryChangeOfEveryEntry() throws Exception {
    var changes = new ArrayList<String>();
    for (int i = 0; i < 30; i++) {
      changes.add(change("messages", OUR_ID, HELLO.replace("wamid.1", "wamid." + i % 20)));
      changes.add(change("messages", OUR_ID, status("wamid.s" + i, "delivered")));
      changes.add(change("message_template_status_update", OUR_ID, "\"event\":\"APPROVED\""));
    }
    Collections.shuffle(changes, new Random(3));
    String first = envelope(changes.subList(0, 40).toArray(String[]::new));
    String second = envelope(changes.subList(40, 90).toArray(String[]::new));
    String both =
        first.substring(0, first.lastIndexOf(']'))
            + ","
            + second.substring(second.indexOf("\"entry\":[") + 9);
    assertThat(signed(both).statusCode()).isEqualTo(200);
    assertThat(port.batches).hasSize(1);
    assertThat(port.messages()).hasSize(30);
    assertThat(port.receipts()).hasSize(30);
  }

  @Test
  void knowsPeopleWithoutANumber() throws Exception {
    signed(
        webhook(
            """
            "contacts":[{"profile":{"username":"@ann"},"user_id":"PT.9a"}],
            "messages":[{"from_user_id":"PT.9a","id":"wamid.2","timestamp":"1763800000",
              "type":"text","text":{"body":"Olá"}}]\
            """));
    assertThat(port.message().sender())
        .isEqualTo(
            new Sender("PT.9a", Optional.empty(), Optional.of("PT.9a"), Optional.of("@ann")));
  }

  @Test
  void knowsPeopleWithoutAnIdAndWithoutACard() throws Exception {
    signed(
        webhook(
            """
            "messages":[{"from":"16505551234","id":"wamid.3","timestamp":"1763800000",
              "type":"text","text":{"body":"Hi"}}]\
            """));
    assertThat(port.message().sender()).isEqualTo(Sender.ofPhone(THEIRS));
  }

  @ParameterizedTest
  @CsvSource({
    "sent, SENT",
    "delivered, DELIVERED",
    "read, READ",
    "played, READ",
  })
  void takesReceipts(String said, DeliveryReceipt.Status status) throws Exception {
    signed(webhook(status("wamid.5", said)));
    assertThat(port.receipts())
        .containsExactly(
            new DeliveryReceipt(
                ChannelType.WHATSAPP,
                OURS,
                "wamid.5",
                Optional.of(OUTBOUND),
                status,
                Optional.empty(),
                Instant.ofEpochSecond(1750030073)));
  }

  @ParameterizedTest
  @CsvSource({
    "131047, WINDOW_SHUT", "131026, UNREACHABLE", "131050, OPTED_OUT", "131049, HELD_BACK",
    "131053, BAD_MEDIA", "132001, BAD_TEMPLATE", "131000, TRANSIENT", "7, UNLISTED",
  })
  void takesFailures(int code, Failure.Reason reason) throws Exception {
    signed(
        webhook(
            """
            "statuses":[{"id":"wamid.6","status":"failed","timestamp":"1750030073",
              "recipient_id":"16505551234","errors":[{"code":%d,"title":"t","message":"m",
              "error_data":{"details":"d"},"href":"https://x"}]}]\
            """
                .formatted(code)));
    assertThat(port.receipts().getFirst().failure())
        .contains(new Failure(reason, Integer.toString(code)));
    assertThat(port.receipts().getFirst().outboundId()).isEmpty();
  }

  @Test
  void aFailureWithoutAWordIsOneStill() throws Exception {
    signed(webhook(status("wamid.5", "failed")));
    assertThat(port.receipts().getFirst().failure())
        .contains(new Failure(Failure.Reason.UNLISTED, ""));
    forget();
    assertThat(signed(webhook(status("wamid.5", "warming_up"))).statusCode()).isEqualTo(200);
    assertThat(port.batches).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "stop, marketing_messages, STOP, UNASKED",
    "resume, marketing_messages, START, UNASKED",
    "stop, all, STOP, EVERYTHING",
  })
  void hearsWhatPeopleTellMeta(
      String value, String category, ConsentSignal.Kind kind, ConsentSignal.Scope scope)
      throws Exception {
    signed(
        envelope(
            change(
                "user_preferences",
                OUR_ID,
                """
                "user_preferences":[{"wa_id":"16505551234","user_id":"%s","detail":"d",
                  "category":"%s","value":"%s","timestamp":1763800000}]\
                """
                    .formatted(USER_ID, category, value))));
    ConsentSignal signal = port.consents().getFirst();
    assertThat(signal.kind()).isEqualTo(kind);
    assertThat(signal.scope()).isEqualTo(scope);
    assertThat(signal.source()).isEqualTo("whatsapp_user_preferences");
    assertThat(signal.sender().address()).isEqualTo(USER_ID);
    assertThat(signal.at()).isEqualTo(Instant.ofEpochSecond(1763800000));
  }

  @Test
  void followsPeopleToANewNumberAndToANewId() throws Exception {
    signed(
        webhook(
            """
            "messages":[
             {"from":"16505551234","id":"wamid.7","timestamp":"1763800000","type":"system",
              "system":{"body":"A changed","wa_id":"12195555358","type":"user_changed_number"}},
             {"from":"16505551234","from_user_id":"US.old","id":"wamid.8",
              "timestamp":"1763800000","type":"system",
              "system":{"body":"A changed","user_id":"US.new","type":"user_changed_user_id"}}]\
            """));
    assertThat(port.identities())
        .extracting(IdentityChange::oldAddress, change -> change.current().address())
        .containsExactly(tuple(THEIRS, "+12195555358"), tuple("US.old", "US.new"));
    assertThat(port.messages()).isEmpty();
  }

  @Test
  void answersForNumbersItDoesNotServeAndForGroups() throws Exception {
    String elsewhere = envelope(change("messages", "999", HELLO));
    assertThat(signed(elsewhere).statusCode()).isEqualTo(200);
    String mixed = envelope(change("messages", "999", HELLO), change("messages", OUR_ID, HELLO));
    assertThat(signed(mixed).statusCode()).isEqualTo(200);
    assertThat(port.messages()).hasSize(1);
    forget();
    String group = HELLO.replace("\"later\":true", "\"group_id\":\"g\"");
    assertThat(signed(webhook(group)).statusCode()).isEqualTo(200);
    assertThat(port.batches).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "\"text\"",
        "{\"entry\":7}",
        "{\"entry\":[null,7,{\"changes\":null},{\"changes\":[null]},{\"changes\":[{}]}]}",
      })
  void leavesOutWhatIsNoWebhook(String body) throws Exception {
    assertThat(signed(body).statusCode()).isEqualTo(200);
    assertThat(port.batches).isEmpty();
  }

  @Test
  void oneBrokenItemTakesNoOtherWithIt() throws Exception {
    String items =
        HELLO.replace(
            "\"messages\":[",
            """
            "messages":[null,7,{"type":"text"},{"from":"not a number","id":"a","type":"text"},
              {"from":"16505551234","id":{"x":1},"type":"text"},
              {"from":"16505551234","id":"wamid.9","type":"text","text":["odd"]},\
            """);
    assertThat(signed(webhook(items)).statusCode()).isEqualTo(200);
    assertThat(port.messages())
        .extracting(InboundMessage::providerMessageId)
        .containsExactly("wamid.9", "wamid.1");
    assertThat(port.messages().getFirst().content())
        .isEqualTo(new MessageContent.Unsupported("text"));
  }

  @Test
  void storesWhatCameBeforeABodyBreaks() throws Exception {
    String cut = webhook(HELLO).substring(0, 600);
    assertThat(signed(cut).statusCode()).isEqualTo(200);
    assertThat(port.batches).isEmpty();
    String deep = "{\"entry\":[" + "[".repeat(5_000) + "\"phone_number_id\"";
    assertThat(signed(deep).statusCode()).isEqualTo(200);
  }

  @Test
  void takesWhatADatabaseWouldNotAndNobodysClockButOurs() throws Exception {
    signed(
        webhook(
            HELLO
                .replace("\"Hi\"", "\"a\\u0000b\\ud800\"")
                .replace("\"1763800000\"", "\"99999999999\"")));
    assertThat(port.message().content().text()).isEqualTo("ab\ufffd");
    assertThat(port.message().sentAt()).isEqualTo(MetaFixtures.NOW);
  }

  @Test
  void takesAsMuchAsMetaSendsAndNoMore() throws Exception {
    var changes = new ArrayList<String>();
    for (int i = 0; i < 1_000; i++) {
      String text = "x".repeat(2_400);
      changes.add(
          change(
              "messages",
              OUR_ID,
              message("wamid." + i, "\"type\":\"text\",\"text\":{\"body\":\"" + text + "\"}")));
    }
    assertThat(signed(envelope(changes.toArray(String[]::new))).statusCode()).isEqualTo(200);
    assertThat(port.messages()).hasSize(1_000);
    HttpResponse<String> large = signed(webhook(HELLO) + " ".repeat(5 << 20));
    assertThat(large.statusCode()).isEqualTo(413);
  }

  @Test
  void tellsMetaToComeAgainWhenNothingWasStored() throws Exception {
    port.failing = true;
    HttpResponse<String> response = signed(webhook(HELLO));
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).doesNotContain("database");
  }

  private static String status(String id, String status) {
    return """
    "statuses":[{"id":"%s","status":"%s","timestamp":"1750030073",
      "recipient_id":"16505551234","recipient_user_id":"US.1",
      "biz_opaque_callback_data":"%s",
      "conversation":{"id":"c","origin":{"type":"service"}},
      "pricing":{"billable":true,"pricing_model":"PMP","category":"service"}}]\
    """
        .formatted(id, status, OUTBOUND);
  }

  private HttpResponse<String> signed(String body) throws Exception {
    byte[] bytes = body.getBytes(UTF_8);
    return post(bytes, MetaSignature.sign(bytes, MetaFixtures.SECRET));
  }

  private HttpResponse<String> post(byte[] body, String signature) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/hooks/whatsapp"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!signature.isEmpty()) {
      request.header(MetaSignature.HEADER, signature);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String mode, String token, String challenge) throws Exception {
    String query =
        "?hub.mode=" + mode + "&hub.challenge=" + challenge + "&hub.verify_token=" + token;
    URI uri = URI.create("http://127.0.0.1:" + server.port() + "/hooks/whatsapp" + query);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
