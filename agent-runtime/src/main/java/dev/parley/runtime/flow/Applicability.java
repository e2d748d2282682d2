package dev.parley.runtime.flow;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.Condition;
import dev.parley.config.agent.Question;
import dev.parley.lead.FieldStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which questions apply, given the answers that count. A question whose condition fails takes its
/// own answer out of the reckoning, which may switch off the next one, and so on.
final class Applicability {
  private final List<Question> questions;
  private final ConditionValues values;

  Applicability(AgentDefinition definition, ConditionValues values) {
    this.questions = definition.questions();
    this.values = values;
  }

  /// Sets `applies` on every answer. Conditions that chase each other in a circle stop after as
  /// many rounds as there are questions.
  void settle(Map<String, Answer> answers) {
    boolean changed = true;
    for (int round = 0; changed && round <= questions.size(); round++) {
      changed = false;
      for (Question question : questions) {
        Answer answer = answers.getOrDefault(question.id(), Answer.OPEN);
        boolean applies = holds(question, answers);
        if (answer.applies() != applies) {
          changed = true;
        }
        answers.put(question.id(), answer.applying(applies));
      }
    }
  }

  private boolean holds(Question question, Map<String, Answer> answers) {
    return question.when().map(when -> when.holds(values.of(answers))).orElse(true);
  }

  /// Gives the questions that hang, directly or not, on a corrected one another chance where they
  /// had been given up.
  void reopen(Map<String, Answer> answers, Set<String> corrected) {
    Set<String> touched = new HashSet<>(corrected);
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Question question : questions) {
        Set<String> reads = question.when().map(Condition::variables).orElse(Set.of());
        if (!touched.contains(question.id()) && reads.stream().anyMatch(touched::contains)) {
          grown = touched.add(question.id());
        }
      }
    }
    touched.removeAll(corrected);
    answers.replaceAll(
        (id, answer) ->
            touched.contains(id) && answer.status() == FieldStatus.UNANSWERED
                ? Answer.OPEN.applying(answer.applies())
                : answer);
  }

  /// Applicable questions nobody has settled, in the agent's order.
  List<Question> open(Map<String, Answer> answers) {
    List<Question> open = new ArrayList<>();
    for (Question question : questions) {
      if (answers.getOrDefault(question.id(), Answer.OPEN).open()) {
        open.add(question);
      }
    }
    return open;
  }
}
