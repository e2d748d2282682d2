package dev.parley.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.agent.FieldType;
import dev.parley.evidence.Grounding.Grade;
import dev.parley.extraction.Candidate.Source;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ConfidenceTest {
  private static double of(FieldType type, Source source, double certainty, Grade grade) {
    return Confidence.of(type, source, certainty, grade, 1);
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
    assertThat(Confidence.of(type, Source.ASKED, 0.9, Grade.EXACT, 1))
        .isGreaterThan(Confidence.of(type, Source.ASKED, 0.9, Grade.EXACT, 0.3));
  }

  @ParameterizedTest
  @EnumSource
  void risesWithAgreementAndFallsWithDisagreement(FieldType type) {
    double confidence = of(type, Source.ASKED, 0.8, Grade.EXACT);

    assertThat(Confidence.confirmed(confidence)).isGreaterThan(confidence);
    assertThat(Confidence.disagreed(confidence)).isLessThan(confidence);
  }
}
