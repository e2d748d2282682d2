package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.sandbox.PhoneMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody who wrote long ago writes again.
class OldAnswersIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String AGENT =
      """
      {"agent": "texter", "name": "Ana", "business": "Sol", "languages": ["en"], "persona": "Brief.",
       "disclosure": "I am Ana, an assistant.",
       "greeting": {"chat": "Hello!", "voice": "Hello!"},
       "questions": [
         {"id": "email", "type": "email", "ask": "What is your e-mail?", "required": true},
         {"id": "people", "type": "number", "ask": "How many people?", "required": true}],
       "facts": [], "objections": [],
       "qualified": {"say": "Someone will call you."}, "closing": "Thanks!"}
      """;

  @Test
  void whatWasToldLongAgoIsAskedBackAndATapKeepsIt(@TempDir Path data) throws IOException {
    Map<String, String> everythingIsOld =
        Map.of("PARLEY_KNOWN_FOR", "0s", "PARLEY_AFTERWORD", "0s", "PARLEY_QUIET_WINDOW", "50ms");
    try (WhatsAppOffice office = new WhatsAppOffice(data, AGENT, everythingIsOld)) {
      office.ann.says("Hi, it's ann@example.com");
      assertThat(heard(office, 1).text()).contains("How many people?");
      office.ann.says("4");
      assertThat(heard(office, 2).text()).contains("Someone will call you.");
      // The other lead is the second one in the list once this one is there.
      await().atMost(PATIENCE).until(() -> leads(office).size() == 1);

      office.ann.says("Hello, I have another question about another house of mine");
      PhoneMessage askedBack = heard(office, 3);
      assertThat(askedBack.text()).contains("Is ann@example.com still your e-mail address?");
      assertThat(askedBack.options())
          .extracting(PhoneMessage.Option::title)
          .containsExactly("Yes", "No");
      office.ann.taps("yes");
      assertThat(heard(office, 4).text()).contains("How many people?");
      office.ann.says("7");
      assertThat(heard(office, 5).text()).contains("Someone will call you.");

      await().atMost(PATIENCE).until(() -> leads(office).size() == 2);
      JsonNode email = leads(office).path(1).path("fields").path("email");
      assertThat(email.path("value").asText()).isEqualTo("ann@example.com");
      assertThat(email.path("status").asText()).isEqualTo("confirmed");
      assertThat(email.path("evidence").findValuesAsText("quote")).contains("Yes");
    }
  }

  private static JsonNode leads(WhatsAppOffice office) throws IOException {
    return office.api.get("/v1/leads").path("items");
  }

  private static PhoneMessage heard(WhatsAppOffice office, int count) {
    return office.ann.awaitReceived(count, PATIENCE).get(count - 1);
  }
}
