package dev.parley.runtime.leads;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.FieldType;
import dev.parley.value.MoneyPeriods;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a field takes, question and lead field alike.
///
/// @param options for a choice: ids
/// @param period of `min` and `max`, see [MoneyPeriods]
record FieldShape(
    FieldType type,
    Set<String> options,
    Optional<String> currency,
    Optional<String> period,
    Optional<BigDecimal> min,
    Optional<BigDecimal> max) {

  /// By id.
  static Map<String, FieldShape> of(AgentDefinition definition) {
    Map<String, String> periods = MoneyPeriods.of(definition);
    Map<String, FieldShape> shapes = new LinkedHashMap<>();
    definition
        .questions()
        .forEach(
            question ->
                shapes.put(
                    question.id(),
                    new FieldShape(
                        question.type(),
                        question.options().keySet(),
                        question.currency(),
                        Optional.ofNullable(periods.get(question.id())),
                        question.min(),
                        question.max())));
    definition
        .leadFields()
        .forEach(
            field ->
                shapes.put(
                    field.id(),
                    new FieldShape(
                        field.type(),
                        field.options().keySet(),
                        field.currency(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())));
    return shapes;
  }
}
