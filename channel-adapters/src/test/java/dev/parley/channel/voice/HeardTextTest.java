package dev.parley.channel.voice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeardTextTest {
  @Test
  void aWordThatWasBegunIsNotHeard() {
    assertThat(HeardText.of("Thanks for calling us", 11)).isEqualTo("Thanks for");
    assertThat(HeardText.of("Thanks for calling us", 9)).isEqualTo("Thanks for");
    assertThat(HeardText.of("Thanks for calling us", 8)).isEqualTo("Thanks");
  }

  @Test
  void nothingAndEverythingAreHeardWhole() {
    assertThat(HeardText.of("Thanks for calling", 0)).isEmpty();
    assertThat(HeardText.of("Thanks for calling", 500)).isEqualTo("Thanks for calling");
    assertThat(HeardText.of("", 3)).isEmpty();
  }

  @Test
  void spacesDoNotCount() {
    assertThat(HeardText.characters(" a  b\nc ")).isEqualTo(3);
  }
}
