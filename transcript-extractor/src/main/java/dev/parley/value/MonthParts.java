package dev.parley.value;

import dev.parley.value.DateWords.Kind;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/// Days by their place in a month: "the second Tuesday of April", "último viernes de mayo", "Ende
/// des Monats", "fin de mois".
final class MonthParts {
  private static final int MONTHS_OF_YEAR = 12;
  private static final double CERTAINTY = 0.88;

  private final Tokens tokens;
  private final ValueContext ctx;
  private final WeekFinder weeks;
  private final boolean asked;

  /// @param asked whether a day was asked for: "end of the month" in passing is rather a time
  MonthParts(Tokens tokens, ValueContext ctx, WeekFinder weeks, boolean asked) {
    this.asked = asked;
    this.tokens = tokens;
    this.ctx = ctx;
    this.weeks = weeks;
  }

  @Nullable Day at(int i) {
    LocalDate today = ctx.now().toLocalDate();
    var end = DateWords.at(Kind.MONTHEND, tokens, i, ctx.languages());
    if (end.isPresent() && asked) {
      String shift = end.get().value();
      YearMonth month =
          shift.equals("y")
              ? YearMonth.of(today.getYear(), MONTHS_OF_YEAR)
              : YearMonth.from(today).plusMonths(Integer.parseInt(shift));
      return Day.exact(i, end.get().end(), month.atEndOfMonth(), CERTAINTY);
    }
    return nthWeekday(i, today);
  }

  private @Nullable Day nthWeekday(int i, LocalDate today) {
    var nth = DateWords.at(Kind.NTH, tokens, i, ctx.languages());
    if (nth.isEmpty()) {
      return null;
    }
    var weekday = DateWords.at(Kind.WEEKDAY, tokens, nth.get().end(), ctx.languages());
    if (weekday.isEmpty()) {
      return null;
    }
    int place = Integer.parseInt(nth.get().value());
    DayOfWeek day = DayOfWeek.of(Integer.parseInt(weekday.get().value()));
    int at = DateWords.glue(tokens, weekday.get().end(), ctx.languages());
    at = tokens.isWord(at, "im") ? at + 1 : at;
    WeekFinder.Shift shift = weeks.shiftedUnit(at, "m");
    if (shift != null) {
      LocalDate date = nth(YearMonth.from(today).plusMonths(shift.by()), place, day);
      return Day.exact(i, shift.end(), date, CERTAINTY);
    }
    var month = DateWords.at(Kind.MONTH, tokens, at, ctx.languages());
    if (month.isEmpty()) {
      return null;
    }
    int number = Integer.parseInt(month.get().value());
    var year =
        DateWords.year(tokens, DateWords.glue(tokens, month.get().end(), ctx.languages()), ctx);
    if (year.isPresent()) {
      LocalDate date = nth(YearMonth.of(year.get().year(), number), place, day);
      return Day.exact(i, year.get().end(), date, CERTAINTY);
    }
    LocalDate date = nth(YearMonth.of(today.getYear(), number), place, day);
    if (ctx.lookingBack() ? date.isAfter(today) : date.isBefore(today)) {
      int other = today.getYear() + (ctx.lookingBack() ? -1 : 1);
      date = nth(YearMonth.of(other, number), place, day);
    }
    return Day.exact(i, month.get().end(), date, CERTAINTY);
  }

  private static LocalDate nth(YearMonth month, int place, DayOfWeek day) {
    return month.atDay(1).with(TemporalAdjusters.dayOfWeekInMonth(place, day));
  }
}
