package dev.parley.score;

import dev.parley.config.agent.AgentDefinition.Bands;
import java.util.List;

/// What a lead is worth, and by which rules.
///
/// @param points 0 to 100; 0 where a rule disqualified
/// @param band D where a rule disqualified, whatever the bands say
/// @param reasons of the rules that held: those that disqualify first, then in their order
/// @param rules the version of the rules and bands, see [RulesVersion]
public record Score(int points, Band band, List<String> reasons, String rules) {
  public static final int POINTS_MAX = 100;

  public Score {
    reasons = List.copyOf(reasons);
    if (points < 0 || points > POINTS_MAX) {
      throw new IllegalArgumentException("points are 0 to 100, not " + points);
    }
  }

  /// Coarse worth; its name is its wire name.
  public enum Band {
    A,
    B,
    C,
    D;

    public static Band of(int points, Bands bands) {
      return points >= bands.a() ? A : points >= bands.b() ? B : points >= bands.c() ? C : D;
    }
  }
}
