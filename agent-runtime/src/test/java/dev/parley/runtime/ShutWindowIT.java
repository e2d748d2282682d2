package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.PhoneMessage;
import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.channel.sandbox.WebhookFault;
import dev.parley.channel.sandbox.twilio.TwilioSandbox;
import dev.parley.channel.sandbox.whatsapp.AcceptedWhatsApp;
import dev.parley.channel.sandbox.whatsapp.Template;
import dev.parley.channel.sandbox.whatsapp.WhatsAppLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The vendor finds that its window is shut where our clock said it was open.
class ShutWindowIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int WINDOW_SHUT = 131047;
  private static final String SMS = "+12025550161";
  private static final JsonMapper JSON = new JsonMapper();
  private static final Map<String, String> QUICK =
      Map.of("PARLEY_QUIET_WINDOW", "50ms", "PARLEY_OUTBOX_SWEEP_EVERY", "100ms");

  /// Follow-ups come long after the test.
  private static String agent(String followUp) throws IOException {
    ObjectNode agent = (ObjectNode) JSON.readTree(Office.BRIEF_AGENT);
    LocalTime later = LocalTime.now(ZoneOffset.UTC).plusHours(12).withSecond(0).withNano(0);
    agent.put("time_zone", "UTC");
    agent.putObject("outreach").put("quiet_hours", later + "-" + later.plusMinutes(1));
    agent.set("follow_up", JSON.readTree(followUp));
    return agent.toString();
  }

  private static PhoneMessage heard(WhatsAppOffice office, int count) {
    return office.ann.awaitReceived(count, PATIENCE).get(count - 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theTemplateGoesInTheWordsPlaceOnce(boolean toldLater, @TempDir Path data)
      throws IOException {
    String definition =
        agent(
            """
            {"after": "PT1H", "say": "Still there?", "channel": "whatsapp",
             "template": {"name": "come_back", "language": "en"}}
            """);
    WhatsAppLimits vendor = WhatsAppLimits.VENDOR;
    WhatsAppLimits shut =
        new WhatsAppLimits(
            Duration.ofMillis(1),
            vendor.pairEvery(),
            vendor.pairBurst(),
            vendor.perSecond(),
            vendor.mediaUrl(),
            toldLater);
    try (WhatsAppOffice office = new WhatsAppOffice(data, definition, QUICK, shut)) {
      office.meta.template(Template.utility("come_back", "en", "Shall we go on?"));
      office.ann.says("Hello");

      assertThat(heard(office, 1).text()).contains("Shall we go on?");
      assertThat(office.meta.settle(PATIENCE)).isTrue();
      assertThat(office.meta.accepted())
          .extracting(AcceptedWhatsApp::type)
          .filteredOn("template"::equals)
          .hasSize(1);
      assertThat(office.ann.received()).hasSize(1);
    }
  }

  @Test
  void withoutATemplateTheWordsWaitForTheContactAndComeFirst(@TempDir Path data)
      throws IOException {
    try (WhatsAppOffice office =
        new WhatsAppOffice(data, agent("{\"after\": \"PT1H\", \"say\": \"Hi?\"}"), QUICK)) {
      office.ann.failsWith(WINDOW_SHUT);
      office.ann.says("Hello, I need an offer for my house");
      await().atMost(PATIENCE).until(() -> office.meta.accepted().size() == 1);
      assertThat(office.meta.settle(PATIENCE)).isTrue();
      assertThat(office.ann.received()).isEmpty();

      office.ann.isReachable();
      office.ann.says("I'm Ann Lee");

      assertThat(heard(office, 1).text()).contains("What is your name?");
      assertThat(heard(office, 2).text()).contains("How many people?");
      assertThat(office.meta.settle(PATIENCE)).isTrue();
      assertThat(texts(office)).hasSize(3);
    }
  }

  @Test
  void wordsThatLaterOnesOvertookStayUnsaid(@TempDir Path data) throws IOException {
    try (WhatsAppOffice office =
        new WhatsAppOffice(data, agent("{\"after\": \"PT1H\", \"say\": \"Hi?\"}"), QUICK)) {
      office.ann.failsWith(WINDOW_SHUT);
      office.meta.faults().spareWebhooks(1).nextWebhooks(1, WebhookFault.LATE);
      office.ann.says("Hello, I need an offer for my house");
      await().atMost(PATIENCE).until(() -> office.meta.accepted().size() == 1);

      office.ann.isReachable();
      office.ann.says("I'm Ann Lee");
      assertThat(heard(office, 1).text()).contains("How many people?");
      office.meta.faults().bringLate();

      assertThat(office.meta.settle(PATIENCE)).isTrue();
      await().atMost(PATIENCE).until(() -> office.reasons().contains("overtaken"));
      assertThat(texts(office)).hasSize(2);
    }
  }

  @Test
  void withoutATemplateTheyGoBySmsWhereTheAgentMay(@TempDir Path data) throws IOException {
    String definition =
        agent(
            """
            {"after": "PT1H", "say": "Still there?", "channel": "whatsapp", "sms_fallback": true}
            """);
    try (TwilioSandbox twilio = TwilioSandbox.start(SandboxOptions.TIDY);
        WhatsAppOffice office =
            new WhatsAppOffice(
                data,
                definition,
                Map.of(
                    "PARLEY_QUIET_WINDOW", "50ms",
                    "PARLEY_OUTBOX_SWEEP_EVERY", "100ms",
                    "PARLEY_TWILIO_URL", twilio.url().toString(),
                    "PARLEY_PUBLIC_URL", "http://localhost:1"))) {
      ObjectNode channel = JSON.createObjectNode().put("type", "sms").put("address", SMS);
      channel.put("agent", JSON.readTree(definition).path("agent").asText());
      channel.putObject("settings").put("account_sid", twilio.account().accountSid());
      channel.putObject("credentials").put("auth_token", twilio.account().authToken().reveal());
      office.api.post("/v1/channels", channel);
      twilio.number(SMS, office.server.resolve("/hooks/twilio/sms"));
      office.ann.failsWith(WINDOW_SHUT);

      office.ann.says("Hello, I need an offer for my house");

      await().atMost(PATIENCE).until(() -> twilio.accepted().size() == 1);
      assertThat(twilio.accepted().getFirst().to()).isEqualTo("+16505551234");
      assertThat(twilio.accepted().getFirst().body()).contains("What is your name?");
      assertThat(office.conversation().path("channel").asText()).isEqualTo("sms");
      assertThat(office.ann.received()).isEmpty();
      assertThat(twilio.accepted()).hasSize(1);
      assertThat(texts(office)).hasSize(1);
    }
  }

  private static List<String> texts(WhatsAppOffice office) {
    return office.meta.accepted().stream().map(AcceptedWhatsApp::text).toList();
  }
}
