package dev.parley.crm.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.parley.crm.Credentials;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private final SecureRandom random = new SecureRandom();

  @Test
  void madeSecretsAreValidAndDiffer() {
    String one = WebhookSecret.create(random);
    assertThat(WebhookSecret.parse(one)).isPresent();
    assertThat(one).startsWith("whsec_").isNotEqualTo(WebhookSecret.create(random));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 23, 65})
  void refusesKeysOfTheWrongLength(int bytes) {
    String text = "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
    assertThat(WebhookSecret.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsec_", "whsec_!!!!", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
  void refusesWhatIsNoSecret(String text) {
    assertThat(WebhookSecret.parse(text)).isEmpty();
  }

  @Test
  void printsAsStars() {
    String text = WebhookSecret.create(random);
    assertThat(WebhookSecret.parse(text).toString()).doesNotContain(text.substring(6));
    assertThat(Credentials.none().with("secret", text).toString()).isEqualTo("Credentials[****]");
  }

  @Test
  void aReplacedSecretSignsAlongUntilItsOverlapIsOver() {
    Credentials first = WebhookSecrets.created(Credentials.none(), random);
    assertThat(WebhookSecrets.created(first, random)).isSameAs(first);
    Credentials second = WebhookSecrets.rotated(first, random, NOW, Duration.ofHours(24));
    assertThat(second.text("secret")).isPresent().isNotEqualTo(first.text("secret"));
    assertThat(WebhookSecrets.signing(second, NOW.plusSeconds(3600))).hasSize(2);
    assertThat(WebhookSecrets.signing(second, NOW.plus(Duration.ofHours(24)))).hasSize(1);
  }

  @Test
  void rotationKeepsNoMoreThanFourOldSecrets() {
    Credentials credentials = WebhookSecrets.created(Credentials.none(), random);
    for (int i = 0; i < 10; i++) {
      credentials = WebhookSecrets.rotated(credentials, random, NOW, Duration.ofHours(24));
    }
    assertThat(WebhookSecrets.signing(credentials, NOW)).hasSize(5);
  }

  @Test
  void anUnreadablePreviousSecretIsLeftOut() {
    var values = JsonNodeFactory.instance.objectNode().put("secret", WebhookSecret.create(random));
    values.putArray("previous").add(7).addObject().put("secret", "x").put("until", "never");
    assertThat(WebhookSecrets.signing(Credentials.of(values), NOW)).hasSize(1);
  }
}
