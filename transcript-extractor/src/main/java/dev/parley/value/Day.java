package dev.parley.value;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A day as far as it was said, and its place in the tokens.
///
/// @param exact the day itself where the words name it ("tomorrow")
/// @param week 1 for "next week", -1 for "last week", 0 for "this", null where no week was named
/// @param months the same for the month a bare day number belongs to
/// @param vague a span that holds several days ("next month")
record Day(
    int start,
    int end,
    @Nullable Integer day,
    @Nullable Integer month,
    @Nullable Integer year,
    @Nullable DayOfWeek weekday,
    @Nullable LocalDate exact,
    @Nullable Integer week,
    @Nullable Integer months,
    boolean vague,
    double certainty) {

  static Day exact(int start, int end, LocalDate date, double certainty) {
    return new Day(start, end, null, null, null, null, date, null, null, false, certainty);
  }

  static Day vague(int start, int end, @Nullable Integer week, @Nullable Integer months) {
    return new Day(start, end, null, null, null, null, null, week, months, true, 0.5);
  }

  static Day of(
      int start,
      int end,
      @Nullable Integer day,
      @Nullable Integer month,
      @Nullable Integer year,
      double certainty) {
    return new Day(start, end, day, month, year, null, null, null, null, false, certainty);
  }

  static Day weekday(int start, int end, DayOfWeek weekday, @Nullable Integer week) {
    double certainty = week == null ? 0.9 : 0.85;
    return new Day(start, end, null, null, null, weekday, null, week, null, false, certainty);
  }

  boolean bareDay() {
    return day != null && month == null && months == null;
  }

  Day span(int newStart, int newEnd) {
    return new Day(
        newStart, newEnd, day, month, year, weekday, exact, week, months, vague, certainty);
  }

  Day withMonth(@Nullable Integer newMonth, @Nullable Integer newYear, @Nullable Integer shift) {
    return new Day(
        start,
        end,
        day,
        newMonth,
        newYear,
        weekday,
        exact,
        week,
        shift,
        vague,
        Math.max(certainty, 0.85));
  }

  Day withWeek(int newWeek, int newStart, int newEnd) {
    return new Day(
        newStart, newEnd, day, month, year, weekday, exact, newWeek, months, vague, certainty);
  }

  Day withWeekday(DayOfWeek newWeekday, int newStart, int newEnd) {
    return new Day(
        newStart, newEnd, day, month, year, newWeekday, exact, week, months, vague, certainty);
  }

  /// The calendar day, empty where it is not real or not known.
  Optional<LocalDate> date(ValueContext ctx) {
    try {
      return Optional.ofNullable(resolve(ctx.now().toLocalDate(), ctx.lookingBack()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private @Nullable LocalDate resolve(LocalDate today, boolean back) {
    if (exact != null) {
      return exact;
    }
    if (vague) {
      return null;
    }
    if (day != null && month != null) {
      return year != null ? LocalDate.of(year, month, day) : yearless(month, day, today, back);
    }
    if (day != null && months != null) {
      return YearMonth.from(today).plusMonths(months).atDay(day);
    }
    if (day != null) {
      return monthless(day, today, back);
    }
    return weekday != null ? byWeekday(weekday, today, back) : null;
  }

  /// Who names the month that it is now means this year's; else the next one, or the last.
  private static LocalDate yearless(int month, int day, LocalDate today, boolean back) {
    if (month == 2 && day == 29) {
      int year = today.getYear();
      while (!java.time.Year.isLeap(year)) {
        year += back ? -1 : 1;
      }
      return LocalDate.of(year, 2, 29);
    }
    LocalDate date = LocalDate.of(today.getYear(), month, day);
    if (back) {
      return date.isAfter(today) ? date.minusYears(1) : date;
    }
    return date.isBefore(today) && month != today.getMonthValue() ? date.plusYears(1) : date;
  }

  private static LocalDate monthless(int day, LocalDate today, boolean back) {
    YearMonth month = YearMonth.from(today);
    for (int i = 0; i < 4; i++) {
      YearMonth candidate = month.plusMonths(back ? -i : i);
      if (candidate.isValidDay(day)) {
        LocalDate date = candidate.atDay(day);
        if (back ? !date.isAfter(today) : !date.isBefore(today)) {
          return date;
        }
      }
    }
    throw new DateTimeException("no such day");
  }

  private LocalDate byWeekday(DayOfWeek wanted, LocalDate today, boolean back) {
    if (week == null) {
      return today.with(back ? TemporalAdjusters.previous(wanted) : TemporalAdjusters.next(wanted));
    }
    return today
        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
        .plusWeeks(week)
        .with(TemporalAdjusters.nextOrSame(wanted));
  }
}
