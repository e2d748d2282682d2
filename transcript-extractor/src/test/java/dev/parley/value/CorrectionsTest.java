package dev.parley.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CorrectionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no wait, wednesday | wednesday
          No, sorry, 150 | 150
          no, espera, el jueves | el jueves
          não, espera, quarta | quarta
          nein, warte, Mittwoch | Mittwoch
          non, attendez, jeudi | jeudi
          no, aspetta, giovedì | giovedì
          """)
  void tellsWhatFollowsAfterTakingBack(String text, String rest) {
    assertThat(text.substring(Corrections.opening(text))).isEqualTo(rest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "no thanks", "nein, danke", "wait, wednesday", "não tenho", ""})
  void takesNoPlainNoForOne(String text) {
    assertThat(Corrections.opening(text)).isZero();
  }
}
