package dev.parley.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class EditDistanceTest {
  private static final int PAIRS = 50_000;

  @Test
  void withinSaysWhatCountingSays() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < PAIRS; i++) {
      String a = word(random);
      String b = word(random);
      for (int max = 0; max <= 3; max++) {
        assertThat(EditDistance.within(a, b, max))
            .as("%s and %s within %d", a, b, max)
            .isEqualTo(EditDistance.of(a, b) <= max);
      }
    }
  }

  @Test
  void aSwapIsOneSlip() {
    assertThat(EditDistance.of("owner", "onwer")).isEqualTo(1);
    assertThat(EditDistance.within("owner", "onwer", 1)).isTrue();
    assertThat(EditDistance.within("owner", "onwre", 1)).isFalse();
  }

  private static String word(SplittableRandom random) {
    StringBuilder word = new StringBuilder();
    for (int letters = random.nextInt(8); letters > 0; letters--) {
      word.append((char) ('a' + random.nextInt(3)));
    }
    return word.toString();
  }
}
