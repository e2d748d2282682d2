package dev.parley.crm.pipedrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.crm.Allowance;
import dev.parley.crm.http.Answer;
import java.time.Duration;
import java.util.List;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;

class PipedriveLimitsTest {
  @Test
  void theWindowAndTheDaysTokensAreRead() {
    List<Allowance> allowed =
        PipedriveLimits.of(
            answer(
                "x-ratelimit-limit", "40",
                "x-ratelimit-remaining", "20",
                "x-ratelimit-reset", "2",
                "x-daily-ratelimit-token-limit", "30000",
                "x-daily-ratelimit-token-remaining", "850",
                "x-daily-ratelimit-token-reset", "7200"));
    assertThat(allowed)
        .containsExactly(
            new Allowance("window", 2, Duration.ofSeconds(2)),
            new Allowance("daily", 2, Duration.ofHours(2)));
  }

  @Test
  void noHeadersAreNoLimit() {
    assertThat(PipedriveLimits.of(answer("x-ratelimit-remaining", "soon"))).isEmpty();
  }

  private static Answer.Received answer(String... headers) {
    return new Answer.Received(200, Headers.of(headers), "");
  }
}
