package dev.parley.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CleanTextTest {
  @Test
  void takesOutWhatCannotBeStored() {
    assertThat(CleanText.of("a\0b\ud83dc\udc4d👍", 100)).isEqualTo("ab\ufffdc\ufffd👍");
    assertThat(CleanText.of("plain 👍", 100)).isEqualTo("plain 👍");
  }

  @Test
  void keepsWithinItsLengthWithoutTearingACharacter() {
    assertThat(CleanText.of("abcdef", 3)).isEqualTo("abc");
    assertThat(CleanText.of("ab👍", 3)).isEqualTo("ab\ufffd");
    assertThat(CleanText.some("\0 ", 3)).isEmpty();
    assertThat(CleanText.some("x", 3)).contains("x");
  }
}
