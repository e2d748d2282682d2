package dev.parley.runtime.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RememberedTest {
  private final Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private final Remembered<String, String> remembered =
      new Remembered<>(clock, Duration.ofSeconds(2), 3);
  private int lookedUp;

  private Optional<String> get(String key, Optional<String> value) {
    return remembered.get(
        key,
        () -> {
          lookedUp++;
          return value;
        });
  }

  @Test
  void isLookedUpOnceThereOrNot() {
    assertThat(get("here", Optional.of("1"))).contains("1");
    assertThat(get("here", Optional.of("2"))).contains("1");
    assertThat(get("nowhere", Optional.empty())).isEmpty();
    assertThat(get("nowhere", Optional.of("3"))).isEmpty();
    assertThat(lookedUp).isEqualTo(2);
  }

  @Test
  void guessesPushOutNothingButGuesses() {
    assertThat(get("here", Optional.of("1"))).contains("1");
    for (int i = 0; i < 100; i++) {
      assertThat(get("guess-" + i, Optional.empty())).isEmpty();
    }
    lookedUp = 0;

    assertThat(get("here", Optional.of("2"))).contains("1");
    assertThat(get("guess-99", Optional.of("2"))).isEmpty();
    assertThat(lookedUp).isZero();
  }
}
