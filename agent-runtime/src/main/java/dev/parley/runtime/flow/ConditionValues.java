package dev.parley.runtime.flow;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.Question;
import java.util.HashMap;
import java.util.Map;

/// The answers that count, by id, as conditions want them.
///
/// @param moment what a time of day without a day is counted from
record ConditionValues(AgentDefinition definition, Reading reading, Moment moment) {
  Map<String, Object> of(Map<String, Answer> answers) {
    Map<String, Object> values = new HashMap<>();
    for (Question question : definition.questions()) {
      answers
          .getOrDefault(question.id(), Answer.OPEN)
          .counting()
          .flatMap(value -> reading.forCondition(question, value, moment))
          .ifPresent(value -> values.put(question.id(), value));
    }
    return values;
  }
}
