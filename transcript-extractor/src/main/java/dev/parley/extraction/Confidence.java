package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.evidence.Grounding.Grade;
import dev.parley.extraction.Candidate.Source;

/// How sure a field is. First how it is known, times the root of how sure the reader was, times
/// how well its quote stands in the turn, times how far the attempts agree. Then the doubt that is
/// left is weighed by the type: an e-mail that reads as one at all is seldom wrong, while names,
/// days and codes heard over the telephone keep all of it. Between [#MIN] and [#MAX]. The factors
/// were fitted on conversations with known answers; the evaluation prints the calibration error
/// that remains, type by type.
final class Confidence {
  static final double MIN = 0.05;
  static final double MAX = 0.99;
  static final double DISAGREEMENT = 0.6;
  static final double AGREEMENT_GAIN = 0.5;

  private Confidence() {}

  static double of(FieldType type, Source source, double certainty, Grade grade, double share) {
    double known =
        switch (source) {
          case AGREED -> 0.98;
          case ASKED -> 0.98;
          case LABELLED -> 0.98;
          case MENTIONED -> 0.96;
          case GUESSED -> 0.94;
        };
    double grounded =
        switch (grade) {
          case EXACT -> 1;
          case FOLDED -> 0.98;
          case ALIGNED -> 0.85;
        };
    double sure = known * Math.sqrt(certainty) * grounded * (0.85 + 0.15 * share);
    return clamp(1 - (1 - sure) * doubt(type));
  }

  /// Shares of the doubt that the conversations bore out, drawn towards 1 where they were few.
  static double doubt(FieldType type) {
    return switch (type) {
      case EMAIL, PHONE, URL -> 0.5;
      case NUMBER, DATE_TIME, YES_NO -> 0.55;
      case MONEY, CHOICE, TEXT, COMPANY_NAME -> 0.6;
      case DATE, ADDRESS, PERSON_NAME, POSTAL_CODE -> 1;
    };
  }

  /// Two independent readings came to the same: the doubt halves.
  static double confirmed(double confidence) {
    return clamp(confidence + (1 - confidence) * AGREEMENT_GAIN);
  }

  static double disagreed(double confidence) {
    return clamp(confidence * DISAGREEMENT);
  }

  static double clamp(double confidence) {
    return Math.max(MIN, Math.min(MAX, confidence));
  }
}
