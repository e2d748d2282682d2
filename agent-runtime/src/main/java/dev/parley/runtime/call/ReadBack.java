package dev.parley.runtime.call;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.lead.FieldStatus;
import dev.parley.runtime.flow.Answer;
import dev.parley.runtime.flow.CallPhrases;
import dev.parley.runtime.flow.FlowState;
import dev.parley.value.Value;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The ladder by which a name, a number or an address is made sure of: read back as it is said,
/// then in groups or spelled, then typed on the keys. Pure.
final class ReadBack {
  /// After it the value is taken as it is, unconfirmed.
  static final int RUNG_LAST = 2;

  private static final Set<FieldType> TYPES =
      EnumSet.of(FieldType.PERSON_NAME, FieldType.EMAIL, FieldType.PHONE, FieldType.POSTAL_CODE);

  private ReadBack() {}

  /// A value that was just understood and that nothing but hearing vouches for.
  ///
  /// @param seq of the turn it was said in
  static Optional<Question> due(
      AgentDefinition definition, FlowState before, FlowState after, int seq) {
    if (!definition.call().readBack()) {
      return Optional.empty();
    }
    return definition.questions().stream()
        .filter(question -> TYPES.contains(question.type()))
        .filter(question -> fresh(before.answer(question.id()), after.answer(question.id()), seq))
        .findFirst();
  }

  private static boolean fresh(Answer before, Answer after, int seq) {
    return after.filled()
        && after.status() == FieldStatus.ANSWERED
        && !after.value().equals(before.value())
        && after.evidence().filter(evidence -> evidence.turn() == seq).isPresent();
  }

  /// @param rung from 0
  static String words(Value value, FieldType type, int rung, String language) {
    String said = rung == 0 ? natural(value, language) : slow(value, type, language);
    return CallPhrases.say(
        language, rung == 0 ? "readback" : "spelled", rung, Map.of("value", said));
  }

  private static String natural(Value value, String language) {
    return switch (value) {
      case Value.Email(String address) -> SpokenText.address(address, language);
      case Value.Phone(String number) -> SpokenText.phone(number);
      case Value.Text(String text) -> text;
      default -> "";
    };
  }

  private static String slow(Value value, FieldType type, String language) {
    return switch (value) {
      case Value.Email(String address) -> SpokenText.spelledAddress(address, language);
      case Value.Phone(String number) -> SpokenText.spelledPhone(number);
      case Value.Text(String text) when type == FieldType.PERSON_NAME ->
          text + ", " + SpokenText.spelled(text, language);
      case Value.Text(String text) -> SpokenText.spelled(text, language);
      default -> "";
    };
  }

  /// How it is asked for again after a no.
  static String again(Question question, int rung, String language) {
    String words = CallPhrases.say(language, "again_" + question.type().wireName());
    return rung >= RUNG_LAST && Keys.type(question) == Keys.Kind.DIGITS
        ? CallPhrases.say(language, "keypad")
        : words;
  }
}
