package dev.parley.runtime.closing;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.AgentDefinition.ScoreRule;
import dev.parley.lead.LeadField;
import dev.parley.value.ValueWire;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The agent's score rules over a lead's fields.
///
/// @param points the sum of the rules that hold, kept within 0 and 100
/// @param reasons of the rules that hold, in the agent's order
record LeadScore(int points, List<String> reasons) {
  private static final int MOST = 100;

  static LeadScore of(
      AgentDefinition definition, Map<String, LeadField> fields, Instant startedAt) {
    LocalDate today = startedAt.atZone(definition.timeZone()).toLocalDate();
    Map<String, Object> values = new HashMap<>();
    fields.forEach(
        (id, field) ->
            field
                .value()
                .ifPresent(
                    value ->
                        values.put(
                            id, ValueWire.forCondition(value, today, definition.timeZone()))));
    List<ScoreRule> held =
        definition.score().stream().filter(rule -> rule.when().holds(values)).toList();
    int sum = held.stream().mapToInt(ScoreRule::points).sum();
    return new LeadScore(Math.clamp(sum, 0, MOST), held.stream().map(ScoreRule::reason).toList());
  }
}
