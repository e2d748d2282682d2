package dev.parley.score;

import java.util.List;

/// @param points 0 to 100
/// @param reasons of the rules that held, in their order
public record Score(int points, List<String> reasons) {
  public static final int POINTS_MAX = 100;

  public Score {
    reasons = List.copyOf(reasons);
    if (points < 0 || points > POINTS_MAX) {
      throw new IllegalArgumentException("points are 0 to 100, not " + points);
    }
  }

  /// Coarse worth: A from 75 points, B from 50, C from 25, D below.
  public enum Band {
    A,
    B,
    C,
    D
  }

  public Band band() {
    return points >= 75 ? Band.A : points >= 50 ? Band.B : points >= 25 ? Band.C : Band.D;
  }
}
