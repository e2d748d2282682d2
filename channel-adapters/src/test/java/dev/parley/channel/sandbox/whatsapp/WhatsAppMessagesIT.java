package dev.parley.channel.sandbox.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.sandbox.Alert;
import dev.parley.channel.sandbox.Call;
import dev.parley.channel.sandbox.Fault;
import dev.parley.channel.sandbox.PhoneMessage;
import dev.parley.channel.sandbox.TestClient;
import dev.parley.channel.sandbox.TestHook;
import dev.parley.channel.sandbox.WebhookFault;
import dev.parley.config.settings.Secret;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The road of messages from the business, over real sockets.
class WhatsAppMessagesIT extends WhatsAppTest {
  @Test
  void signsAsTheVendorDoes() {
    byte[] body = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}".getBytes(UTF_8);
    assertThat(HubSignature.of(Secret.of("app-secret"), body))
        .isEqualTo("sha256=d3e4f9da0ce6c71ab3dba55929b8eeeee2455349e534924ead19f98d143e904f");
  }

  @Test
  void subscribesOnlyAHookThatAnswersTheChallenge() {
    hook.challenge = got -> "\"" + got.query().get("hub.challenge") + "\"";
    assertThat(whatsApp.subscribe(hook.url("/other"))).isFalse();
    hook.challenge =
        got -> {
          assertThat(got.query())
              .containsEntry("hub.mode", "subscribe")
              .containsEntry("hub.verify_token", whatsApp.app().verifyToken().reveal());
          return got.query().get("hub.challenge");
        };
    assertThat(whatsApp.subscribe(hook.url("/other"))).isTrue();
    whatsApp.contact(ANN).says("Hi");
    settled();
    assertThat(hook.got.getFirst().path()).isEqualTo("/other");
  }

  @Test
  void takesATextAndTellsItsRoad() throws IOException {
    whatsApp.contact(ANN).says("Hi");
    TestClient.Got got =
        post(
            message("text", "{'body':'Olá 👍'}")
                .replace("{\"mess", "{\"biz_opaque_callback_data\":\"row-1\",\"mess"));
    assertThat(got.status()).isEqualTo(200);
    JsonNode json = got.json();
    String wamid = json.path("messages").get(0).path("id").asText();
    assertThat(wamid).startsWith("wamid.");
    assertThat(json.path("contacts").get(0).path("wa_id").asText()).isEqualTo(ANN_DIGITS);
    settled();
    assertThat(statuses()).containsExactly("sent", "delivered", "read");
    assertThat(all("statuses"))
        .allSatisfy(
            status -> {
              assertThat(status.get("id").asText()).isEqualTo(wamid);
              assertThat(status.get("biz_opaque_callback_data").asText()).isEqualTo("row-1");
              assertThat(status.get("recipient_id").asText()).isEqualTo(ANN_DIGITS);
              assertThat(status.get("recipient_user_id").asText()).startsWith("US.");
            });
    assertThat(whatsApp.contact(ANN).received())
        .extracting(PhoneMessage::text)
        .containsExactly("Olá 👍");
    assertThat(whatsApp.accepted().getFirst().opaque()).contains("row-1");
  }

  @Test
  void signsRawBytesWhetherEscapedOrNot() {
    whatsApp.contact(ANN).says("Olá 👍 a/b");
    settled();
    whatsApp.contact(ANN).says("Olá 👍 a/b");
    settled();
    assertThat(hook.got)
        .hasSize(2)
        .allSatisfy(
            got ->
                assertThat(got.header("X-Hub-Signature-256"))
                    .isEqualTo(
                        HubSignature.of(whatsApp.app().appSecret(), got.body().getBytes(UTF_8))));
    assertThat(hook.got).filteredOn(got -> got.body().contains("Olá 👍 a/b")).hasSize(1);
    assertThat(hook.got)
        .filteredOn(got -> got.body().contains("Ol\\u00e1 \\ud83d\\udc4d a\\/b"))
        .hasSize(1);
    assertThat(all("messages"))
        .allSatisfy(
            message ->
                assertThat(message.path("text").path("body").asText()).isEqualTo("Olá 👍 a/b"));
  }

  @Test
  void postsAgainUntil200() {
    AtomicInteger posts = new AtomicInteger();
    hook.answers = got -> new TestHook.Answer(posts.incrementAndGet() < 4 ? 500 : 200, "", "");
    whatsApp.contact(ANN).says("Hi");
    settled();
    assertThat(hook.got)
        .hasSize(4)
        .extracting(TestHook.Got::body)
        .containsOnly(hook.got.getFirst().body());
    assertThat(whatsApp.alerts()).isEmpty();
  }

  @Test
  void losesItsAnswerButNotTheMessage() throws IOException {
    whatsApp.contact(ANN).says("Hi");
    whatsApp.faults().next(new Fault.LoseAnswer()).next(new Fault.Drop());
    assertThatThrownBy(() -> sendText("taken")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> sendText("not taken")).isInstanceOf(IOException.class);
    assertThat(whatsApp.accepted()).extracting(AcceptedWhatsApp::text).containsExactly("taken");
    settled();
    assertThat(statuses()).containsExactly("sent", "delivered", "read");
  }

  @Test
  void failsByPlan() throws IOException {
    String id = whatsApp.contact(ANN).says("Hi");
    whatsApp
        .faults()
        .next(new Fault.Answer(503, 131016))
        .next(Call.READ, 1, new Fault.Answer(500, 131000));
    TestClient.Got got = sendText("Hi");
    assertThat(got.status()).isEqualTo(503);
    assertThat(code(got)).isEqualTo(131016);
    assertThat(got.json().path("error").path("is_transient").asBoolean()).isTrue();
    String mark =
        "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"" + id + "\"}";
    assertThat(code(post(mark))).isEqualTo(131000);
    assertThat(post(mark).json().path("success").asBoolean()).isTrue();
    assertThat(sendText("Hi").status()).isEqualTo(200);
    assertThat(whatsApp.accepted()).hasSize(1);
  }

  @Test
  void misdeliversWebhooksByPlan() {
    hook.answers =
        got -> {
          String signature =
              HubSignature.of(whatsApp.app().appSecret(), got.body().getBytes(UTF_8));
          boolean whole = got.body().endsWith("}");
          boolean ours = signature.equals(got.header("X-Hub-Signature-256"));
          return new TestHook.Answer(ours && whole ? 200 : 403, "", "");
        };
    whatsApp
        .faults()
        .nextWebhooks(1, WebhookFault.FORGED)
        .nextWebhooks(1, WebhookFault.MALFORMED)
        .nextWebhooks(1, WebhookFault.UNSIGNED)
        .nextWebhooks(1, WebhookFault.DUPLICATE);
    for (int i = 0; i < 4; i++) {
      whatsApp.contact(ANN).says("message " + i);
      settled();
    }
    assertThat(hook.got).hasSize(8);
    assertThat(whatsApp.refusedWebhooks()).isEqualTo(3);
    assertThat(whatsApp.alerts()).isEmpty();
    assertThat(hook.got.get(7).body()).isEqualTo(hook.got.get(6).body());
  }

  @Test
  void noticesAServerThatTakesAForgery() {
    whatsApp.faults().nextWebhooks(1, WebhookFault.UNSIGNED);
    whatsApp.contact(ANN).says("Hi");
    settled();
    assertThat(whatsApp.alerts()).extracting(Alert::code).containsExactly(0);
  }

  @Test
  void aMessageFailsLaterWhereThePersonCannotBeReached() throws IOException {
    whatsApp.contact(ANN).says("Hi");
    settled();
    whatsApp.contact(ANN).failsWith(131026);
    assertThat(sendText("Hi").status()).isEqualTo(200);
    settled();
    JsonNode failed = all("statuses").getFirst();
    assertThat(failed.path("status").asText()).isEqualTo("failed");
    assertThat(failed.path("errors").get(0).path("code").asInt()).isEqualTo(131026);
    assertThat(failed.has("recipient_user_id")).isFalse();
    assertThat(values().getLast().has("contacts")).isFalse();
    whatsApp.contact(ANN).isReachable().refusesWith(131030);
    assertThat(code(sendText("Hi"))).isEqualTo(131030);
  }

  @Test
  void aPersonWhoDoesNotReadGetsNoReadStatus() throws IOException {
    whatsApp.contact(ANN).reads(false).says("Hi");
    sendText("Hi");
    settled();
    assertThat(statuses()).containsExactly("sent", "delivered");
  }

  @Test
  void sendsToAPersonWhoHidesTheNumber() throws IOException {
    WhatsAppContact hidden = whatsApp.contactById("US.13491208655302741918");
    hidden.says("Hi");
    TestClient.Got got =
        post(
            message("text", "{'body':'Hello'}")
                .replace("\"to\":\"" + ANN_DIGITS, "\"recipient\":\"US.13491208655302741918"));
    assertThat(got.json().path("contacts").get(0).path("user_id").asText())
        .isEqualTo("US.13491208655302741918");
    settled();
    assertThat(hidden.received()).extracting(PhoneMessage::text).containsExactly("Hello");
    assertThat(all("messages").getFirst().has("from")).isFalse();
    assertThat(all("contacts").getFirst().has("wa_id")).isFalse();
    assertThat(all("statuses")).allSatisfy(s -> assertThat(s.has("recipient_id")).isFalse());
    assertThat(List.copyOf(whatsApp.accepted()).getFirst().to())
        .isEqualTo("US.13491208655302741918");
  }
}
