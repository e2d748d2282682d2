package dev.parley.crm.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.crm.Allowance;
import dev.parley.crm.http.Answer;
import java.time.Duration;
import java.util.List;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;

class SalesforceLimitsTest {
  @Test
  void theCallsOfTwentyFourHoursAreReadAndAskedAboutAgainInAnHour() {
    assertThat(SalesforceLimits.of(answer("Sforce-Limit-Info", "api-usage=4880/5000")))
        .containsExactly(new Allowance("daily", 5, Duration.ofHours(1)));
    assertThat(
            SalesforceLimits.of(
                answer("Sforce-Limit-Info", "api-usage=5020/5000; per-app-api-usage=17/250")))
        .containsExactly(new Allowance("daily", 0, Duration.ofHours(1)));
  }

  @Test
  void anOrgThatDoesNotSayHasNoLimit() {
    List<Allowance> none = SalesforceLimits.of(answer("Sforce-Limit-Info", "api-usage=many/5000"));
    assertThat(none).isEmpty();
  }

  private static Answer.Received answer(String... headers) {
    return new Answer.Received(200, Headers.of(headers), "");
  }
}
