package dev.parley.runtime.flow;

import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.lead.Disposition;
import dev.parley.lead.FieldStatus;
import dev.parley.value.Value;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Takes over what the same contact has told before. Who somebody is stays true; what somebody
/// wants is taken over only from a conversation that broke off. Nothing that could turn the contact
/// away is taken from the past. Pure.
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

  EarlierAnswers(FlowState earlier) {
    this.earlier = earlier;
  }

  /// What the contact is known to have answered; confirmed, since it once was heard and checked.
  Optional<Answer> answer(Question question) {
    if (question.disqualify().isPresent() || !(WHO.contains(question.type()) || brokeOff())) {
      return Optional.empty();
    }
    Answer answer = earlier.answer(question.id());
    return answer
        .value()
        .filter(value -> fits(question, value))
        .map(
            value ->
                new Answer(
                    FieldStatus.CONFIRMED,
                    Optional.of(value),
                    answer.said(),
                    Optional.empty(),
                    0,
                    0,
                    true));
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
