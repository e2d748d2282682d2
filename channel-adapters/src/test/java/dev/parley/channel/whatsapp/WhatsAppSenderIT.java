package dev.parley.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.Attachment;
import dev.parley.channel.ChannelAccount;
import dev.parley.channel.Failure;
import dev.parley.channel.Failure.Reason;
import dev.parley.channel.OutboundBody;
import dev.parley.channel.OutboundBody.Choices;
import dev.parley.channel.OutboundBody.Option;
import dev.parley.channel.OutboundBody.Text;
import dev.parley.channel.OutboundMessage;
import dev.parley.channel.Reconciled;
import dev.parley.channel.SendResult;
import dev.parley.channel.Sender;
import dev.parley.channel.http.Calls;
import dev.parley.channel.http.OutgoingHttp;
import dev.parley.channel.sandbox.TestClock;
import dev.parley.config.binding.ChannelType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhatsAppSenderIT {
  private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");
  private static final Sender BY_PHONE = Sender.ofPhone(MetaFixtures.THEIRS);
  private static final Text HELLO = new Text("Hello! 👍");

  private final MockWebServer meta = new MockWebServer();
  private WhatsAppSender sender;

  @BeforeEach
  void start() throws Exception {
    meta.start();
    sender = sender(api());
  }

  @AfterEach
  void stop() {
    meta.close();
  }

  private String api() {
    return meta.url("").toString().replaceFirst("/$", "");
  }

  private static WhatsAppSender sender(String api) {
    return sender(api, Calls.patient());
  }

  private static WhatsAppSender sender(String api, OutgoingHttp calls) {
    return new WhatsAppSender(
        WhatsAppSettings.defaults(URI.create(api)), calls, MetaFixtures.CLOCK);
  }

  private static OutboundMessage message(Sender recipient, OutboundBody body) {
    return new OutboundMessage(
        ID, ChannelType.WHATSAPP, MetaFixtures.OURS, recipient, body, Optional.of("wamid.0"));
  }

  private SendResult send(OutboundBody body) {
    return sender.send(MetaFixtures.account(), message(BY_PHONE, body));
  }

  private void answer(int status, String body, String... headers) {
    var response = new MockResponse.Builder().code(status).body(body);
    for (int i = 0; i < headers.length; i += 2) {
      response.addHeader(headers[i], headers[i + 1]);
    }
    meta.enqueue(response.build());
  }

  private void take() {
    answer(
        200,
        """
        {"messaging_product":"whatsapp","contacts":[{"input":"16505551234","wa_id":"16505551234"}],
         "messages":[{"id":"wamid.9","message_status":"accepted"}]}\
        """);
  }

  private JsonNode sent(OutboundBody body) throws Exception {
    take();
    assertThat(send(body)).isEqualTo(new SendResult.Sent("wamid.9"));
    return Wire.MAPPER.readTree(meta.takeRequest().getBody().utf8());
  }

  private static String error(int code, String more) {
    return """
    {"error":{"message":"(#%d) m","type":"OAuthException","code":%d,"fbtrace_id":"A"%s}}\
    """
        .formatted(code, code, more);
  }

  private static List<Option> options(int count, String title) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Option("id" + i, title + i, Optional.empty()))
        .toList();
  }

  @Test
  void sendsATextAsMetaWantsIt() throws Exception {
    take();
    assertThat(send(HELLO)).isEqualTo(new SendResult.Sent("wamid.9"));
    RecordedRequest request = meta.takeRequest();
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getTarget()).isEqualTo("/v23.0/" + MetaFixtures.OUR_ID + "/messages");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer EAAtoken");
    assertThat(request.getHeaders().get("Content-Type")).startsWith("application/json");
    assertThat(Wire.MAPPER.readTree(request.getBody().utf8()))
        .isEqualTo(
            Wire.MAPPER.readTree(
                """
                {"messaging_product":"whatsapp","recipient_type":"individual","to":"16505551234",
                 "context":{"message_id":"wamid.0"},
                 "biz_opaque_callback_data":"01890000-0000-7000-8000-000000000001",
                 "type":"text","text":{"preview_url":false,"body":"Hello! 👍"}}\
                """));
  }

  @Test
  void sendsToPeopleWhoHideTheirNumber() throws Exception {
    take();
    var hidden = Sender.ofIds(Optional.empty(), Optional.of("PT.9a"));
    assertThat(sender.send(MetaFixtures.account(), message(hidden, HELLO)))
        .isInstanceOf(SendResult.Sent.class);
    JsonNode body = Wire.MAPPER.readTree(meta.takeRequest().getBody().utf8());
    assertThat(body.path("recipient").asText()).isEqualTo("PT.9a");
    assertThat(body.has("to")).isFalse();
  }

  @Test
  void offersUpToThreeShortAnswersAsButtons() throws Exception {
    JsonNode wire = sent(new Choices("Own or rent?", options(3, "Option "), "en"));
    assertThat(wire.at("/interactive/type").asText()).isEqualTo("button");
    assertThat(wire.at("/interactive/body/text").asText()).isEqualTo("Own or rent?");
    assertThat(wire.at("/interactive/action/buttons")).hasSize(3);
    assertThat(wire.at("/interactive/action/buttons/1").toString())
        .isEqualTo("{\"type\":\"reply\",\"reply\":{\"id\":\"id1\",\"title\":\"Option 1\"}}");
  }

  @ParameterizedTest
  @CsvSource({"en, Choose", "pt-BR, Escolher", "de, Auswählen", "ja, ☰"})
  void offersUpToTenAsAList(String language, String button) throws Exception {
    JsonNode wire = sent(new Choices("Which?", options(10, "Option "), language));
    assertThat(wire.at("/interactive/type").asText()).isEqualTo("list");
    assertThat(wire.at("/interactive/action/button").asText()).isEqualTo(button);
    assertThat(wire.at("/interactive/action/sections")).hasSize(1);
    assertThat(wire.at("/interactive/action/sections/0/rows")).hasSize(10);
  }

  @Test
  void saysInWordsWhatDoesNotFit() {
    assertThat(sender.parts(new Choices("Which?", options(11, "o"), "en")))
        .singleElement()
        .isInstanceOf(Text.class);
    assertThat(sender.parts(new Choices("Which?", options(2, "x".repeat(30)), "en")))
        .containsExactly(
            new Text("Which?\n1. " + "x".repeat(30) + "0\n2. " + "x".repeat(30) + "1"));
    var twins =
        List.of(
            new Option("a", "Same", Optional.empty()), new Option("b", "Same", Optional.empty()));
    assertThat(sender.parts(new Choices("Which?", twins, "en")))
        .containsExactly(new Text("Which?\n1. Same\n2. Same"));
    assertThat(sender.parts(new Choices("", options(2, "o"), "en")).getFirst())
        .isInstanceOf(Text.class);
  }

  @Test
  void splitsWhatIsTooLongAndKeepsTheAnswersLast() {
    assertThat(sender.parts(new Text("A sentence. ".repeat(500)))).hasSize(2);
    List<OutboundBody> parts =
        sender.parts(new Choices("A sentence. ".repeat(120), options(2, "o"), "en"));
    assertThat(parts).hasSize(2);
    assertThat(parts.getFirst()).isInstanceOf(Text.class);
    assertThat(parts.getLast()).isInstanceOf(Choices.class);
    assertThat(parts).allMatch(part -> sender.parts(part).equals(List.of(part)));
  }

  @Test
  void sendsATemplateWithItsPlaces() throws Exception {
    JsonNode named =
        sent(
            new OutboundBody.Template(
                "lead_followup",
                "en_US",
                List.of(new OutboundBody.Parameter(Optional.of("first_name"), "Ann"))));
    assertThat(named.path("template").toString())
        .isEqualTo(
            "{\"name\":\"lead_followup\",\"language\":{\"policy\":\"deterministic\",\"code\":\"en_US\"},\"components\":"
                + "[{\"type\":\"body\",\"parameters\":[{\"type\":\"text\","
                + "\"parameter_name\":\"first_name\",\"text\":\"Ann\"}]}]}");
    assertThat(sent(new OutboundBody.Template("hello", "pt_BR", List.of())).path("template"))
        .hasSize(2);
  }

  @Test
  void sendsFilesByTheirAddress() throws Exception {
    URI link = URI.create("https://agents.example/offer.pdf");
    JsonNode document =
        sent(
            new OutboundBody.Media(
                Attachment.Kind.DOCUMENT,
                link,
                "application/pdf",
                "Our offer",
                Optional.of("offer.pdf")));
    assertThat(document.path("document").toString())
        .isEqualTo(
            "{\"link\":\"https://agents.example/offer.pdf\",\"caption\":\"Our offer\","
                + "\"filename\":\"offer.pdf\"}");
    var spoken =
        new OutboundBody.Media(
            Attachment.Kind.VOICE_NOTE, link, "audio/ogg", "Listen", Optional.of("a.ogg"));
    assertThat(sender.parts(spoken)).hasSize(2);
    assertThat(sent(sender.parts(spoken).getFirst()).path("audio")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0, UNAUTHORISED",
    "190, UNAUTHORISED",
    "3, NOT_PERMITTED",
    "10, NOT_PERMITTED",
    "200, NOT_PERMITTED",
    "299, NOT_PERMITTED",
    "33, BAD_SENDER",
    "100, BAD_MESSAGE",
    "131008, BAD_MESSAGE",
    "131009, BAD_MESSAGE",
    "131021, BAD_RECIPIENT",
    "131026, UNREACHABLE",
    "131030, BAD_RECIPIENT",
    "131031, ACCOUNT_STOPPED",
    "368, ACCOUNT_STOPPED",
    "130497, ACCOUNT_STOPPED",
    "131048, ACCOUNT_STOPPED",
    "131037, BAD_SENDER",
    "131042, NOT_PERMITTED",
    "131045, BAD_SENDER",
    "131047, WINDOW_SHUT",
    "131049, HELD_BACK",
    "130472, HELD_BACK",
    "131050, OPTED_OUT",
    "131051, BAD_MESSAGE",
    "131052, BAD_MEDIA",
    "131053, BAD_MEDIA",
    "131062, BAD_RECIPIENT",
    "132000, BAD_TEMPLATE",
    "132001, BAD_TEMPLATE",
    "132005, BAD_TEMPLATE",
    "132007, BAD_TEMPLATE",
    "132012, BAD_TEMPLATE",
    "132015, BAD_TEMPLATE",
    "132016, BAD_TEMPLATE",
    "132068, BAD_TEMPLATE",
    "132069, BAD_TEMPLATE",
    "987654, UNLISTED",
  })
  void refusesForGoodWithAReason(int code, Reason reason) {
    answer(400, error(code, ",\"is_transient\":false"));
    assertThat(send(HELLO))
        .isEqualTo(new SendResult.Refused(new Failure(reason, Integer.toString(code))));
  }

  @ParameterizedTest
  @CsvSource({
    "429, 130429, 2", "400, 131056, 6", "500, 131057, 60", "400, 80007, 60", "400, 4, 60",
    "500, 131000, 2", "503, 2, 2", "503, 131016, 2", "500, 1, 2", "500, 133004, 2",
    "400, 133016, 60",
  })
  void triesAgainWhatMayPassLater(int status, int code, int seconds) {
    answer(status, error(code, ""));
    assertThat(send(HELLO))
        .isEqualTo(new SendResult.Retry(Duration.ofSeconds(seconds), "meta_" + code));
    assertThat(meta.getRequestCount()).isEqualTo(1);
  }

  @Test
  void waitsAsLongAsItIsTold() {
    answer(429, error(130429, ""), "Retry-After", "9");
    answer(
        400,
        error(80007, ""),
        "X-Business-Use-Case-Usage",
        "{\"1\":[{\"type\":\"whatsapp\",\"estimated_time_to_regain_access\":5}]}");
    answer(400, error(80007, ""), "X-Business-Use-Case-Usage", "nonsense");
    answer(400, error(999, ",\"is_transient\":true"));
    answer(429, "<html>");
    assertThat(send(HELLO)).isEqualTo(new SendResult.Retry(Duration.ofSeconds(9), "meta_130429"));
    assertThat(send(HELLO)).isEqualTo(new SendResult.Retry(Duration.ofMinutes(5), "meta_80007"));
    assertThat(send(HELLO)).isEqualTo(new SendResult.Retry(Duration.ofMinutes(1), "meta_80007"));
    assertThat(send(HELLO)).isEqualTo(new SendResult.Retry(Duration.ofSeconds(2), "meta_999"));
    assertThat(send(HELLO)).isEqualTo(new SendResult.Retry(Duration.ofSeconds(2), "rate_limited"));
  }

  @ParameterizedTest
  @CsvSource({
    "401, UNAUTHORISED",
    "403, NOT_PERMITTED",
    "400, UNLISTED",
    "404, UNLISTED",
  })
  void aRefusalThatCannotBeReadIsARefusal(int status, Reason reason) {
    answer(status, "<html>");
    assertThat(send(HELLO))
        .isEqualTo(new SendResult.Refused(new Failure(reason, "http_" + status)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "null", "{\"messages\":[]}", "{\"messages\":[{\"id\":7}]}"})
  void anAnswerThatCannotBeReadLeavesItUnknown(String body) {
    answer(200, body);
    assertThat(send(HELLO)).isEqualTo(new SendResult.Unknown("answer_unreadable"));
  }

  @Test
  void knowsWhetherALostCallMayHaveArrived() {
    answer(502, "bad gateway");
    assertThat(send(HELLO)).isEqualTo(new SendResult.Unknown("vendor_failed"));
    sender = sender(api(), Calls.hasty());
    meta.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    assertThat(send(HELLO)).isEqualTo(new SendResult.Unknown("timeout"));
    sender = sender(api());
    meta.enqueue(new MockResponse.Builder().onRequestBody(new SocketEffect.CloseSocket()).build());
    assertThat(send(HELLO)).isEqualTo(new SendResult.Unknown("connection_lost"));
    sender = sender(Calls.nowhere());
    assertThat(send(HELLO))
        .isEqualTo(new SendResult.Retry(Duration.ofSeconds(2), "connect_failed"));
    sender = sender("https://169.254.169.254");
    assertThat(send(HELLO))
        .isEqualTo(new SendResult.Refused(new Failure(Reason.NOT_PERMITTED, "address_forbidden")));
  }

  @Test
  void refusesWhatItCannotSendBeforeItTries() {
    assertThat(send(new Text("x".repeat(4097))))
        .isEqualTo(new SendResult.Refused(new Failure(Reason.BAD_MESSAGE, "not_in_parts")));
    var nobody = new Sender("somebody", Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(sender.send(MetaFixtures.account(), message(nobody, HELLO)))
        .isEqualTo(new SendResult.Refused(new Failure(Reason.BAD_RECIPIENT, "no_address")));
    var empty = new ChannelAccount(ChannelType.WHATSAPP, "+1", Map.of(), Map.of());
    assertThat(sender.send(empty, message(BY_PHONE, HELLO)))
        .isEqualTo(new SendResult.Refused(new Failure(Reason.UNAUTHORISED, "account_incomplete")));
    assertThat(meta.getRequestCount()).isZero();
  }

  @Test
  void waitsForAReceiptBeforeItSendsTwice() {
    assertThat(reconciledAfter(Duration.ofMinutes(14), Duration.ZERO))
        .isEqualTo(new Reconciled.Undecided());
    assertThat(reconciledAfter(Duration.ofMinutes(16), Duration.ZERO))
        .isEqualTo(new Reconciled.NotFound());
  }

  @Test
  void aReceiptMayStillComeToAServerThatHasJustStarted() {
    assertThat(reconciledAfter(Duration.ofMinutes(1), Duration.ofHours(1)))
        .isEqualTo(new Reconciled.Undecided());
  }

  @Test
  void theTimeForAReceiptBeginsWhenItCanReachUs() {
    TestClock clock = new TestClock();
    Instant firstTriedAt = clock.instant();
    WhatsAppSender asked =
        new WhatsAppSender(
            WhatsAppSettings.defaults(WhatsAppSettings.META), Calls.patient(), clock);
    clock.forward(Duration.ofHours(1));
    asked.listening();
    clock.forward(Duration.ofMinutes(14));
    assertThat(asked.reconcile(MetaFixtures.account(), message(BY_PHONE, HELLO), firstTriedAt))
        .isEqualTo(new Reconciled.Undecided());
    clock.forward(Duration.ofMinutes(2));
    assertThat(asked.reconcile(MetaFixtures.account(), message(BY_PHONE, HELLO), firstTriedAt))
        .isEqualTo(new Reconciled.NotFound());
  }

  /// @param up how long the server has been running when it asks
  /// @param before its start the message was first tried
  private static Reconciled reconciledAfter(Duration up, Duration before) {
    TestClock clock = new TestClock();
    Instant firstTriedAt = clock.instant().minus(before);
    WhatsAppSender asked =
        new WhatsAppSender(
            WhatsAppSettings.defaults(WhatsAppSettings.META), Calls.patient(), clock);
    clock.forward(up);
    return asked.reconcile(MetaFixtures.account(), message(BY_PHONE, HELLO), firstTriedAt);
  }

  @Test
  void showsThatItHasReadAndIsWriting() throws Exception {
    answer(200, "{\"success\":true}");
    sender.readAndTyping(MetaFixtures.account(), "wamid.1");
    assertThat(Wire.MAPPER.readTree(meta.takeRequest().getBody().utf8()).toString())
        .isEqualTo(
            "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"wamid.1\","
                + "\"typing_indicator\":{\"type\":\"text\"}}");
    answer(500, "");
    sender.readAndTyping(MetaFixtures.account(), "wamid.1");
    assertThat(meta.getRequestCount()).isEqualTo(2);
  }
}
