package dev.parley.score;

import dev.parley.config.agent.AgentDefinition.ScoreRule;
import dev.parley.lead.LeadField;
import dev.parley.value.MoneyPeriods;
import dev.parley.value.ValueWire;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Adds up the points of the rules that hold, clamped to 0 to 100. Deterministic and thread-safe.
public final class Scorer {
  private Scorer() {}

  /// Scores extracted fields. A field without a value is null to the rules.
  ///
  /// @param periods in which amounts compare, by field, see [MoneyPeriods]
  /// @param today the conversation's day, for times said without one
  public static Score score(
      List<ScoreRule> rules,
      Map<String, LeadField> fields,
      Map<String, String> periods,
      LocalDate today,
      ZoneId zone) {
    Map<String, Object> values = new HashMap<>();
    fields.forEach(
        (id, field) ->
            field
                .value()
                .flatMap(value -> MoneyPeriods.in(Optional.ofNullable(periods.get(id)), value))
                .ifPresent(value -> values.put(id, ValueWire.forCondition(value, today, zone))));
    return score(rules, values);
  }

  /// Scores values already in the terms of conditions.
  public static Score score(List<ScoreRule> rules, Map<String, ?> values) {
    long points = 0;
    List<String> reasons = new ArrayList<>();
    for (ScoreRule rule : rules) {
      if (rule.when().holds(values)) {
        points += rule.points();
        reasons.add(rule.reason());
      }
    }
    return new Score(Math.clamp(points, 0, Score.POINTS_MAX), reasons);
  }
}
