package dev.parley.runtime.flow;

import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.lead.Disposition;
import dev.parley.lead.FieldStatus;
import dev.parley.value.Value;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Takes over what the same contact has told before. Who somebody is stays true, and is
/// confirmed once it is old; what somebody wants is taken over only from a conversation that
/// broke off lately. Nothing that could turn the contact away is taken from the past. Pure.
final class EarlierAnswers {
  private static final Set<FieldType> WHO =
      EnumSet.of(
          FieldType.PERSON_NAME,
          FieldType.COMPANY_NAME,
          FieldType.EMAIL,
          FieldType.PHONE,
          FieldType.ADDRESS,
          FieldType.POSTAL_CODE);

  private final FlowState earlier;
  private final boolean fresh;

  /// @param fresh whether it was told lately enough to be taken as it is
  EarlierAnswers(FlowState earlier, boolean fresh) {
    this.earlier = earlier;
    this.fresh = fresh;
  }

  /// What the contact is known to have answered: confirmed, since it once was heard and checked;
  /// or open and to be confirmed.
  Optional<Answer> answer(Question question) {
    boolean who = WHO.contains(question.type());
    if (question.disqualify().isPresent() || !(who || (fresh && brokeOff()))) {
      return Optional.empty();
    }
    Answer answer = earlier.answer(question.id());
    return answer
        .value()
        .filter(_ -> own(question, answer))
        .filter(value -> fits(question, value))
        .map(value -> fresh ? confirmed(answer, value) : Answer.toConfirm(value, answer.said()));
  }

  private static Answer confirmed(Answer answer, Value value) {
    return new Answer(
        FieldStatus.CONFIRMED, Optional.of(value), answer.said(), Optional.empty(), 0, 0, true);
  }

  /// What that conversation had itself taken over is as old as where it came from: it is read
  /// there.
  private static boolean own(Question question, Answer answer) {
    return answer.evidence().isPresent() || question.fromChannel();
  }

  private boolean brokeOff() {
    return earlier.status() == FlowState.Status.OPEN
        || earlier
            .disposition()
            .filter(how -> how == Disposition.ABANDONED || how == Disposition.CALLBACK)
            .isPresent();
  }

  /// A later version of the agent may ask for another kind of answer under the same id.
  private static boolean fits(Question question, Value value) {
    return switch (value) {
      case Value.Text _ ->
          switch (question.type()) {
            case TEXT, PERSON_NAME, COMPANY_NAME, ADDRESS, POSTAL_CODE -> true;
            default -> false;
          };
      case Value.Email _ -> question.type() == FieldType.EMAIL;
      case Value.Phone _ -> question.type() == FieldType.PHONE;
      case Value.Number _ -> question.type() == FieldType.NUMBER;
      case Value.Money _ -> question.type() == FieldType.MONEY;
      case Value.Date _ -> question.type() == FieldType.DATE;
      case Value.DateTime _ -> question.type() == FieldType.DATE_TIME;
      case Value.Choice(var option) ->
          question.type() == FieldType.CHOICE && question.options().containsKey(option);
      case Value.YesNo _ -> question.type() == FieldType.YES_NO;
      case Value.Url _ -> question.type() == FieldType.URL;
    };
  }
}
