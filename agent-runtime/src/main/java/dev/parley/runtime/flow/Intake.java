package dev.parley.runtime.flow;

import dev.parley.config.agent.Question;
import dev.parley.lead.FieldStatus;
import dev.parley.value.Value;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Writes what was heard into the answers: new ones, corrections, refusals, tries.
final class Intake {
  /// A required question that was declined is asked once more, with the reason for asking.
  static final int REFUSALS_MAX = 2;

  private final Applicability applicability;
  private final int triesMax;

  Intake(Applicability applicability, int triesMax) {
    this.applicability = applicability;
    this.triesMax = Math.max(1, triesMax);
  }

  /// @return ids of the questions whose earlier value was replaced
  Set<String> take(Map<String, Answer> answers, Heard heard) {
    Set<String> corrected = new HashSet<>();
    for (Heard.Accepted one : heard.accepted()) {
      Answer before = answers.getOrDefault(one.question(), Answer.OPEN);
      Optional<Value> known = before.value();
      if (known.filter(one.value()::equals).isPresent()) {
        if (one.confirmed()) {
          answers.put(one.question(), confirmed(before, one));
        }
        continue;
      }
      if (known.isPresent()) {
        corrected.add(one.question());
      }
      answers.put(one.question(), answered(before, one));
    }
    applicability.settle(answers);
    if (!corrected.isEmpty()) {
      applicability.reopen(answers, corrected);
    }
    return corrected;
  }

  private static Answer answered(Answer before, Heard.Accepted one) {
    return new Answer(
        one.confirmed() ? FieldStatus.CONFIRMED : FieldStatus.ANSWERED,
        Optional.of(one.value()),
        Optional.of(one.said()),
        Optional.of(one.evidence()),
        before.tries(),
        before.refusals(),
        before.applies());
  }

  /// Agreement is evidence where there was none but the channel's word.
  private static Answer confirmed(Answer before, Heard.Accepted one) {
    return new Answer(
        FieldStatus.CONFIRMED,
        before.value(),
        before.said(),
        before.evidence().or(() -> Optional.of(one.evidence())),
        before.tries(),
        before.refusals(),
        before.applies());
  }

  /// @return whether the question is settled by it: an optional one at once
  boolean refuse(Map<String, Answer> answers, Question question) {
    Answer asked = answers.getOrDefault(question.id(), Answer.OPEN);
    if (asked.status().filled()) {
      return true;
    }
    int refusals = asked.refusals() + 1;
    boolean settled = !question.required() || refusals >= REFUSALS_MAX;
    Answer before = settled ? asked.outdated() : asked;
    answers.put(
        question.id(),
        new Answer(
            settled ? FieldStatus.REFUSED : before.status(),
            Optional.empty(),
            before.said(),
            before.evidence(),
            before.tries(),
            refusals,
            before.applies(),
            before.earlier()));
    return settled;
  }

  /// The contact was asked and did not answer.
  ///
  /// @param said what came instead, where it tried to be an answer
  /// @return whether that was the last try
  boolean fail(Map<String, Answer> answers, Question question, Optional<String> said) {
    Answer asked = answers.getOrDefault(question.id(), Answer.OPEN);
    int tries = asked.tries() + 1;
    boolean last = tries >= triesMax;
    Answer before = last ? asked.outdated() : asked;
    Optional<String> words = before.earlier().isPresent() ? before.said() : said.or(before::said);
    answers.put(
        question.id(),
        new Answer(
            last ? FieldStatus.UNANSWERED : before.status(),
            Optional.empty(),
            words,
            Optional.empty(),
            tries,
            before.refusals(),
            before.applies(),
            before.earlier()));
    if (last) {
      applicability.settle(answers);
    }
    return last;
  }
}
