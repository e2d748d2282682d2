package dev.parley.score;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.AgentDefinition.Bands;
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

/// Adds up the points of the rules that hold, clamped to 0 to 100; where one of them disqualifies,
/// there are none. Deterministic and thread-safe.
public final class Scorer {
  private Scorer() {}

  /// Scores extracted fields. A field without a value is null to the rules; an amount is compared
  /// in its question's period.
  ///
  /// @param today the conversation's day, for times said without one
  public static Score score(
      AgentDefinition definition, Map<String, LeadField> fields, LocalDate today) {
    Map<String, String> periods = MoneyPeriods.of(definition);
    return score(
        definition.score(),
        definition.bands(),
        values(fields, periods, today, definition.timeZone()));
  }

  static Map<String, Object> values(
      Map<String, LeadField> fields, Map<String, String> periods, LocalDate today, ZoneId zone) {
    Map<String, Object> values = new HashMap<>();
    fields.forEach(
        (id, field) ->
            field
                .value()
                .flatMap(value -> MoneyPeriods.in(Optional.ofNullable(periods.get(id)), value))
                .ifPresent(value -> values.put(id, ValueWire.forCondition(value, today, zone))));
    return values;
  }

  /// Scores values already in the terms of conditions.
  public static Score score(List<ScoreRule> rules, Bands bands, Map<String, ?> values) {
    long sum = 0;
    List<String> hard = new ArrayList<>();
    List<String> soft = new ArrayList<>();
    for (ScoreRule rule : rules) {
      if (rule.when().holds(values)) {
        sum += rule.points();
        (rule.disqualify() ? hard : soft).add(rule.reason());
      }
    }
    int points = hard.isEmpty() ? Math.clamp(sum, 0, Score.POINTS_MAX) : 0;
    Score.Band band = hard.isEmpty() ? Score.Band.of(points, bands) : Score.Band.D;
    hard.addAll(soft);
    return new Score(points, band, hard, RulesVersion.of(rules, bands));
  }
}
