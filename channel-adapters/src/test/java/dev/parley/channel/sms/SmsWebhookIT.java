package dev.parley.channel.sms;

import static dev.parley.channel.sms.SmsFixtures.OURS;
import static dev.parley.channel.sms.SmsFixtures.THEIRS;
import static dev.parley.channel.sms.SmsFixtures.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parley.channel.Attachment;
import dev.parley.channel.ConsentSignal;
import dev.parley.channel.DeliveryReceipt;
import dev.parley.channel.Failure;
import dev.parley.channel.FakeAccounts;
import dev.parley.channel.FakePort;
import dev.parley.channel.InboundMessage;
import dev.parley.channel.MessageContent;
import dev.parley.channel.Referral;
import dev.parley.channel.Sender;
import dev.parley.channel.http.FormBody;
import dev.parley.channel.http.TwilioSignature;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.settings.Secret;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
class SmsWebhookIT {
  private static final String INBOUND = "/hooks/twilio/sms";
  private static final String STATUS = "/hooks/twilio/sms/status";
  private static final UUID OUTBOUND = new UUID(1, 2);

  private final FakePort port = new FakePort();
  private final HttpClient client = HttpClient.newHttpClient();
  private WebServer server;

  @BeforeAll
  void start() {
    var webhook =
        new SmsWebhook(
            SmsSettings.defaults(SmsFixtures.PUBLIC_URL, SmsSettings.TWILIO),
            new FakeAccounts(List.of(SmsFixtures.account())),
            port,
            SmsFixtures.CLOCK);
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

  @Test
  void takesAMessageAndAnswersWithNothingToSay() throws Exception {
    HttpResponse<String> response = signed(INBOUND, form());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("text/xml; charset=UTF-8");
    assertThat(response.body()).endsWith("<Response/>");
    assertThat(port.message())
        .isEqualTo(
            new InboundMessage(
                ChannelType.SMS,
                OURS,
                Sender.ofPhone(THEIRS),
                SmsFixtures.MESSAGE_SID,
                new MessageContent.Text("Olá 👍"),
                Optional.empty(),
                Optional.empty(),
                false,
                SmsFixtures.NOW));
  }

  @Test
  void believesTheTokenThatIsBeingReplacedToo() throws Exception {
    assertThat(post(INBOUND, form(), sign(INBOUND, form(), SmsFixtures.OLD_TOKEN)).statusCode())
        .isEqualTo(200);
    assertThat(port.messages()).hasSize(1);
  }

  @Test
  void signsOverTheQueryAsItCame() throws Exception {
    String path = INBOUND + "?tag=a%20b%2Bc&x=";
    assertThat(signed(path, form()).statusCode()).isEqualTo(200);
    assertThat(post(path, form(), sign(INBOUND, form(), SmsFixtures.TOKEN)).statusCode())
        .isEqualTo(403);
  }

  @Test
  void refusesWhatIsForged() throws Exception {
    String right = sign(INBOUND, form(), SmsFixtures.TOKEN);
    assertThat(post(INBOUND, form("Body", "other words"), right).statusCode()).isEqualTo(403);
    assertThat(post(INBOUND, form("New", ""), right).statusCode()).isEqualTo(403);
    assertThat(post(INBOUND, form(), "").statusCode()).isEqualTo(403);
    assertThat(post(INBOUND, form(), sign(INBOUND, form(), Secret.of("guess"))).statusCode())
        .isEqualTo(403);
    var elsewhere = form("To", "+15005550009");
    assertThat(signed(INBOUND, elsewhere).statusCode()).isEqualTo(403);
    assertThat(port.batches).isEmpty();
  }

  @Test
  void believesNoHeaderAboutWhereItIs() throws Exception {
    String signature =
        TwilioSignature.sign(
            "https://attacker.example" + INBOUND, FormBody.of(form()), SmsFixtures.TOKEN);
    var request =
        request(INBOUND, SmsFixtures.encoded(form()), signature)
            .header("X-Forwarded-Host", "attacker.example")
            .header("X-Forwarded-Proto", "https");
    assertThat(send(request).statusCode()).isEqualTo(403);
  }

  @Test
  void refusesTooMuchAndWhatIsNoForm() throws Exception {
    HttpResponse<String> large = signed(INBOUND, form("Body", "x".repeat(70_000)));
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(large.body()).contains("\"too_large\"");
    assertThat(send(request(INBOUND, "Body=%zz", "x")).statusCode()).isEqualTo(400);
    assertThat(send(request(INBOUND, "a&".repeat(300), "x")).statusCode()).isEqualTo(400);
    assertThat(send(request(INBOUND, "", "x")).statusCode()).isEqualTo(403);
    assertThat(port.batches).isEmpty();
  }

  @Test
  void tellsTwilioToComeAgainWhenNothingWasStored() throws Exception {
    port.failing = true;
    HttpResponse<String> response = signed(INBOUND, form());
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("not_stored").doesNotContain("database");
    assertThat(signed(STATUS, status("delivered")).statusCode()).isEqualTo(503);
  }

  @Test
  void takesEveryFileOfAnMms() throws Exception {
    signed(
        INBOUND,
        form(
            "NumMedia", "2",
            "Body", "my bill",
            "MediaUrl0", "https://api.twilio.com/Media/ME1",
            "MediaContentType0", "image/jpeg",
            "MediaUrl1", "https://api.twilio.com/Media/ME2",
            "MediaContentType1", "text/vcard"));
    assertThat(port.message().content()).isInstanceOf(MessageContent.Attachments.class);
    var attachments = (MessageContent.Attachments) port.message().content();
    assertThat(attachments.text()).isEqualTo("my bill");
    assertThat(attachments.items())
        .extracting(Attachment::kind, Attachment::mediaType, Attachment::reference)
        .containsExactly(
            tuple(Attachment.Kind.IMAGE, "image/jpeg", "https://api.twilio.com/Media/ME1"),
            tuple(Attachment.Kind.DOCUMENT, "text/vcard", "https://api.twilio.com/Media/ME2"));
  }

  @ParameterizedTest
  @CsvSource({"STOP, STOP", "START, START", "HELP,"})
  void knowsWhatTwilioAnsweredByItself(String optOut, ConsentSignal.Kind kind) throws Exception {
    signed(INBOUND, form("Body", optOut, "OptOutType", optOut));
    assertThat(port.message().vendorAnswered()).isTrue();
    assertThat(port.message().content().text()).isEqualTo(optOut);
    assertThat(port.consents())
        .extracting(ConsentSignal::kind)
        .isEqualTo(kind == null ? List.of() : List.of(kind));
  }

  @Test
  void takesTapsPlacesAndWhereTheContactCameFrom() throws Exception {
    signed(
        INBOUND,
        form(
            "ButtonText", "Yes",
            "ButtonPayload", "yes",
            "OriginalRepliedMessageSid", SmsFixtures.MESSAGE_SID,
            "ReferralSourceType", "ad",
            "ReferralSourceId", "42",
            "ReferralCtwaClid", "click"));
    assertThat(port.message().content()).isEqualTo(new MessageContent.Choice("yes", "Yes"));
    assertThat(port.message().replyTo()).contains(SmsFixtures.MESSAGE_SID);
    assertThat(port.message().referral())
        .contains(
            new Referral(
                "ad",
                Optional.of("42"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("click")));
    forget();
    signed(
        INBOUND,
        form("Body", "", "Latitude", "38.7", "Longitude", "-9.1", "Address", "Rua Um, Lisboa"));
    assertThat(port.message().content().text()).isEqualTo("Rua Um, Lisboa");
  }

  @Test
  void answersNoMachineAndNoMessageWithoutAnId() throws Exception {
    assertThat(signed(INBOUND, form("From", "72345")).statusCode()).isEqualTo(200);
    assertThat(signed(INBOUND, form("From", "BANK")).statusCode()).isEqualTo(200);
    assertThat(signed(INBOUND, form("MessageSid", "")).statusCode()).isEqualTo(200);
    assertThat(port.batches).isEmpty();
  }

  @Test
  void takesWhatADatabaseWouldNot() throws Exception {
    assertThat(signed(INBOUND, form("Body", "a\0b\n<script>'\";--")).statusCode()).isEqualTo(200);
    assertThat(port.message().content().text()).isEqualTo("ab\n<script>'\";--");
  }

  @ParameterizedTest
  @CsvSource({
    "sent, SENT",
    "delivered, DELIVERED",
    "partially_delivered, DELIVERED",
    "read, READ",
    "undelivered, FAILED",
    "failed, FAILED",
    "canceled, FAILED",
  })
  void takesReceipts(String said, DeliveryReceipt.Status status) throws Exception {
    String path = STATUS + "?from=%2B15005550006&id=" + OUTBOUND;
    HttpResponse<String> response = signed(path, status(said, "ErrorCode", "30006"));
    assertThat(response.statusCode()).isEqualTo(204);
    DeliveryReceipt receipt = port.receipts().getFirst();
    assertThat(receipt.status()).isEqualTo(status);
    assertThat(receipt.outboundId()).contains(OUTBOUND);
    assertThat(receipt.bindingAddress()).isEqualTo(OURS);
    assertThat(receipt.failure())
        .isEqualTo(
            status == DeliveryReceipt.Status.FAILED
                ? Optional.of(new Failure(Failure.Reason.BAD_RECIPIENT, "30006"))
                : Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"queued", "accepted", "scheduled", "sending", "something_new", ""})
  void storesNothingForAStatusThatSaysNothing(String said) throws Exception {
    assertThat(signed(STATUS, status(said)).statusCode()).isEqualTo(204);
    assertThat(port.batches).isEmpty();
  }

  @Test
  void aReceiptOfAnotherChannelsIsProvedByThatChannelsToken() throws Exception {
    String path = STATUS + "?from=%2B15005550009&id=" + OUTBOUND;
    assertThat(signed(path, status("delivered")).statusCode()).isEqualTo(403);
    assertThat(signed(STATUS + "?id=nonsense", status("delivered")).statusCode()).isEqualTo(204);
    assertThat(port.receipts().getFirst().outboundId()).isEmpty();
  }

  @Test
  void handsOnEveryCopyInWhateverOrder() throws Exception {
    var calls = new ArrayList<Map<String, String>>();
    for (int i = 0; i < 20; i++) {
      var call = form("MessageSid", "SM" + "%032d".formatted(i));
      calls.add(call);
      calls.add(call);
    }
    Collections.shuffle(calls, new Random(7));
    for (Map<String, String> call : calls) {
      assertThat(signed(INBOUND, call).statusCode()).isEqualTo(200);
    }
    assertThat(port.messages()).hasSize(40);
    assertThat(port.messages().stream().map(InboundMessage::providerMessageId).distinct())
        .hasSize(20);
  }

  private static Map<String, String> status(String said, String... more) {
    var form = form(more);
    form.remove("Body");
    form.put("From", OURS);
    form.put("To", THEIRS);
    form.put("MessageStatus", said);
    return form;
  }

  private static String sign(String pathAndQuery, Map<String, String> form, Secret token) {
    return TwilioSignature.sign(SmsFixtures.PUBLIC_URL + pathAndQuery, FormBody.of(form), token);
  }

  private HttpResponse<String> signed(String path, Map<String, String> form) throws Exception {
    return post(path, form, sign(path, form, SmsFixtures.TOKEN));
  }

  private HttpResponse<String> post(String path, Map<String, String> form, String signature)
      throws Exception {
    return send(request(path, SmsFixtures.encoded(form), signature));
  }

  private HttpRequest.Builder request(String path, String body, String signature) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return signature.isEmpty() ? request : request.header("X-Twilio-Signature", signature);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
