package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.evidence.Grounding.Grade;
import dev.parley.extraction.Candidate.Source;
import java.util.OptionalDouble;

/// How sure a field is. First how it is known, times the root of how sure the reader was, times
/// how well its quote stands in the turn, times how far the attempts agree, times how surely the
/// turn was heard where a recogniser tells. Then the doubt that is left is weighed by the type: an
/// e-mail that reads as one at all is seldom wrong, while names, days and codes heard over the
/// telephone keep all of it. Between [#MIN] and [#MAX]. The factors were fitted on conversations
/// with known answers, but for the speech; the evaluation prints the calibration error that
/// remains, type by type.
final class Confidence {
  static final double MIN = 0.05;
  static final double MAX = 0.99;
  static final double DISAGREEMENT = 0.6;
  static final double SUPERSEDED = 0.85;
  static final double AGREEMENT_GAIN = 0.5;

  /// What speech that was not understood at all leaves: the reader and its checks saw it too.
  static final double UNHEARD = 0.6;

  private Confidence() {}

  /// @param speech how sure the recogniser was of what is quoted; empty where it does not tell
  static double of(
      FieldType type,
      Source source,
      double certainty,
      Grade grade,
      double share,
      OptionalDouble speech) {
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
    double sure = known * Math.sqrt(certainty) * grounded * (0.85 + 0.15 * share) * heard(speech);
    return clamp(1 - (1 - sure) * doubt(type));
  }

  /// The share that speech leaves of a confidence: all of it where it is sure or not known.
  static double heard(OptionalDouble speech) {
    return UNHEARD + (1 - UNHEARD) * speech.orElse(1);
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

  /// The two differ, and one was said after the other: the later one is likelier by far.
  static double superseded(double confidence) {
    return clamp(confidence * SUPERSEDED);
  }

  static double disagreed(double confidence) {
    return clamp(confidence * DISAGREEMENT);
  }

  static double clamp(double confidence) {
    return Math.max(MIN, Math.min(MAX, confidence));
  }
}
