package dev.parley.channel.sandbox.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.sandbox.PhoneEvent;
import dev.parley.channel.sandbox.PhoneListener;
import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.channel.sandbox.TestClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;

/// Windows, rates, templates and who is asking.
class WhatsAppRulesIT extends WhatsAppTest {
  @Test
  void theWindowShutsAfterADay() throws IOException {
    TestClient.Got early = sendText("Hi");
    assertThat(early.status()).isEqualTo(400);
    assertThat(code(early)).isEqualTo(131047);
    whatsApp.contact(ANN).says("Hi");
    assertThat(sendText("Hi").status()).isEqualTo(200);
    clock.forward(Duration.ofHours(24).minusSeconds(1));
    assertThat(sendText("Hi").status()).isEqualTo(200);
    clock.forward(Duration.ofSeconds(1));
    assertThat(code(sendText("Hi"))).isEqualTo(131047);
    assertThat(whatsApp.accepted()).hasSize(2);
  }

  @Test
  void theWindowIsToldLaterWhereTheVendorFeelsLikeIt() throws IOException {
    try (WhatsAppSandbox later =
        new WhatsAppSandbox(
                whatsApp.app(),
                WhatsAppLimits.VENDOR.toldLater(),
                SandboxOptions.TIDY.with(clock),
                PhoneListener.NONE)
            .onLoopback()
            .number(NUMBER_ID, "+15550783881")
            .trust(hook.url("/whatsapp"))) {
      RequestBody body = RequestBody.create(message("text", "{'body':'Hi'}"), JSON);
      URI url = URI.create(later.url() + "/v23.0/" + NUMBER_ID + "/messages");
      assertThat(TestClient.post(url, body, this::authorized).status()).isEqualTo(200);
      assertThat(later.settle(SOON)).isTrue();
      assertThat(all("statuses").getFirst().at("/errors/0/code").asInt()).isEqualTo(131047);
    }
  }

  @Test
  void onePersonGetsNoMoreThanThePairAllows() throws IOException {
    whatsApp.contact(ANN).says("Hi");
    for (int i = 0; i < 45; i++) {
      assertThat(sendText("message " + i).status()).isEqualTo(200);
    }
    assertThat(code(sendText("one more"))).isEqualTo(131056);
    clock.forward(Duration.ofSeconds(6));
    assertThat(sendText("one more").status()).isEqualTo(200);
    assertThat(code(sendText("and more"))).isEqualTo(131056);
  }

  @Test
  void oneNumberSendsNoMoreThanItsThroughput() throws IOException {
    int refused = 0;
    for (int i = 0; i < 3; i++) {
      String person = "+1650555000" + i;
      whatsApp.contact(person).says("Hi");
      for (int j = 0; j < 30; j++) {
        TestClient.Got got =
            post(message("text", "{'body':'Hi'}").replace(ANN_DIGITS, person.substring(1)));
        if (got.status() == 429) {
          assertThat(code(got)).isEqualTo(130429);
          refused++;
        }
      }
    }
    assertThat(refused).isEqualTo(13);
  }

  @Test
  void aTemplateGoesOutsideTheWindowFilledAsItWasMade() throws IOException {
    whatsApp
        .template(Template.utility("follow_up", "en_US", "Hello {{1}}, still {{2}}?"))
        .template(Template.utility("named", "en", "Hello {{first_name}}!").withQuickReplies("Yes"))
        .template(Template.utility("resting", "en", "Hi").withStatus("PAUSED"))
        .template(Template.utility("gone", "en", "Hi").withStatus("DISABLED"))
        .template(Template.utility("unread", "en", "Hi").withStatus("PENDING"))
        .template(Template.utility("long", "en", "{{1}}"));
    assertThat(
            template(
                    "follow_up",
                    "en_US",
                    "{'type':'text','text':'Ann'}," + "{'type':'text','text':'there'}")
                .status())
        .isEqualTo(200);
    settled();
    assertThat(whatsApp.contact(ANN).received().getFirst().text())
        .isEqualTo("Hello Ann, still there?");
    assertThat(all("statuses").getFirst().at("/pricing/category").asText()).isEqualTo("utility");
    assertThat(code(template("follow_up", "en_US", "{'type':'text','text':'Ann'}")))
        .isEqualTo(132000);
    TestClient.Got missing = template("follow_up", "pt_BR", "{'type':'text','text':'Ann'}");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(code(missing)).isEqualTo(132001);
    assertThat(code(template("named", "en", "{'type':'text','text':'Ann'}"))).isEqualTo(132012);
    assertThat(code(template("resting", "en", ""))).isEqualTo(132015);
    assertThat(code(template("gone", "en", ""))).isEqualTo(132016);
    assertThat(code(template("unread", "en", ""))).isEqualTo(132001);
    assertThat(code(template("long", "en", "{'type':'text','text':'" + "x".repeat(1_025) + "'}")))
        .isEqualTo(132005);
    assertThat(code(template("long", "en", "{'type':'text','text':'a\\nb'}"))).isEqualTo(132012);
    assertThat(
            template("named", "en", "{'type':'text','parameter_name':'first_name','text':'Ann'}")
                .status())
        .isEqualTo(200);
    settled();
    whatsApp.contact(ANN).taps("Yes");
    settled();
    assertThat(all("messages").getLast().at("/button/text").asText()).isEqualTo("Yes");
    assertThat(sendText("Hi").status()).isEqualTo(200);
  }

