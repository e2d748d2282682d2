package dev.parley.runtime.flow;

import static java.util.stream.Collectors.toMap;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.value.Assignments;
import dev.parley.value.Found;
import dev.parley.value.MoneyPeriods;
import dev.parley.value.Parsed;
import dev.parley.value.Tokens;
import dev.parley.value.Value;
import dev.parley.value.ValueContext;
import dev.parley.value.ValueErrors;
import dev.parley.value.ValueReader;
import dev.parley.value.ValueWire;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads values for an agent's questions: the readers of `value` with what the definition says
/// about region, zone, currency, options and bounds. Immutable and thread-safe.
public final class Reading {
  /// "The 13th" after "January 12" is one of January.
  private static final Pattern BARE_DAY = Pattern.compile("\\d{1,2}[^\\s\\d/-]{0,3}");

  private final AgentDefinition definition;
  private final Assignments assignments;
  private final Map<String, String> periods;

  public Reading(AgentDefinition definition) {
    this.definition = definition;
    this.periods = MoneyPeriods.of(definition);
    this.assignments =
        new Assignments(
            definition.questions().stream().collect(toMap(Question::id, Question::type)));
  }

  /// What of a turn may hold answers: whoever writes `roof=owner` talks to the machine.
  public String spoken(String turn) {
    return assignments.without(turn);
  }

  /// The text as an answer to the question.
  ///
  /// @param language what the contact speaks most likely; the agent's other languages count too
  public Parsed answer(Question question, String text, String language, Moment moment) {
    ValueContext context = context(question, language, moment);
    if (question.type() == FieldType.PERSON_NAME) {
      Parsed name = ValueReader.answer(question.type(), text, only(language, context));
      return name.value().isPresent() ? name : ValueReader.answer(question.type(), text, context);
    }
    return ValueReader.answer(question.type(), text, context);
  }

  /// A word of one language is a surname in another: names are read in the contact's own first.
  private static ValueContext only(String language, ValueContext context) {
    return ValueContext.of(List.of(language), context.region(), context.zone(), context.now());
  }

  /// Every value of the question's type that stands in the text.
  public List<Found> mentions(Question question, String text, String language, Moment moment) {
    return mentions(question, Tokens.of(text), language, moment);
  }

  /// The same in a text that is cut already.
  public List<Found> mentions(Question question, Tokens text, String language, Moment moment) {
    return ValueReader.mentions(question.type(), text, context(question, language, moment));
  }

  /// A new day for a known time, or a new time for a known day: "wednesday" after "Tuesday at 4".
  public Optional<Found> moved(
      Question question, Optional<Value> known, String text, String language, Moment moment) {
    if (question.type() == FieldType.DATE && known.orElse(null) instanceof Value.Date(var day)) {
      return answer(question, text, language, moment)
          .value()
          .filter(found -> found.value() instanceof Value.Date)
          .map(
              found ->
                  new Found(
                      new Value.Date(
                          near(question, found, Optional.of(day), text, language, moment)),
                      found.start(),
                      found.end(),
                      found.certainty()));
    }
    if (question.type() != FieldType.DATE_TIME
        || !(known.orElse(null) instanceof Value.DateTime(var day, var time, _))) {
      return Optional.empty();
    }
    return switch (answer(question, text, language, moment)) {
      case Parsed.Valid(Found found) when found.value() instanceof Value.DateTime said ->
          said.date().isPresent() || day.isEmpty()
              ? Optional.empty()
              : Optional.of(at(found, day.get(), said.time()));
      case Parsed.Invalid(String code, _) when code.equals(ValueErrors.TIME_MISSING) ->
          ValueReader.answer(FieldType.DATE, text, context(question, language, moment))
              .value()
              .filter(found -> found.value() instanceof Value.Date)
              .map(found -> at(found, near(question, found, day, text, language, moment), time));
      case Parsed _ -> Optional.empty();
    };
  }

  /// A bare weekday that puts another day right is one of the same week: "wednesday" after "next
  /// Tuesday".
  private LocalDate near(
      Question question,
      Found found,
      Optional<LocalDate> known,
      String text,
      String language,
      Moment moment) {
    LocalDate read = ((Value.Date) found.value()).date();
    String said = text.substring(found.start(), found.end());
    LocalDate today = moment.now().atZone(definition.timeZone()).toLocalDate();
    boolean bare =
        said.codePoints().allMatch(c -> Character.isLetter(c) || c == '-')
            && weekday(question, said, read, language, moment);
    if (known.isPresent() && BARE_DAY.matcher(said).matches()) {
      LocalDate month = known.get().withDayOfMonth(1);
      boolean has = read.getDayOfMonth() <= month.lengthOfMonth();
      LocalDate there = has ? month.withDayOfMonth(read.getDayOfMonth()) : read;
      return there.isBefore(today) ? read : there;
    }
    LocalDate same =
        known
            .map(day -> day.with(ChronoField.DAY_OF_WEEK, read.getDayOfWeek().getValue()))
            .orElse(read);
    return bare && !same.isBefore(today) ? same : read;
  }

  /// Whether words mean the same day of the week whenever they are said: "Tuesday" does, and
  /// "tomorrow" does not.
  private boolean weekday(
      Question question, String said, LocalDate read, String language, Moment moment) {
    Moment later = new Moment(moment.now().plus(2, ChronoUnit.DAYS));
    return ValueReader.answer(FieldType.DATE, said, context(question, language, later))
        .value()
        .filter(found -> found.value() instanceof Value.Date)
        .map(found -> ((Value.Date) found.value()).date().getDayOfWeek())
        .filter(read.getDayOfWeek()::equals)
        .isPresent();
  }

  private Found at(Found found, LocalDate day, LocalTime time) {
    Value value =
        new Value.DateTime(
            Optional.of(day),
            time,
            Optional.of(definition.timeZone().getRules().getOffset(LocalDateTime.of(day, time))));
    return new Found(value, found.start(), found.end(), found.certainty());
  }

  /// Whether the text gives several amounts for what depends.
  public boolean swings(String text, String language) {
    List<String> languages = new ArrayList<>(definition.languages());
    languages.add(language);
    return ValueReader.swings(text, languages);
  }

  /// Whether the words could answer any question, so that unasked they choose nothing.
  public boolean generic(String words, String language) {
    List<String> languages = new ArrayList<>(definition.languages());
    languages.add(language);
    return ValueReader.generic(words, languages);
  }

  public ValueContext context(Question question, String language, Moment moment) {
    List<String> languages = new ArrayList<>();
    languages.add(language);
    languages.addAll(definition.languages());
    languages.add("en"); // what a model or a program says of its own accord: "yes", "120 EUR"
    return new ValueContext(
        languages,
        definition.region(),
        definition.timeZone(),
        moment.now().atZone(definition.timeZone()).toLocalDateTime(),
        question.currency(),
        question.options(),
        question.min(),
        question.max(),
        Optional.ofNullable(periods.get(question.id())),
        false);
  }

  /// The value in a condition's terms, an amount in the question's period; empty where it has
  /// none in it.
  Optional<Object> forCondition(Question question, Value value, Moment moment) {
    return within(question, value).map(comparable -> forCondition(comparable, moment));
  }

  /// The value as it compares with the question's bounds.
  Optional<Value> within(Question question, Value value) {
    return MoneyPeriods.in(Optional.ofNullable(periods.get(question.id())), value);
  }

  /// The value in a condition's terms.
  Object forCondition(Value value, Moment moment) {
    ZoneId zone = definition.timeZone();
    return ValueWire.forCondition(value, moment.now().atZone(zone).toLocalDate(), zone);
  }
}
