package dev.parley.runtime.flow;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.Condition;
import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.config.binding.ChannelType;
import dev.parley.lead.Disposition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who is qualified, who is not, and what is asked next. Pure and thread-safe.
final class Outcome {
  static final String INCOMPLETE = "incomplete";
  static final String NOT_QUALIFIED = "not_qualified";

  private final AgentDefinition definition;
  private final Applicability applicability;
  private final ConditionValues values;

  Outcome(AgentDefinition definition, Applicability applicability, ConditionValues values) {
    this.definition = definition;
    this.applicability = applicability;
    this.values = values;
  }

  Standing of(Map<String, Answer> answers, ChannelType channel) {
    Optional<Question.Disqualify> reason = disqualified(answers);
    if (reason.isPresent()) {
      return new Standing.Disqualified(reason.get());
    }
    List<Question> open = applicability.open(answers);
    return open.isEmpty() ? end(answers, channel) : new Standing.Ask(open.getFirst());
  }

  /// The first hard reason, in the agent's order, of a question that applies.
  private Optional<Question.Disqualify> disqualified(Map<String, Answer> answers) {
    Map<String, Object> known = values.of(answers);
    return definition.questions().stream()
        .filter(question -> answers.getOrDefault(question.id(), Answer.OPEN).applies())
        .flatMap(question -> question.disqualify().stream())
        .filter(disqualify -> disqualify.when().holds(known))
        .findFirst();
  }

  /// Whether a contact who leaves now is qualified all the same: all that is required is known.
  boolean qualifies(Map<String, Answer> answers) {
    return disqualified(answers).isEmpty() && requiredFilled(answers) && conditionHolds(answers);
  }

  /// The end when nothing is left to ask. A contact who kept back something required, or something
  /// the condition turns on, is called back where there is a way to; one who told all and does not
  /// meet the condition is not qualified.
  private Standing.Done end(Map<String, Answer> answers, ChannelType channel) {
    if (requiredFilled(answers) && conditionHolds(answers)) {
      return new Standing.Done(Disposition.QUALIFIED, Optional.empty());
    }
    boolean decided = conditionDecided(answers);
    if (decided && !conditionHolds(answers)) {
      return new Standing.Done(Disposition.DISQUALIFIED, Optional.of(NOT_QUALIFIED));
    }
    return reachable(answers, channel)
        ? new Standing.Done(Disposition.CALLBACK, Optional.of(INCOMPLETE))
        : new Standing.Done(Disposition.DISQUALIFIED, Optional.of(INCOMPLETE));
  }

  private boolean requiredFilled(Map<String, Answer> answers) {
    return definition.questions().stream()
        .filter(Question::required)
        .map(question -> answers.getOrDefault(question.id(), Answer.OPEN))
        .allMatch(answer -> !answer.applies() || answer.filled());
  }

  private boolean conditionHolds(Map<String, Answer> answers) {
    return condition().map(when -> when.holds(values.of(answers))).orElse(true);
  }

  /// Whether all the condition reads is known or will never apply.
  private boolean conditionDecided(Map<String, Answer> answers) {
    return condition().map(Condition::variables).orElse(java.util.Set.of()).stream()
        .map(id -> answers.getOrDefault(id, Answer.OPEN))
        .allMatch(answer -> !answer.applies() || answer.filled());
  }

  private Optional<Condition> condition() {
    return definition.qualified().flatMap(AgentDefinition.Qualification::when);
  }

  /// Whether a colleague could get back to the contact: by a number or an e-mail address given, or
  /// the channel's own.
  boolean reachable(Map<String, Answer> answers, ChannelType channel) {
    return channel != ChannelType.WEB
        || definition.questions().stream()
            .filter(
                question ->
                    question.type() == FieldType.PHONE || question.type() == FieldType.EMAIL)
            .anyMatch(
                question -> answers.getOrDefault(question.id(), Answer.OPEN).status().filled());
  }
}
