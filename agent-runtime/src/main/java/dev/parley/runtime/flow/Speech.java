package dev.parley.runtime.flow;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.config.binding.ChannelType;
import dev.parley.value.MoneyPeriods;
import dev.parley.value.Value;
import dev.parley.value.ValueErrors;
import dev.parley.value.ValueReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Composes what the agent says when it uses the configured words. Pure; lives for one advance.
final class Speech {
  private static final int OPTIONS_NAMED_MAX = 6;
  private static final int NOTED_MAX = 3;
  private static final int NOTED_CHARS_MAX = 60;
  private static final Set<String> FIRST_NAMES = Set.of("en", "es", "pt");

  /// A greeting that ends in a question is left to be answered; one with a question somewhere
  /// inside goes on to the first question of the agent.
  private static final Pattern QUESTION = Pattern.compile("[?？]\\W*$");

  private final AgentDefinition definition;
  private final Draft draft;
  private final Optional<String> asked;

  Speech(AgentDefinition definition, Draft draft) {
    this.definition = definition;
    this.draft = draft;
    this.asked = draft.open;
  }

  Utterance utterance() {
    return new Utterance(
        draft.language,
        definition.defaultLanguage(),
        Map.of("business", definition.business(), "agent", definition.name()),
        draft.turns + draft.lost);
  }

  /// The greeting, and the first question unless the greeting asks one itself.
  Utterance greeting(Optional<Question> first) {
    var greeting =
        draft.channel() == ChannelType.VOICE
            ? definition.greeting().voice()
            : definition.greeting().chat();
    Utterance utterance = utterance().say(greeting);
    boolean asks = QUESTION.matcher(utterance.text()).find();
    if (!asks && first.isPresent()) {
      ask(utterance, first.get());
    }
    return utterance;
  }

  /// The question; or, where the contact answered it long ago, whether that still holds.
  void ask(Utterance utterance, Question question) {
    draft.open = Optional.of(question.id());
    String stillSo = "still." + question.type().wireName();
    Optional<String> earlier = draft.answer(question.id()).earlier().flatMap(ValueReader::written);
    if (earlier.isPresent() && Phrases.find(utterance.language(), stillSo, 0).isPresent()) {
      utterance.phrase(stillSo, Map.of("value", earlier.get()));
    } else {
      draft.answers.computeIfPresent(question.id(), (_, answer) -> answer.outdated());
      utterance.say(question.ask());
    }
  }

  /// A word of thanks for what was heard, by name where a name was.
  /// What was volunteered while `next` stays open is said back, so that they see it was heard.
  void acknowledge(Utterance utterance, Heard heard, Question next, boolean corrected) {
    if (corrected) {
      utterance.phrase("corrected");
      return;
    }
    boolean byFirstName = FIRST_NAMES.contains(Phrases.primary(utterance.language()));
    Optional<String> name =
        heard.accepted().stream()
            .filter(one -> typeOf(one.question()) == FieldType.PERSON_NAME)
            .map(Heard.Accepted::value)
            .flatMap(value -> firstName(value, byFirstName).stream())
            .findFirst();
    Optional<String> volunteered =
        asked.filter(next.id()::equals).isPresent() ? written(heard) : Optional.empty();
    if (name.isPresent()) {
      utterance.phrase("ack_name", Map.of("name", name.get()));
    } else if (volunteered.isPresent()) {
      utterance.phrase("noted", Map.of("values", volunteered.get()));
    } else {
      utterance.phrase("ack");
    }
  }

  /// The values as they are written; empty where one takes more than its own words to say.
  private Optional<String> written(Heard heard) {
    List<String> values =
        heard.accepted().stream().flatMap(one -> written(one).stream()).distinct().toList();
    return values.isEmpty() || values.size() > NOTED_MAX
        ? Optional.empty()
        : Optional.of(String.join(", ", values));
  }

