package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.value.Value;
import dev.parley.value.ValueContext;
import dev.parley.value.ValueReader;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/// A date of birth is nothing without its year: "17 May" is not one.
final class BirthDates {
  private static final List<String> LANGUAGES = List.of("en", "es", "pt", "de", "fr", "it", "pl");

  private BirthDates() {}

  /// "June third eighty-nine": no day is that late, so it is the year.
  private static boolean lateNumber(Candidate candidate) {
    String said = candidate.said().strip();
    String last = said.substring(said.lastIndexOf(' ') + 1);
    ValueContext context = ValueContext.of(LANGUAGES, "US", ZoneOffset.UTC, LocalDateTime.MIN);
    return last.chars().noneMatch(Character::isDigit)
        && ValueReader.answer(FieldType.NUMBER, last, context)
            .value()
            .filter(
                found ->
                    found.value() instanceof Value.Number(BigDecimal number)
                        && number.compareTo(BigDecimal.valueOf(31)) > 0)
            .isPresent();
  }

  /// Whether the year was said, as far as digits can show it.
  static boolean complete(Candidate candidate, Heard turn) {
    if (!(candidate.value() instanceof Value.Date date)) {
      return true;
    }
    String text =
        candidate.rank() == 0 ? turn.text() : turn.alternatives().get(candidate.rank() - 1);
    String digits = text.replaceAll("\\D", "");
    String year = Integer.toString(date.date().getYear());
    // In words, or torn apart ("1990 3"): the reader found it, and only a year is that long.
    boolean spelledOut = digits.length() <= 2 && text.split(" ").length > 3;
    return spelledOut
        || lateNumber(candidate)
        || digits.endsWith(year.substring(2))
        || digits.contains(year)
        || digits.contains(year.substring(0, 3) + "0" + year.charAt(3));
  }
}
