package dev.parley.crm.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.crm.Allowance;
import dev.parley.crm.http.Answer;
import java.time.Duration;
import java.util.List;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;

class ZohoLimitsTest {
  @Test
  void creditsAreReadOnceZohoTellsThem() {
    List<Allowance> allowed = ZohoLimits.of(answer("X-API-CREDITS-REMAINING", "118"));
    assertThat(allowed).containsExactly(new Allowance("daily", 3, Duration.ofHours(1)));
    assertThat(ZohoLimits.of(answer("X-API-CREDITS-REMAINING", "90")).getFirst().deliveries())
        .isZero();
    assertThat(ZohoLimits.of(answer())).isEmpty();
  }

  private static Answer.Received answer(String... headers) {
    return new Answer.Received(200, Headers.of(headers), "");
  }
}
