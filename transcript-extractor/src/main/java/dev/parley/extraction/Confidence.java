package dev.parley.extraction;

import dev.parley.evidence.Grounding.Grade;
import dev.parley.extraction.Candidate.Source;

/// How sure a field is: how it is known, times the root of how sure the reader was, times how well
/// its quote stands in the turn, times how far the attempts agree; between [#MIN] and [#MAX]. The
/// factors were fitted on conversations with known answers; the evaluation prints the calibration
/// error that remains.
final class Confidence {
  static final double MIN = 0.05;
  static final double MAX = 0.98;
  static final double DISAGREEMENT = 0.6;
  static final double AGREEMENT_GAIN = 0.5;

  private Confidence() {}

  static double of(Source source, double certainty, Grade grade, double share) {
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
    return clamp(known * Math.sqrt(certainty) * grounded * (0.85 + 0.15 * share));
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