  private TestClient.Got template(String name, String language, String parameters)
      throws IOException {
    String components =
        parameters.isEmpty()
            ? ""
            : ",'components':[{'type':'body','parameters':[" + parameters + "]}]";
    return send(
        "template",
        "{'name':'%s','language':{'code':'%s'}%s}".formatted(name, language, components));
  }

  @Test
  void marketingStopsWhereItIsNotWanted() throws IOException {
    whatsApp.template(Template.marketing("offer", "en", "A sunny offer"));
    whatsApp.contact(ANN).wantsMarketing(false);
    assertThat(template("offer", "en", "").status()).isEqualTo(200);
    settled();
    assertThat(all("statuses").getFirst().at("/errors/0/code").asInt()).isEqualTo(131050);
    whatsApp.contact(ANN).wantsMarketing(true);
    template("offer", "en", "");
    settled();
    assertThat(statuses()).containsExactly("failed", "sent", "delivered", "read");
  }

  @Test
  void listsItsTemplatesPageByPage() throws IOException {
    for (int i = 0; i < 3; i++) {
      whatsApp.template(Template.utility("t" + i, "en", "Hi {{1}}"));
    }
    String path = whatsApp.app().accountId() + "/message_templates?limit=2";
    JsonNode first = TestClient.get(url(path), this::authorized).json();
    assertThat(first.path("data")).hasSize(2);
    assertThat(first.path("paging").has("next")).isTrue();
    String after = first.at("/paging/cursors/after").asText();
    JsonNode second = TestClient.get(url(path + "&after=" + after), this::authorized).json();
    assertThat(second.at("/data/0/name").asText()).isEqualTo("t2");
    assertThat(second.at("/data/0/components/0/text").asText()).isEqualTo("Hi {{1}}");
    assertThat(second.path("paging").has("next")).isFalse();
  }

  @Test
  void readsAndTypesOnThePhone() throws IOException {
    List<PhoneEvent> seen = new CopyOnWriteArrayList<>();
    try (WhatsAppSandbox watched =
        new WhatsAppSandbox(whatsApp.app(), WhatsAppLimits.VENDOR, SandboxOptions.TIDY, seen::add)
            .onLoopback()
            .number(NUMBER_ID, "+15550783881")
            .trust(hook.url("/whatsapp"))) {
      String id = watched.contact(ANN).says("Hi");
      assertThat(watched.settle(SOON)).isTrue();
      String mark =
          """
          {"messaging_product":"whatsapp","status":"read","message_id":"%s",
           "typing_indicator":{"type":"text"}}\
          """
              .formatted(id);
      URI url = URI.create(watched.url() + "/v25.0/" + NUMBER_ID + "/messages");
      assertThat(
              TestClient.post(url, RequestBody.create(mark, JSON), this::authorized)
                  .json()
                  .path("success")
                  .asBoolean())
          .isTrue();
      assertThat(seen)
          .endsWith(
              new PhoneEvent.Ticked("+15550783881", ANN, id, PhoneEvent.Tick.DELIVERED),
              new PhoneEvent.Ticked("+15550783881", ANN, id, PhoneEvent.Tick.READ),
              new PhoneEvent.Typing("+15550783881", ANN));
      String wrong = mark.replace(id, "wamid.nobody");
      assertThat(code(TestClient.post(url, RequestBody.create(wrong, JSON), this::authorized)))
          .isEqualTo(131009);
    }
  }

  @Test
  void knowsWhoIsAsking() throws IOException {
    URI url = url(NUMBER_ID + "/messages");
    RequestBody body = RequestBody.create(message("text", "{'body':'Hi'}"), JSON);
    TestClient.Got nobody = TestClient.post(url, body, plain -> plain);
    assertThat(nobody.status()).isEqualTo(401);
    assertThat(code(nobody)).isEqualTo(190);
    assertThat(code(TestClient.post(url("42/messages"), body, this::authorized))).isEqualTo(100);
    URI old = URI.create(whatsApp.url() + "/v3.1/" + NUMBER_ID + "/messages");
    assertThat(code(TestClient.post(old, body, this::authorized))).isEqualTo(2635);
    assertThat(
            TestClient.get(url(NUMBER_ID), this::authorized)
                .json()
                .path("display_phone_number")
                .asText())
        .isEqualTo("+15550783881");
    URI proved = URI.create(url + "?appsecret_proof=00");
    assertThat(code(TestClient.post(proved, body, this::authorized))).isEqualTo(100);
  }
}
