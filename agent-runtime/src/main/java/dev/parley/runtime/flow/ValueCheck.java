package dev.parley.runtime.flow;

import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.evidence.Grounding;
import dev.parley.value.Found;
import dev.parley.value.Parsed;
import dev.parley.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether a value follows from a quote. Where the quote itself can be read, the contact's words
/// win over whatever was proposed. Pure; lives for one turn.
final class ValueCheck {
  private static final Set<Cue> CHAT =
      Set.of(Cue.HELLO, Cue.THANKS, Cue.HOW_ARE_YOU, Cue.BOT, Cue.HOLD, Cue.GOODBYE, Cue.REPEAT);

  private final Reading reading;
  private final Cues cues;
  private final String language;
  private final Moment moment;

  ValueCheck(Reading reading, Cues cues, String language, Moment moment) {
    this.reading = reading;
    this.cues = cues;
    this.language = language;
    this.moment = moment;
  }

  /// What became of a proposed value.
  sealed interface Result {
    /// @param asProposed false where the quote says another value than was proposed
    record Holds(Value value, String said, boolean asProposed) implements Result {}

    record Fails(Parsed.Invalid invalid) implements Result {}

    record Unproved() implements Result {}
  }

  /// Types whose values can be told from other words without help.
  static boolean structured(FieldType type) {
    return switch (type) {
      case EMAIL, PHONE, NUMBER, MONEY, DATE, DATE_TIME, CHOICE, YES_NO, URL -> true;
      case TEXT, PERSON_NAME, COMPANY_NAME, ADDRESS, POSTAL_CODE -> false;
    };
  }

  Result read(Question question, String text) {
    return switch (reading.answer(question, text, language, moment)) {
      case Parsed.Valid(Found found) -> holds(found, text, false);
      case Parsed.Invalid invalid -> new Result.Fails(invalid);
      case Parsed.Nothing nothing -> new Result.Unproved();
    };
  }

  /// @param asked whether the contact was just asked this question
  Result settle(Question question, String proposed, String quote, boolean asked) {
    Parsed inQuote = reading.answer(question, quote, language, moment);
    Optional<Found> wanted =
        proposed.isBlank()
            ? Optional.empty()
            : reading.answer(question, proposed, language, moment).value();
    if (!structured(question.type())) {
      return wanted
          .filter(found -> within(proposed, quote))
          .<Result>map(found -> holds(found, proposed, true))
          .orElseGet(() -> verdict(inQuote, quote));
    }
    if (wanted.isEmpty()) {
      return verdict(inQuote, quote);
    }
    Value value = wanted.get().value();
    if (inQuote instanceof Parsed.Valid(Found found) && same(found.value(), value)) {
      return holds(found, quote, true);
    }
    Optional<Found> mentioned = mention(question, value, quote);
    if (mentioned.isPresent() && valid(question, mentioned.get().value())) {
      return holds(mentioned.get(), quote, true);
    }
    if (mayInterpret(question, inQuote, quote, asked)) {
      return new Result.Holds(value, quote, true);
    }
    return verdict(inQuote, quote);
  }

  /// A known day and time of which the quote changes one.
  Optional<Result> moved(Question question, Optional<Value> known, String quote) {
    return reading
        .moved(question, known, quote, language, moment)
        .map(found -> holds(found, quote, true));
  }

  /// Whether a value follows from what was seen in a file. What else the file says does not count:
  /// a bill holds many amounts, and only the one that was pointed at may answer.
  Result seen(Question question, String proposed, String text) {
    Optional<Found> mentioned =
        proposed.isBlank() || !structured(question.type())
            ? Optional.empty()
            : reading
                .answer(question, proposed, language, moment)
                .value()
                .flatMap(wanted -> mention(question, wanted.value(), text));
    if (mentioned.isPresent() && valid(question, mentioned.get().value())) {
      return holds(mentioned.get(), text, true);
    }
    return Grounding.find(proposed, text)
        .map(at -> read(question, text.substring(at.start(), at.end())))
        .orElseGet(Result.Unproved::new);
  }

  private Optional<Found> mention(Question question, Value value, String text) {
    return reading.mentions(question, text, language, moment).stream()
        .filter(found -> same(found.value(), value))
        .findFirst();
  }

  /// Whether proposed words mean a known value; no words at all agree to it.
  boolean means(Question question, String proposed, Value known) {
    return proposed.isBlank()
        || reading
            .answer(question, proposed, language, moment)
            .value()
            .filter(found -> same(found.value(), known))
            .isPresent();
  }

  /// "We pay a landlord" chooses without naming: taken for a question just asked, where the words
  /// are not mere chat and do not name another option.
  private boolean mayInterpret(Question question, Parsed inQuote, String quote, boolean asked) {
    boolean open = question.type() == FieldType.CHOICE || question.type() == FieldType.YES_NO;
    boolean silent =
        inQuote.value().isEmpty() && reading.mentions(question, quote, language, moment).isEmpty();
    Folded folded = Folded.of(quote);
    return open && asked && silent && !folded.isEmpty() && cues.cover(folded, CHAT).isEmpty();
  }

  private Result verdict(Parsed inQuote, String quote) {
    return switch (inQuote) {
      case Parsed.Valid(Found found) -> holds(found, quote, false);
      case Parsed.Invalid invalid -> new Result.Fails(invalid);
      case Parsed.Nothing nothing -> new Result.Unproved();
    };
  }

  private boolean valid(Question question, Value value) {
    return !(value instanceof Value.Number || value instanceof Value.Money)
        || reading.within(question, value).filter(one -> Bounds.within(question, one)).isPresent();
  }

  private static Result holds(Found found, String text, boolean asProposed) {
    String said = text.substring(found.start(), Math.min(found.end(), text.length())).strip();
    return new Result.Holds(found.value(), said.isEmpty() ? text : said, asProposed);
  }

  private boolean same(Value a, Value b) {
    return a.equals(b) || reading.forCondition(a, moment).equals(reading.forCondition(b, moment));
  }

  private static boolean within(String words, String quote) {
    List<String> wanted = Folded.of(words).words();
    return !wanted.isEmpty() && Set.copyOf(Folded.of(quote).words()).containsAll(wanted);
  }
}
