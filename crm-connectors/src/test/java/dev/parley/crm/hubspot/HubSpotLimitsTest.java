package dev.parley.crm.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.crm.Allowance;
import dev.parley.crm.http.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;

class HubSpotLimitsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T21:00:00Z");

  @Test
  void theWindowAndTheDayAreReadWithAShareLeftToOthers() {
    List<Allowance> allowed =
        HubSpotLimits.of(
            answer(
                "X-HubSpot-RateLimit-Max", "190",
                "X-HubSpot-RateLimit-Remaining", "59",
                "X-HubSpot-RateLimit-Interval-Milliseconds", "10000",
                "X-HubSpot-RateLimit-Daily", "250000",
                "X-HubSpot-RateLimit-Daily-Remaining", "2400"),
            NOW);
    assertThat(allowed)
        .containsExactly(
            new Allowance("window", 5, Duration.ofSeconds(10)),
            new Allowance("daily", 0, Duration.ofHours(3)));
  }

  @Test
  void anAppThatIsToldNothingOrNonsenseHasNoLimit() {
    assertThat(HubSpotLimits.of(answer(), NOW)).isEmpty();
    assertThat(
            HubSpotLimits.of(
                answer(
                    "X-HubSpot-RateLimit-Remaining", "-1",
                    "X-HubSpot-RateLimit-Daily-Remaining", "9999999999999999999"),
                NOW))
        .isEmpty();
  }

  private static Answer.Received answer(String... headers) {
    return new Answer.Received(200, Headers.of(headers), "");
  }
}
