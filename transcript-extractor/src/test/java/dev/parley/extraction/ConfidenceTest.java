package dev.parley.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.agent.FieldType;
import dev.parley.evidence.Grounding.Grade;
import dev.parley.extraction.Candidate.Source;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ConfidenceTest {
  private static double of(FieldType type, Source source, double certainty, Grade grade) {
    return Confidence.of(type, source, certainty, grade, 1, OptionalDouble.empty());
  }

  @ParameterizedTest
  @EnumSource
  void neverIsCertaintyNorNothing(FieldType type) {
    for (Source source : Source.values()) {
      for (Grade grade : Grade.values()) {
        for (double certainty : new double[] {0, 0.3, 0.7, 1}) {
          assertThat(of(type, source, certainty, grade)).isBetween(Confidence.MIN, Confidence.MAX);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void fallsWithTheGradeOfTheQuote(FieldType type) {
    double exact = of(type, Source.ASKED, 0.9, Grade.EXACT);
    double folded = of(type, Source.ASKED, 0.9, Grade.FOLDED);
    double aligned = of(type, Source.ASKED, 0.9, Grade.ALIGNED);

    assertThat(exact).isGreaterThan(folded);
    assertThat(folded).isGreaterThan(aligned);
  }

  @ParameterizedTest
  @EnumSource
  void fallsWithTheReadersDoubtAndWithHowItIsKnown(FieldType type) {
    assertThat(of(type, Source.ASKED, 0.9, Grade.EXACT))
        .isGreaterThan(of(type, Source.ASKED, 0.6, Grade.EXACT));
    assertThat(of(type, Source.ASKED, 0.8, Grade.EXACT))
        .isGreaterThan(of(type, Source.GUESSED, 0.8, Grade.EXACT));
    assertThat(of(type, Source.ASKED, 0.9, Grade.EXACT))
        .isGreaterThan(
            Confidence.of(type, Source.ASKED, 0.9, Grade.EXACT, 0.3, OptionalDouble.empty()));
  }

  @ParameterizedTest
  @EnumSource
  void neverRisesAsSpeechIsHeardWorse(FieldType type) {
    double unknown = of(type, Source.ASKED, 0.9, Grade.EXACT);
    double before = spoken(type, 1);
    assertThat(before).isEqualTo(unknown);
    for (double speech = 0.95; speech >= 0; speech -= 0.05) {
      double now = spoken(type, speech);
      assertThat(now).isLessThan(before);
      before = now;
    }
    assertThat(before).isGreaterThan(0.5);
  }

  private static double spoken(FieldType type, double speech) {
    return Confidence.of(type, Source.ASKED, 0.9, Grade.EXACT, 1, OptionalDouble.of(speech));
  }

  @ParameterizedTest
  @EnumSource
  void risesWithAgreementAndFallsWithDisagreement(FieldType type) {
    double confidence = of(type, Source.ASKED, 0.8, Grade.EXACT);

    assertThat(Confidence.confirmed(confidence)).isGreaterThan(confidence);
    assertThat(Confidence.disagreed(confidence)).isLessThan(confidence);
  }
}
