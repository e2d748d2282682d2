package dev.parley.config.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration MAX = Duration.ofHours(24);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | PT0S",
        "120 | PT2M",
        " 7 | PT7S",
        "86401 | PT24H",
        "99999999999999999999 | PT24H",
        "Sun, 22 Nov 2026 10:05:00 GMT | PT5M",
        "Sun, 22 Nov 2026 09:00:00 GMT | PT0S",
        "Tue, 31 Dec 2999 23:59:59 GMT | PT24H",
      })
  void readsSecondsAndDatesWithinTheCap(String header, Duration wait) {
    assertThat(RetryAfter.parse(header, NOW, MAX)).contains(wait);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-5", "soon", "1.5", "٣", "Sun, 22 Nov 2026"})
  void leavesNonsenseAlone(String header) {
    assertThat(RetryAfter.parse(header, NOW, MAX)).isEmpty();
  }
}
