package dev.parley.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.sandbox.MediaFile;
import dev.parley.config.language.ScriptedServer;
import dev.parley.config.language.VendorScenes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A picture that answers a question, from the contact's phone to the lead.
class PictureAnswerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final byte[] PNG = "\u0089PNG\r\n\u001a\nof a bill".getBytes(ISO_8859_1);
  private static final String AGENT =
      """
      {"agent": "bill", "name": "Ana", "business": "Sol", "languages": ["en"], "persona": "Brief.",
       "disclosure": "I am an assistant.",
       "greeting": {"chat": "Hello!", "voice": "Hello!"},
       "questions": [
         {"id": "monthly_bill", "type": "money", "ask": "How much is your bill?",
          "currency": "EUR", "required": true, "from_image": true}],
       "facts": [], "objections": [],
       "qualified": {"say": "Someone will call you."}, "closing": "Thanks!"}
      """;
  private static final String ASKS =
      "{\"answers\":[],\"fact\":\"none\",\"objection\":\"none\",\"intent\":\"continue\","
          + "\"language\":\"en\",\"asks\":\"monthly_bill\",\"reply\":\"How much is your bill?\"}";

  private final ScriptedServer model = new ScriptedServer();
  @TempDir private Path data;
  private WhatsAppOffice office;

  @BeforeEach
  void start() throws IOException {
    office = open(AGENT);
    model.then(VendorScenes.anthropic(ASKS));
    office.ann.says("Hi");
    assertThat(office.ann.awaitReceived(1, PATIENCE)).hasSize(1);
  }

  private WhatsAppOffice open(String agent) throws IOException {
    return new WhatsAppOffice(
        data,
        agent,
        Map.of(
            "PARLEY_MODEL", "anthropic:claude-test",
            "ANTHROPIC_API_KEY", "sk-test",
            "ANTHROPIC_BASE_URL", model.url("/v1").toString()));
  }

  @AfterEach
  void stop() {
    office.close();
    model.close();
  }

  private void sees(String text, String value) {
    model.then(
        VendorScenes.anthropic("{\"text_seen\":\"%s\",\"value\":\"%s\"}".formatted(text, value)));
    office.ann.sends("", new MediaFile("image/png", "", PNG));
  }

  @Test
  void aPictureAnswersTheQuestionAndIsItsEvidence() throws IOException {
    sees("Energia SA\\nTotal: 84.12 EUR", "84.12 EUR");

    JsonNode leads =
        await()
            .atMost(PATIENCE)
            .until(() -> office.api.get("/v1/leads").path("items"), found -> !found.isEmpty());
    JsonNode field = leads.path(0).path("fields").path("monthly_bill");
    JsonNode files =
        office.api.get("/v1/conversations/" + office.conversation().path("id").asText() + "/media");

    assertThat(field.path("value").path("amount").decimalValue()).isEqualByComparingTo("84.12");
    assertThat(field.path("evidence").path(0).path("quote").asText()).isEqualTo("Total: 84.12 EUR");
    assertThat(field.path("evidence").path(0).path("media").asText())
        .isEqualTo(files.path("items").path(0).path("id").asText());
    assertThat(field.path("evidence").path(0).has("turn")).isFalse();
    ScriptedServer.Heard shown = model.requests().stream().skip(1).findFirst().orElseThrow();
    assertThat(shown.body())
        .contains(Base64.getEncoder().encodeToString(PNG), "image/png", "How much is your bill?");
  }

  @Test
  void aValueThatDoesNotStandInThePictureIsAskedForInWords() throws IOException {
    sees("a cat on a roof", "120 EUR");

    assertThat(office.ann.awaitReceived(2, PATIENCE).getLast().text())
        .contains("How much is your bill?");
    assertThat(office.conversation().path("answers").path("monthly_bill").path("value").isNull())
        .isTrue();
  }

  @Test
  void aPictureNoModelLookedAtIsAskedForInWords() {
    office.ann.sends("", new MediaFile("image/png", "", PNG));

    assertThat(office.ann.awaitReceived(2, PATIENCE).getLast().text())
        .contains("How much is your bill?");
  }

  @Test
  void aPictureThatCameBeforeItsQuestionIsLookedAtWhenTheQuestionOpens() throws IOException {
    office.close();
    String name = "{\"id\": \"full_name\", \"type\": \"person_name\", \"ask\": \"Your name?\"},";
    office = open(AGENT.replace("[\n", "[" + name + "\n"));
    model.then(VendorScenes.anthropic(ASKS.replace("monthly_bill", "full_name")));
    office.ann.says("Hi");
    office.ann.awaitReceived(1, PATIENCE);
    office.ann.sends("", new MediaFile("image/png", "", PNG));
    office.ann.awaitReceived(2, PATIENCE);

    model.then(
        VendorScenes.anthropic(
            ASKS.replace(
                "\"answers\":[]",
                "\"answers\":[{\"question\":\"full_name\",\"quote\":\"Ann Lee\","
                    + "\"value\":\"Ann Lee\",\"kind\":\"stated\"}]")));
    model.then(
        VendorScenes.anthropic(
            "{\"text_seen\":\"Energia SA\\nTotal: 84.12 EUR\",\"value\":\"84.12 EUR\"}"));
    office.ann.says("Ann Lee");

    assertThat(office.ann.awaitReceived(3, PATIENCE).getLast().text())
        .contains("Someone will call you.")
        .doesNotContain("How much is your bill?");
    JsonNode bill = office.conversation().path("answers").path("monthly_bill");
    assertThat(bill.path("value").path("amount").decimalValue()).isEqualByComparingTo("84.12");
  }
}
