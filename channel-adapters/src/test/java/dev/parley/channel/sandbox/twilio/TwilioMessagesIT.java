package dev.parley.channel.sandbox.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.sandbox.Alert;
import dev.parley.channel.sandbox.Call;
import dev.parley.channel.sandbox.Fault;
import dev.parley.channel.sandbox.MediaFile;
import dev.parley.channel.sandbox.PhoneMessage;
import dev.parley.channel.sandbox.TestClient;
import dev.parley.channel.sandbox.TestHook;
import dev.parley.channel.sandbox.WebhookFault;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Credentials;
import okhttp3.FormBody;
import org.junit.jupiter.api.Test;

/// The road of messages, both ways, over real sockets.
class TwilioMessagesIT extends TwilioTest {
  @Test
  void takesAMessageAndTellsItsRoad() throws IOException {
    TestClient.Got got = send("Hello");
    assertThat(got.status()).isEqualTo(201);
    JsonNode json = got.json();
    assertThat(json.path("sid").asText()).matches("SM[0-9a-f]{32}");
    assertThat(json.path("status").asText()).isEqualTo("queued");
    assertThat(json.path("date_created").asText()).isEqualTo("Sun, 22 Nov 2026 10:00:00 +0000");
    assertThat(json.path("date_sent").isNull()).isTrue();
    assertThat(json.path("num_segments").asText()).isEqualTo("1");
    assertThat(json.path("error_code").isNull()).isTrue();
    settled();
    assertThat(hook.forms("/status"))
        .extracting(form -> form.get("MessageStatus"))
        .containsExactly("sent", "delivered");
    assertThat(twilio.contact(ANN).received())
        .extracting(PhoneMessage::text)
        .containsExactly("Hello");
    assertThat(twilio.accepted())
        .extracting(AcceptedSms::body, AcceptedSms::status)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("Hello", "delivered"));
  }

  @Test
  void signsEveryWebhook() throws IOException {
    twilio.contact(ANN).says("Olá 👍 & so on");
    send("Hi");
    settled();
    assertThat(hook.got)
        .hasSize(3)
        .allSatisfy(
            got ->
                assertThat(got.header("X-Twilio-Signature"))
                    .isEqualTo(signatureOf(got, got.form())));
  }

  @Test
  void postsWhatAContactSays() {
    String sid = twilio.contact(ANN).says("Is anyone there?");
    settled();
    Map<String, String> form = hook.forms("/sms").getFirst();
    assertThat(form)
        .containsEntry("MessageSid", sid)
        .containsEntry("SmsSid", sid)
        .containsEntry("From", ANN)
        .containsEntry("To", OURS)
        .containsEntry("Body", "Is anyone there?")
        .containsEntry("NumMedia", "0")
        .containsEntry("FromCity", "")
        .containsEntry("AccountSid", twilio.account().accountSid())
        .doesNotContainKey("OptOutType");
    assertThat(hook.got.getFirst().header("I-Twilio-Idempotency-Token")).isNotEmpty();
  }

  @Test
  void sendsTheWordsOfATwimlAnswer() {
    hook.answers =
        got ->
            new TestHook.Answer(
                200,
                "text/xml",
                "<Response><Message><Body>Hi &amp; hello</Body></Message></Response>");
    twilio.contact(ANN).says("Hi");
    List<PhoneMessage> received = twilio.contact(ANN).awaitReceived(1, SOON);
    assertThat(received.getFirst().text()).isEqualTo("Hi & hello");
    assertThat(twilio.alerts()).isEmpty();
  }

  @Test
  void complainsAboutAnAnswerItCannotRead() {
    hook.answers = got -> new TestHook.Answer(200, "application/json", "{}");
    twilio.contact(ANN).says("one");
    settled();
    hook.answers = got -> new TestHook.Answer(200, "text/xml", "<Response><Say>");
    twilio.contact(ANN).says("two");
    settled();
    hook.answers = got -> new TestHook.Answer(500, "", "");
    twilio.contact(ANN).says("three");
    settled();
    assertThat(twilio.alerts()).extracting(Alert::code).containsExactly(12300, 12100, 11200);
    assertThat(hook.forms("/sms")).hasSize(3);
  }

  @Test
  void triesAgainAsTheUrlSaysAndThenTheFallback() {
    hook.answers = got -> new TestHook.Answer(got.path().equals("/sms") ? 503 : 200, "", "");
    twilio.number(OURS, URI.create(hook.url("/sms") + "#rc=2&rp=5xx"), hook.url("/fallback"));
    twilio.contact(ANN).says("Hi");
    settled();
    assertThat(hook.forms("/sms")).hasSize(3);
    assertThat(hook.got)
        .filteredOn(got -> got.path().equals("/sms"))
        .extracting(got -> got.header("I-Twilio-Idempotency-Token"))
        .containsOnly(hook.got.getFirst().header("I-Twilio-Idempotency-Token"));
    assertThat(hook.forms("/fallback").getFirst())
        .containsEntry("ErrorCode", "11200")
        .containsEntry("ErrorUrl", hook.url("/sms").toString());
    assertThat(twilio.alerts()).isEmpty();
  }

  @Test
  void keepsAPictureWhereCredentialsMustNotFollow() throws IOException {
    byte[] bytes = {1, 2, 3, 4};
    twilio.contact(ANN).sends("my bill", new MediaFile("image/jpeg", "bill.jpg", bytes));
    settled();
    Map<String, String> form = hook.forms("/sms").getFirst();
    assertThat(form)
        .containsEntry("NumMedia", "1")
        .containsEntry("MediaContentType0", "image/jpeg");
    assertThat(form.get("MessageSid")).startsWith("MM");
    URI url = URI.create(form.get("MediaUrl0"));
    assertThat(TestClient.get(url, plain -> plain).status()).isEqualTo(401);
    TestClient.Got moved = TestClient.get(url, this::authorized);
    assertThat(moved.status()).isEqualTo(307);
    URI storage = URI.create(moved.headers().get("Location"));
    assertThat(storage.getHost()).isNotEqualTo(url.getHost());
    assertThat(TestClient.get(storage, this::authorized).status()).isEqualTo(400);
    assertThat(TestClient.get(storage, plain -> plain).body()).isEqualTo(bytes);
  }

  @Test
  void stopBlocksUntilStart() throws IOException {
    twilio.contact(ANN).says(" Stop ");
    settled();
    assertThat(send("Hi").json().path("code").asInt()).isEqualTo(21610);
    assertThat(twilio.contact(ANN).received().getFirst().text()).contains("unsubscribed");
    assertThat(hook.forms("/sms").getFirst()).containsEntry("Body", " Stop ");
    twilio.contact(ANN).says("yes");
    settled();
    assertThat(send("Hi").status()).isEqualTo(201);
    twilio.contact(ANN).says("please stop by");
    settled();
    assertThat(send("Hi").status()).isEqualTo(201);
  }

  @Test
  void aMessagingServiceTellsOptOutsAndFailsLater() throws IOException {
    String service = TwilioAccount.sid("MG");
    twilio.service(
        service, hook.url("/pool"), Optional.of(hook.url("/pool-status")), true, List.of(OURS));
    JsonNode taken = create("To", ANN, "MessagingServiceSid", service, "Body", "Hi").json();
    assertThat(taken.path("status").asText()).isEqualTo("accepted");
    assertThat(taken.path("from").isNull()).isTrue();
    assertThat(taken.path("num_segments").asText()).isEqualTo("0");
    settled();
    twilio.contact(ANN).says("STOP");
    settled();
    assertThat(hook.forms("/pool").getFirst()).containsEntry("OptOutType", "STOP");
    assertThat(create("To", ANN, "MessagingServiceSid", service, "Body", "Hi").status())
        .isEqualTo(201);
    assertThat(send("Hi").json().path("code").asInt()).isEqualTo(21610);
    settled();
    assertThat(hook.forms("/pool-status"))
        .extracting(form -> form.get("MessageStatus"))
        .containsExactly("queued", "sent", "delivered", "queued", "failed");
    assertThat(hook.forms("/pool-status").getLast()).containsEntry("ErrorCode", "21610");
  }

  @Test
  void aNumberThatCannotBeReachedFailsAsItIsTold() throws IOException {
    twilio.contact(ANN).failsWith(30003);
    assertThat(send("Hi").status()).isEqualTo(201);
    settled();
    assertThat(hook.forms("/status"))
        .extracting(form -> form.get("MessageStatus"))
        .containsExactly("sent", "undelivered");
    assertThat(hook.forms("/status").getLast()).containsEntry("ErrorCode", "30003");
    twilio.contact(ANN).isReachable().refusesWith(21614);
    assertThat(send("Hi").json().path("code").asInt()).isEqualTo(21614);
    assertThat(twilio.contact(ANN).received()).isEmpty();
  }

  @Test
  void losesItsAnswerButNotTheMessage() throws IOException {
    twilio.faults().next(new Fault.LoseAnswer()).next(new Fault.Drop());
    assertThatThrownBy(() -> send("taken")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> send("not taken")).isInstanceOf(IOException.class);
    assertThat(twilio.accepted()).extracting(AcceptedSms::body).containsExactly("taken");
    JsonNode list =
        TestClient.get(messages("?To=%2B14155550100&DateSent%3E=2026-11-22"), this::authorized)
            .json();
    assertThat(list.path("messages").get(0).path("body").asText()).isEqualTo("taken");
  }

  @Test
  void failsByPlan() throws IOException {
    twilio.faults().next(2, new Fault.Answer(429, 20429)).next(new Fault.Garble());
    TestClient.Got busy = send("Hi");
    assertThat(busy.status()).isEqualTo(429);
    assertThat(busy.json().path("code").asInt()).isEqualTo(20429);
    assertThat(busy.headers().get("Twilio-Concurrent-Requests")).isEqualTo("1");
    assertThat(send("Hi").status()).isEqualTo(429);
    TestClient.Got garbled = send("Hi");
    assertThat(garbled.status()).isEqualTo(201);
    assertThatThrownBy(garbled::json).isInstanceOf(AssertionError.class);
    twilio.faults().next(Call.LIST, 1, new Fault.Answer(503, 20500));
    assertThat(TestClient.get(messages(""), this::authorized).status()).isEqualTo(503);
    assertThat(send("Hi").status()).isEqualTo(201);
    assertThat(twilio.accepted()).hasSize(2);
  }

  @Test
  void waitsByPlan() throws IOException {
    twilio.faults().next(new Fault.Delay(Duration.ofMillis(120)));
    long started = System.nanoTime();
    assertThat(send("Hi").status()).isEqualTo(201);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(110));
  }

  @Test
  void misdeliversWebhooksByPlan() {
    hook.answers =
        got ->
            new TestHook.Answer(
                got.form().containsKey("MessageSid")
                        && got.header("X-Twilio-Signature").equals(signatureOf(got, got.form()))
                    ? 200
                    : 403,
                "",
                "");
    twilio
        .faults()
        .nextWebhooks(1, WebhookFault.FORGED)
        .nextWebhooks(1, WebhookFault.UNSIGNED)
        .nextWebhooks(1, WebhookFault.MALFORMED)
        .nextWebhooks(1, WebhookFault.DUPLICATE);
    for (String text : List.of("a", "b", "c", "d")) {
      twilio.contact(ANN).says(text);
      settled();
    }
    assertThat(hook.forms("/sms"))
        .extracting(form -> form.get("Body"))
        .containsExactly("a", "a", "b", "b", "c", "c", "d", "d");
    assertThat(twilio.refusedWebhooks()).isEqualTo(3);
    assertThat(twilio.alerts()).isEmpty();
  }

  @Test
  void noticesAServerThatTakesAForgery() {
    twilio.faults().nextWebhooks(1, WebhookFault.FORGED);
    twilio.contact(ANN).says("Hi");
    settled();
    assertThat(twilio.alerts()).extracting(Alert::code).containsExactly(0);
  }

  @Test
  void letsWebhooksOvertakeEachOther() {
    twilio.faults().nextWebhooks(1, WebhookFault.REORDER);
    twilio.contact(ANN).says("first");
    twilio.contact(ANN).says("second");
    settled();
    assertThat(hook.forms("/sms"))
        .extracting(form -> form.get("Body"))
        .containsExactly("second", "first");
  }

  @Test
  void cancelsAndSendsWhatIsScheduled() throws IOException {
    String service = TwilioAccount.sid("MG");
    twilio.service(service, hook.url("/pool"), Optional.empty(), false, List.of(OURS));
    String[] later = {
      "To",
      ANN,
      "MessagingServiceSid",
      service,
      "Body",
      "Later",
      "ScheduleType",
      "fixed",
      "SendAt",
      "2026-11-22T11:00:00Z"
    };
    String sid = create(later).json().path("sid").asText();
    assertThat(create(later).json().path("status").asText()).isEqualTo("scheduled");
    URI one = URI.create(messages("").toString().replace(".json", "/" + sid + ".json"));
    FormBody cancel = new FormBody.Builder().add("Status", "canceled").build();
    assertThat(TestClient.post(one, cancel, this::authorized).json().path("status").asText())
        .isEqualTo("canceled");
    clock.forward(Duration.ofHours(2));
    twilio.sendDue();
    settled();
    assertThat(twilio.contact(ANN).received()).hasSize(1);
  }

  @Test
  void knowsWhoIsAsking() throws IOException {
    assertThat(TestClient.get(messages(""), plain -> plain).json().path("code").asInt())
        .isEqualTo(20003);
    String key =
        Credentials.basic(twilio.account().apiKeySid(), twilio.account().apiKeySecret().reveal());
    assertThat(TestClient.get(messages(""), r -> r.header("Authorization", key)).status())
        .isEqualTo(200);
    URI another =
        URI.create(
            messages("")
                .toString()
                .replace(twilio.account().accountSid(), TwilioAccount.sid("AC")));
    assertThat(TestClient.get(another, this::authorized).status()).isEqualTo(404);
  }
}
