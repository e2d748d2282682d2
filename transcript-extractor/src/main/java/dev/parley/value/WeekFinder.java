package dev.parley.value;

import dev.parley.value.DateWords.Kind;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Weekdays and the spans around them: "next Friday", "Friday of next week", "next month".
final class WeekFinder {
  private final Tokens tokens;
  private final ValueContext ctx;
  private final List<String> languages;
  private final boolean asked;

  WeekFinder(Tokens tokens, ValueContext ctx, boolean asked) {
    this.tokens = tokens;
    this.ctx = ctx;
    this.languages = ctx.languages();
    this.asked = asked;
  }

  @Nullable Day weekday(int i) {
    int shift = modifier(i);
    int at = shift == NONE ? i : afterModifier(i);
    var weekday = DateWords.at(Kind.WEEKDAY, tokens, at, languages);
    if (weekday.isEmpty() || DateWords.at(Kind.NOT, tokens, at, languages).isPresent()) {
      return null;
    }
    DayOfWeek day = DayOfWeek.of(Integer.parseInt(weekday.get().value()));
    int end = weekday.get().end();
    Shift week = shiftedUnit(DateWords.glue(tokens, end, languages), "7");
    if (week != null) {
      return Day.weekday(i, week.end(), day, week.by());
    }
    if (shift == NONE) {
      shift = modifier(end);
      end = shift == NONE ? end : afterModifier(end);
    }
    if (tokens.isWord(end, "week") && shift == NONE) {
      return nextButOne(i, end + 1, day);
    }
    return shift == NONE
        ? plainWeekday(i, end, at, day)
        : Day.weekday(i, end, day, weekOf(day, shift, at > i));
  }

  private @Nullable Day plainWeekday(int start, int end, int at, DayOfWeek day) {
    boolean brief = tokens.get(at).folded().length() < 4;
    if (brief && !asked && !DateWords.endsBefore(Kind.DAY, tokens, at, languages)) {
      return null;
    }
    Day numbered = numbered(start, end, day);
    return numbered == null ? Day.weekday(start, end, day, null) : numbered;
  }

  /// "sábado 21", "Saturday 21": the number is that of the day where the two agree, and no hour.
  private @Nullable Day numbered(int start, int end, DayOfWeek day) {
    var number = DateWords.dayNumber(tokens, end);
    boolean month =
        number.isPresent()
            && DateWords.at(
                    Kind.MONTH, tokens, DateWords.glue(tokens, end + 1, languages), languages)
                .isPresent();
    boolean goesOn =
        end + 1 < tokens.size()
            && (tokens.touching(end)
                && !tokens.isSign(end + 1, '.')
                && !tokens.isSign(end + 1, ','));
    if (number.isEmpty() || month || goesOn) {
      return null;
    }
    Day numbered = Day.of(start, end + 1, number.getAsInt(), null, null, 0.9);
    return numbered.date(ctx).filter(date -> date.getDayOfWeek() == day).isPresent()
        ? numbered
        : null;
  }

  /// British "Friday week".
  private Day nextButOne(int start, int end, DayOfWeek day) {
    LocalDate today = ctx.now().toLocalDate();
    LocalDate next = today.with(java.time.temporal.TemporalAdjusters.next(day));
    return Day.exact(start, end, next.plusWeeks(1), 0.85);
  }

  /// "this Friday" is the coming one; "next Friday" in English is the one after it while the
  /// coming one lies in this week; elsewhere the coming one.
  private @Nullable Integer weekOf(DayOfWeek day, int shift, boolean before) {
    int today = ctx.now().getDayOfWeek().getValue();
    boolean ahead = day.getValue() > today;
    if (shift < 0) {
      return day.getValue() < today ? 0 : -1;
    }
    if (shift == 0 || !(before && languages.getFirst().equals("en"))) {
      return ahead ? 0 : 1;
    }
    return 1;
  }

  static final int NONE = Integer.MIN_VALUE;

  int modifier(int i) {
    if (DateWords.at(Kind.NEXT, tokens, i, languages).isPresent()) {
      return 1;
    }
    if (DateWords.at(Kind.LAST, tokens, i, languages).isPresent()) {
      return -1;
    }
    return DateWords.at(Kind.THIS, tokens, i, languages).isPresent() ? 0 : NONE;
  }

  private int afterModifier(int i) {
    for (Kind kind : new Kind[] {Kind.NEXT, Kind.LAST, Kind.THIS}) {
      int after = DateWords.skip(kind, tokens, i, languages);
      if (after > i) {
        return after;
      }
    }
    return i;
  }

  record Shift(int by, int end) {}

  /// `next week`, `semana que viene`, `of the following month`: as many units from now.
  @Nullable Shift shiftedUnit(int i, String wanted) {
    int at = DateWords.skip(Kind.IN, tokens, i, languages);
    int shift = modifier(at);
    int unitAt = shift == NONE ? at : afterModifier(at);
    var unit = DateWords.at(Kind.UNIT, tokens, unitAt, languages);
    if (unit.isEmpty() || !unit.get().value().equals(wanted)) {
      return null;
    }
    int end = unit.get().end();
    if (shift == NONE) {
      shift = modifier(end);
      end = shift == NONE ? end : afterModifier(end);
    }
    return shift == NONE ? null : new Shift(shift, end);
  }

  @Nullable Day span(int i) {
    for (String unit : new String[] {"7", "m", "y", "w"}) {
      Shift shift = shiftedUnit(i, unit);
      if (shift != null) {
        Day dayOfWeek = unit.equals("7") ? weekdayAfter(i, shift) : null;
        return dayOfWeek != null
            ? dayOfWeek
            : Day.vague(
                i,
                shift.end(),
                unit.equals("7") ? shift.by() : null,
                unit.equals("m") ? shift.by() : null);
      }
    }
    return null;
  }

  /// `next week Friday`, `nächste Woche am Freitag`.
  private @Nullable Day weekdayAfter(int start, Shift week) {
    int at = week.end();
    at = tokens.isSign(at, ',') ? at + 1 : at;
    at = tokens.isWord(at, "on") ? at + 1 : DateWords.skip(Kind.DAY, tokens, at, languages);
    var weekday = DateWords.at(Kind.WEEKDAY, tokens, at, languages);
    return weekday.isEmpty()
        ? null
        : Day.weekday(
            start,
            weekday.get().end(),
            DayOfWeek.of(Integer.parseInt(weekday.get().value())),
            week.by());
  }
}
