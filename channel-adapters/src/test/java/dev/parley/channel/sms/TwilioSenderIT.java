package dev.parley.channel.sms;

import static dev.parley.channel.sms.SmsFixtures.OURS;
import static dev.parley.channel.sms.SmsFixtures.THEIRS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.Attachment;
import dev.parley.channel.ChannelAccount;
import dev.parley.channel.Failure;
import dev.parley.channel.Failure.Reason;
import dev.parley.channel.OutboundBody;
import dev.parley.channel.OutboundMessage;
import dev.parley.channel.Reconciled;
import dev.parley.channel.SendResult;
import dev.parley.channel.Sender;
import dev.parley.channel.http.Calls;
import dev.parley.channel.http.FormBody;
import dev.parley.channel.http.OutgoingHttp;
import dev.parley.channel.twilio.TwilioErrors;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.settings.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Credentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioSenderIT {
  private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");

  private final MockWebServer twilio = new MockWebServer();
  private TwilioSender sender;

  @BeforeEach
  void start() throws Exception {
    twilio.start();
    sender = sender(api(), 30);
  }

  @AfterEach
  void stop() {
    twilio.close();
  }

  private String api() {
    return twilio.url("").toString().replaceFirst("/$", "");
  }

  private static TwilioSender sender(String api, int secondsLater) {
    return sender(api, Calls.patient(), secondsLater);
  }

  private static TwilioSender sender(String api, OutgoingHttp calls, int secondsLater) {
    return new TwilioSender(
        SmsSettings.defaults(SmsFixtures.PUBLIC_URL, URI.create(api)),
        calls,
        Clock.fixed(SmsFixtures.NOW.plusSeconds(secondsLater), ZoneOffset.UTC));
  }

  private static OutboundMessage message(OutboundBody body) {
    return new OutboundMessage(
        ID, ChannelType.SMS, OURS, Sender.ofPhone(THEIRS), body, Optional.empty());
  }

  private SendResult send(OutboundBody body) {
    return sender.send(SmsFixtures.account(), message(body));
  }

  private SendResult sendHello() {
    return send(new OutboundBody.Text("Hello! 👍"));
  }

  private static String resource(String sid, String body, String created, String direction) {
    return """
    {"account_sid":"%s","api_version":"2010-04-01","body":"%s","date_created":"%s",
     "date_sent":null,"date_updated":"%s","direction":"%s","error_code":null,
     "error_message":null,"from":"%s","num_media":"0","num_segments":"1","price":null,
     "price_unit":null,"messaging_service_sid":null,"sid":"%s","status":"queued",
     "subresource_uris":{"media":"/m.json"},"to":"%s","uri":"/u.json"}\
    """
        .formatted(SmsFixtures.ACCOUNT_SID, body, created, created, direction, OURS, sid, THEIRS);
  }

  private static String taken() {
    return resource("SM1", "Hello! 👍", "Sun, 22 Nov 2026 10:00:01 +0000", "outbound-api");
  }

  private void answer(int status, String body, String... headers) {
    var response = new MockResponse.Builder().code(status).body(body);
    for (int i = 0; i < headers.length; i += 2) {
      response.addHeader(headers[i], headers[i + 1]);
    }
    twilio.enqueue(response.build());
  }

  private static String error(int code, int status) {
    return "{\"code\":%d,\"message\":\"m\",\"more_info\":\"https://x\",\"status\":%d}"
        .formatted(code, status);
  }

  @Test
  void sendsAMessageAsTwilioWantsIt() throws Exception {
    answer(201, taken());
    assertThat(sendHello()).isEqualTo(new SendResult.Sent("SM1"));
    RecordedRequest request = twilio.takeRequest();
    assertThat(request.getTarget())
        .isEqualTo("/2010-04-01/Accounts/" + SmsFixtures.ACCOUNT_SID + "/Messages.json");
    assertThat(request.getHeaders().get("Authorization"))
        .isEqualTo(Credentials.basic(SmsFixtures.ACCOUNT_SID, SmsFixtures.TOKEN.reveal()));
    FormBody form = form(request);
    assertThat(form.text("To")).contains(THEIRS);
    assertThat(form.text("From")).contains(OURS);
    assertThat(form.text("Body")).contains("Hello! 👍");
    assertThat(form.text("ValidityPeriod")).contains("14400");
    assertThat(form.text("StatusCallback"))
        .contains(SmsFixtures.PUBLIC_URL + "/hooks/twilio/sms/status?from=%2B15005550006&id=" + ID);
  }

  @Test
  void sendsWithAKeyAndThroughAServiceWhereThereAreSome() throws Exception {
    var account =
        new ChannelAccount(
            ChannelType.SMS,
            OURS,
            Map.of(
                "account_sid",
                SmsFixtures.ACCOUNT_SID,
                "messaging_service_sid",
                "MG" + "2c".repeat(16),
                "api_key_sid",
                "SK1"),
            Map.of("auth_token", SmsFixtures.TOKEN, "api_key_secret", Secret.of("key secret")));
    answer(201, taken());
    assertThat(sender.send(account, message(new OutboundBody.Text("Hello! 👍"))))
        .isInstanceOf(SendResult.Sent.class);
    RecordedRequest request = twilio.takeRequest();
    assertThat(request.getHeaders().get("Authorization"))
        .isEqualTo(Credentials.basic("SK1", "key secret"));
    assertThat(form(request).text("MessagingServiceSid")).contains("MG" + "2c".repeat(16));
    assertThat(form(request).text("From")).isEmpty();
  }

  @Test
  void sendsAPictureByItsAddress() throws Exception {
    answer(201, taken());
    URI link = URI.create("https://agents.example/files/offer.jpg");
    send(
        new OutboundBody.Media(
            Attachment.Kind.IMAGE, link, "image/jpeg", "Our offer", Optional.empty()));
    FormBody form = form(twilio.takeRequest());
    assertThat(form.text("MediaUrl")).contains(link.toString());
    assertThat(form.text("Body")).contains("Our offer");
  }

  @ParameterizedTest
  @CsvSource({
    "21610, OPTED_OUT", "21211, BAD_RECIPIENT", "21214, BAD_RECIPIENT", "21217, BAD_RECIPIENT",
    "21614, BAD_RECIPIENT", "21612, UNREACHABLE", "21212, BAD_SENDER", "21606, BAD_SENDER",
    "21659, BAD_SENDER", "21660, BAD_SENDER", "21408, NOT_PERMITTED", "21617, BAD_MESSAGE",
    "63016, WINDOW_SHUT", "30002, ACCOUNT_STOPPED", "99999, UNLISTED",
  })
  void refusesForGoodWithAReason(int code, Reason reason) {
    answer(400, error(code, 400));
    assertThat(sendHello())
        .isEqualTo(new SendResult.Refused(new Failure(reason, Integer.toString(code))));
    assertThat(twilio.getRequestCount()).isEqualTo(1);
  }

  @Test
  void everyRefusalSaysWhatToDo() {
    assertThat(TwilioErrors.failure(21610).reason().remedy()).isEqualTo(Failure.Remedy.SUPPRESS);
    assertThat(TwilioErrors.failure(30001).reason().remedy()).isEqualTo(Failure.Remedy.SEND_AGAIN);
    assertThat(TwilioErrors.failure(30034).reason().code()).isEqualTo("not_permitted");
  }

  @Test
  void aWrongTokenIsForTheOperator() {
    answer(401, error(20003, 401));
    assertThat(sendHello())
        .isEqualTo(new SendResult.Refused(new Failure(Reason.UNAUTHORISED, "20003")));
    answer(403, "<html>no</html>");
    assertThat(sendHello())
        .isEqualTo(new SendResult.Refused(new Failure(Reason.UNAUTHORISED, "http_403")));
  }

  @Test
  void waitsAsLongAsItIsTold() {
    answer(429, error(20429, 429), "Retry-After", "7");
    answer(429, "");
    answer(400, error(21611, 400));
    assertThat(sendHello()).isEqualTo(new SendResult.Retry(Duration.ofSeconds(7), "rate_limited"));
    assertThat(sendHello()).isEqualTo(new SendResult.Retry(Duration.ofSeconds(2), "rate_limited"));
    assertThat(sendHello()).isInstanceOf(SendResult.Retry.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void neverRepeatsAFailedCreation(int status) {
    answer(status, error(20500, status));
    assertThat(sendHello()).isEqualTo(new SendResult.Unknown("vendor_failed"));
    assertThat(twilio.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{\"sid\":null}", "{\"sid\":{}}", "<html>"})
  void anAnswerThatCannotBeReadLeavesItUnknown(String body) {
    answer(201, body);
    assertThat(sendHello()).isEqualTo(new SendResult.Unknown("answer_unreadable"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{\"code\":\"x\"}", "\"text\""})
  void aRefusalThatCannotBeReadIsARefusal(String body) {
    answer(400, body);
    assertThat(sendHello())
        .isEqualTo(new SendResult.Refused(new Failure(Reason.UNLISTED, "http_400")));
  }

  @Test
  void aRedirectIsNotFollowed() {
    answer(307, "", "Location", twilio.url("/elsewhere").toString());
    assertThat(sendHello()).isEqualTo(new SendResult.Unknown("answer_unreadable"));
    assertThat(twilio.getRequestCount()).isEqualTo(1);
  }

  @Test
  void knowsWhetherALostCallMayHaveArrived() {
    sender = sender(api(), Calls.hasty(), 30);
    twilio.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    assertThat(sendHello()).isEqualTo(new SendResult.Unknown("timeout"));
    sender = sender(api(), 30);
    twilio.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    assertThat(sendHello()).isEqualTo(new SendResult.Unknown("connection_lost"));
    sender = sender(Calls.nowhere(), 30);
    assertThat(sendHello())
        .isEqualTo(new SendResult.Retry(Duration.ofSeconds(2), "connect_failed"));
  }

  @Test
  void reachesNoAddressInsideTheNetwork() {
    sender = sender("https://10.0.0.1", 30);
    assertThat(sendHello())
        .isEqualTo(new SendResult.Refused(new Failure(Reason.NOT_PERMITTED, "address_forbidden")));
  }

  @Test
  void refusesWhatItCannotSendBeforeItTries() {
    assertThat(send(new OutboundBody.Template("t", "en", List.of())))
        .isEqualTo(new SendResult.Refused(new Failure(Reason.BAD_MESSAGE, "no_templates")));
    assertThat(send(new OutboundBody.Text("x".repeat(1601))))
        .isEqualTo(new SendResult.Refused(new Failure(Reason.BAD_MESSAGE, "not_in_parts")));
    var hidden = Sender.ofIds(Optional.empty(), Optional.of("US.1"));
    assertThat(
            sender.send(
                SmsFixtures.account(),
                new OutboundMessage(
                    ID,
                    ChannelType.SMS,
                    OURS,
                    hidden,
                    new OutboundBody.Text("x"),
                    Optional.empty())))
        .isEqualTo(new SendResult.Refused(new Failure(Reason.BAD_RECIPIENT, "no_phone_number")));
    var empty = new ChannelAccount(ChannelType.SMS, OURS, Map.of(), Map.of());
    assertThat(sender.send(empty, message(new OutboundBody.Text("x"))))
        .isEqualTo(new SendResult.Refused(new Failure(Reason.UNAUTHORISED, "account_incomplete")));
    assertThat(twilio.getRequestCount()).isZero();
  }

  @Test
  void makesMessagesOfEveryForm() {
    assertThat(sender.parts(new OutboundBody.Text("It’s “ok”")))
        .containsExactly(new OutboundBody.Text("It's \"ok\""));
    assertThat(sender.parts(new OutboundBody.Text("A sentence. ".repeat(300)))).hasSize(3);
    assertThat(sender.parts(new OutboundBody.Text("  "))).isEmpty();
    var options =
        List.of(
            new OutboundBody.Option("owner", "I own it", Optional.empty()),
            new OutboundBody.Option("tenant", "I rent it", Optional.of("flat or house")));
    assertThat(sender.parts(new OutboundBody.Choices("Own or rent?", options, "en")))
        .containsExactly(
            new OutboundBody.Text("Own or rent?\n1. I own it\n2. I rent it: flat or house"));
    var file =
        new OutboundBody.Media(
            Attachment.Kind.DOCUMENT,
            URI.create("https://x.example/o.pdf"),
            "application/pdf",
            "x".repeat(1700),
            Optional.empty());
    assertThat(sender.parts(file)).hasSize(3);
  }

  @Test
  void findsAMessageWhoseAnswerWasLost() throws Exception {
    answer(
        200,
        list(
            resource("SM7", "Hello! 👍", "Sun, 22 Nov 2026 10:00:09 +0000", "inbound"),
            resource("SM8", "Something else", "Sun, 22 Nov 2026 10:00:05 +0000", "outbound-api"),
            resource("SM9", "Hello! 👍", "Sun, 22 Nov 2026 10:00:01 +0000", "outbound-api")));
    assertThat(reconcile(0)).isEqualTo(new Reconciled.Found("SM9"));
    RecordedRequest request = twilio.takeRequest();
    assertThat(request.getMethod()).isEqualTo("GET");
    assertThat(request.getUrl().queryParameter("To")).isEqualTo(THEIRS);
    assertThat(request.getUrl().queryParameter("PageSize")).isEqualTo("50");
  }

  @Test
  void anOldTwinIsNotTheMessage() {
    answer(
        200, list(resource("SM1", "Hello! 👍", "Sun, 22 Nov 2026 09:50:00 +0000", "outbound-api")));
    assertThat(reconcile(0)).isEqualTo(new Reconciled.NotFound());
  }

  @Test
  void doesNotDecideTooEarlyOrWithoutAnAnswer() throws Exception {
    answer(200, list());
    assertThat(reconcile(25)).isEqualTo(new Reconciled.Undecided());
    answer(500, "");
    assertThat(reconcile(0)).isEqualTo(new Reconciled.Undecided());
    answer(200, "nonsense");
    assertThat(reconcile(0)).isEqualTo(new Reconciled.Undecided());
    twilio.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    assertThat(reconcile(0)).isEqualTo(new Reconciled.Undecided());
  }

  private Reconciled reconcile(int triedAfterSeconds) {
    return sender.reconcile(
        SmsFixtures.account(),
        message(new OutboundBody.Text("Hello! 👍")),
        SmsFixtures.NOW.plusSeconds(triedAfterSeconds));
  }

  private static String list(String... messages) {
    return """
    {"end":0,"first_page_uri":"/f","next_page_uri":null,"page":0,"page_size":50,
     "previous_page_uri":null,"start":0,"uri":"/u","messages":[%s]}\
    """
        .formatted(String.join(",", messages));
  }

  private static FormBody form(RecordedRequest request) {
    return FormBody.read(request.getBody().utf8().getBytes(UTF_8), 50).orElseThrow();
  }
}
