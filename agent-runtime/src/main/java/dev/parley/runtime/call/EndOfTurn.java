package dev.parley.runtime.call;

import dev.parley.config.agent.Question;
import dev.parley.runtime.flow.Folded;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Reading;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// How long to wait for more after words that are settled: little after a whole answer, longer
/// after words that call for more, longest while something is dictated. Pure.
final class EndOfTurn {
  private static final Pattern ENDS_IN_DIGITS = Pattern.compile(".*\\d[\\d\\s().+/-]*[,.]?\\s*");

  private static final Pattern SPELLED =
      Pattern.compile("(?:.*[\\s,.-])?\\p{L}(?:[\\s,.-]+\\p{L}){2,}[.,]?\\s*");
  private static final int DIGITS_DICTATED_MIN = 2;

  private final Reading reading;
  private final CallSettings settings;

  EndOfTurn(Reading reading, CallSettings settings) {
    this.reading = reading;
    this.settings = settings;
  }

  /// Whether the words look whole: an early start of the model is worth it.
  boolean complete(String text, Optional<Question> open, String language, Moment moment) {
    return !LineWords.trailsOff(Folded.of(text), language)
        && (open.isEmpty() || !dictating(text, open.get(), language, moment));
  }

  Duration wait(
      String text, Optional<Question> open, String language, SpeakerPace pace, Moment moment) {
    Duration wait = pace.turnWait();
    if (open.isPresent() && dictating(text, open.get(), language, moment)) {
      return longer(settings.dictationWait(), wait);
    }
    if (LineWords.trailsOff(Folded.of(text), language)) {
      return longer(settings.dictationWait().multipliedBy(2).dividedBy(3), wait);
    }
    return open.isPresent() && settled(text, open.get(), language, moment)
        ? longer(settings.turnWaitMin(), wait.multipliedBy(3).dividedBy(4))
        : wait;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /// Part of a value is there, the whole is not.
  private boolean dictating(String text, Question open, String language, Moment moment) {
    boolean whole = reading.answer(open, text, language, moment).value().isPresent();
    return switch (open.type()) {
          case PHONE -> digits(text) >= DIGITS_DICTATED_MIN && !whole;
          case POSTAL_CODE, NUMBER, MONEY -> digits(text) > 0 && !whole;
          case EMAIL, URL -> !whole && (begunAddress(text) || SPELLED.matcher(text).matches());
          case PERSON_NAME, COMPANY_NAME -> SPELLED.matcher(text).matches();
          case TEXT, DATE, DATE_TIME, CHOICE, YES_NO, ADDRESS -> false;
        }
        || (open.type() == dev.parley.config.agent.FieldType.PHONE
            && !whole
            && ENDS_IN_DIGITS.matcher(text).matches());
  }

  private static long digits(String text) {
    return text.chars().filter(Character::isDigit).count();
  }

  private static boolean begunAddress(String text) {
    Folded words = Folded.of(text);
    return text.indexOf('@') >= 0
        || words.words().stream()
            .anyMatch(word -> word.equals("at") || word.equals("arroba") || word.equals("arobase"))
        || words.words().contains("chiocciola")
        || words.words().contains("www");
  }

  private boolean settled(String text, Question open, String language, Moment moment) {
    return switch (open.type()) {
      case YES_NO, CHOICE, EMAIL, POSTAL_CODE ->
          reading.answer(open, text, language, moment).value().isPresent();
      default -> false;
    };
  }
}
