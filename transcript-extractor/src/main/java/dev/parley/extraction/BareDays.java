package dev.parley.extraction;

import dev.parley.value.Value;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Pattern;

/// "Make it the 9th" after "from May 5th": a bare day is one of the month that was spoken of.
final class BareDays {
  private static final Pattern BARE_DAY = Pattern.compile("\\d{1,2}+(?:st|nd|rd|th|º|ª|er|\\.)?+");

  private BareDays() {}

  static Candidate inMonthOf(Candidate before, Candidate later, FieldProfile profile) {
    if (before.turn() == later.turn()
        || !(before.value() instanceof Value.Date(LocalDate spokenOf))
        || !(later.value() instanceof Value.Date(LocalDate read))) {
      return later;
    }
    YearMonth month = YearMonth.from(spokenOf);
    boolean moves =
        monthless(later, read, profile)
            && !monthless(before, spokenOf, profile)
            && month.isValidDay(read.getDayOfMonth());
    return moves ? later.withValue(new Value.Date(month.atDay(read.getDayOfMonth()))) : later;
  }

  static boolean isBare(String said) {
    return BARE_DAY.matcher(said.strip()).matches();
  }

  /// Whether nothing but today gave the day its month.
  private static boolean monthless(Candidate candidate, LocalDate date, FieldProfile profile) {
    if (!isBare(candidate.said())) {
      return false;
    }
    LocalDate today = profile.context().now().toLocalDate();
    long days = date.toEpochDay() - today.toEpochDay();
    return profile.context().lookingBack() ? days <= 0 && days > -31 : days >= 0 && days < 31;
  }
}