  private Optional<String> written(Heard.Accepted one) {
    Optional<Question> question = definition.question(one.question());
    return switch (one.value()) {
      case Value.Choice(String option) ->
          question.map(it -> OptionNames.plain(definition, it, draft.language).get(option));
      case Value.Date _, Value.DateTime _, Value.Money _ ->
          Optional.of(one.said()).filter(said -> said.length() <= NOTED_CHARS_MAX);
      default -> ValueReader.written(one.value());
    };
  }

  private FieldType typeOf(String question) {
    return definition.question(question).map(Question::type).orElse(FieldType.TEXT);
  }

  /// Where people go by first names a single name will do; elsewhere it may be the family's.
  private static Optional<String> firstName(Value value, boolean single) {
    return value instanceof Value.Text(String text) && (single || text.contains(" "))
        ? Optional.of(text.split("\\s+")[0])
            .filter(name -> name.length() > 1 && !name.endsWith("."))
            .filter(name -> name.codePoints().allMatch(c -> Character.isLetter(c) || c == '-'))
        : Optional.empty();
  }

  /// Why the answer was not taken and how one would look, then the question again.
  void askAgain(Utterance utterance, Question question, Optional<Heard.Trouble> trouble) {
    String code = trouble.map(Heard.Trouble::code).orElse("");
    if (code.isEmpty() && draft.answer(question.id()).earlier().isPresent()) {
      ask(utterance.phrase("sorry"), question);
      return;
    }
    if (code.equals(ValueErrors.OPTION_AMBIGUOUS) && plainOptions(question)) {
      draft.open = Optional.of(question.id());
      utterance.phrase("which", Map.of("options", options(question)));
      return;
    }
    switch (code) {
      case "" -> utterance.phrase("sorry");
      case ValueErrors.BELOW_MIN ->
          utterance.phrase("below_min", Map.of("min", plain(question.min())));
      case ValueErrors.ABOVE_MAX ->
          utterance.phrase("above_max", Map.of("max", plain(question.max())));
      case ValueErrors.OPTION_AMBIGUOUS -> utterance.phrase("sure");
      case ValueErrors.PERIOD_NOT_COMPARABLE -> {
        draft.open = Optional.of(question.id());
        utterance.phrase("period." + MoneyPeriods.of(question).orElse("month"));
        return;
      }
      default -> utterance.phrase(invalidKey(question.type()));
    }
    boolean bound = code.equals(ValueErrors.BELOW_MIN) || code.equals(ValueErrors.ABOVE_MAX);
    if (!bound || question.hint().isPresent()) {
      hint(utterance, question);
    }
    ask(utterance, question);
  }

  /// The question's own hint, else one by its type.
  void hint(Utterance utterance, Question question) {
    if (question.hint().isPresent()) {
      utterance.say(question.hint());
    } else if (question.type() == FieldType.CHOICE && plainOptions(question)) {
      utterance.phrase("options", Map.of("options", options(question)));
    } else {
      utterance.phrase("hint." + question.type().wireName());
    }
  }

  private static String invalidKey(FieldType type) {
    return switch (type) {
      case EMAIL, PHONE, DATE, DATE_TIME, URL, POSTAL_CODE, NUMBER, MONEY ->
          "invalid." + type.wireName();
      case TEXT, PERSON_NAME, COMPANY_NAME, CHOICE, YES_NO, ADDRESS -> "sorry";
    };
  }

  private boolean plainOptions(Question question) {
    return !names(question).isEmpty();
  }

  private List<String> names(Question question) {
    List<String> names =
        List.copyOf(OptionNames.plain(definition, question, draft.language).values());
    return names.size() <= OPTIONS_NAMED_MAX ? names : List.of();
  }

  private String options(Question question) {
    List<String> names = new ArrayList<>(names(question));
    String or = Phrases.find(draft.language, "or", 0).orElse("/");
    String last = names.removeLast();
    return names.isEmpty() ? last : String.join(", ", names) + " " + or + " " + last;
  }

  private static String plain(Optional<java.math.BigDecimal> bound) {
    return bound.map(java.math.BigDecimal::toPlainString).orElse("");
  }
}
