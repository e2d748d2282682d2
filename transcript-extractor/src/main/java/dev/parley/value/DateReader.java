package dev.parley.value;

import dev.parley.value.DateWords.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Calendar days, absolute or relative to the moment of the conversation: en, es, pt, de, fr, it,
/// pl. In a range the second day lends the first its month. A month or a week is not made a day.
final class DateReader {
  private static final int SAME_MONTH_TOKENS = 8;

  private DateReader() {}

  static Parsed answer(Tokens tokens, ValueContext ctx) {
    List<Day> days = days(tokens, ctx, true);
    Found found = null;
    int last = 0;
    boolean unreal = false;
    boolean vague = false;
    for (Day day : days) {
      Optional<LocalDate> date = day.date(ctx);
      vague |= day.vague();
      unreal |= date.isEmpty() && !day.vague();
      boolean corrected = found != null && Corrections.between(tokens, last, day.start());
      boolean fuller = found != null && day.year() != null && found.certainty() < 0.9;
      if (Unfit.after(tokens, day.end(), ctx.languages())) {
        continue;
      }
      boolean preferred =
          Unfit.preferred(tokens, day.end(), ctx.languages())
              || (found != null && Unfit.concluded(tokens, last, day.start(), ctx.languages()));
      if (date.isPresent() && (found == null || corrected || fuller || preferred)) {
        found = found(tokens, day, date.get());
        last = day.end();
      }
    }
    if (found != null) {
      return new Parsed.Valid(found);
    }
    return unreal
        ? Parsed.invalid(ValueErrors.DATE_NOT_REAL)
        : vague ? Parsed.invalid(ValueErrors.DATE_TOO_VAGUE) : Parsed.Nothing.NOTHING;
  }

  static List<Found> mentions(Tokens tokens, ValueContext ctx) {
    List<Found> found = new ArrayList<>();
    for (Day day : days(tokens, ctx, false)) {
      if (!Unfit.after(tokens, day.end(), ctx.languages())) {
        day.date(ctx).ifPresent(date -> found.add(found(tokens, day, date)));
      }
    }
    return found;
  }

  private static Found found(Tokens tokens, Day day, LocalDate date) {
    return new Found(
        new Value.Date(date),
        tokens.get(day.start()).start(),
        tokens.get(day.end() - 1).end(),
        day.certainty());
  }

  /// All days of a text in order, ranges completed.
  static List<Day> days(Tokens tokens, ValueContext ctx, boolean asked) {
    DayFinder finder = new DayFinder(tokens, ctx, asked);
    List<Day> days = new ArrayList<>();
    int i = 0;
    while (i < tokens.size()) {
      if (finder.isNot(i)) {
        i = finder.afterNot(i);
        continue;
      }
      Day day = null;
      boolean second =
          !days.isEmpty() && !days.getLast().vague() && joinsRange(tokens, days, i, ctx);
      if (second) {
        day = finder.at(i);
        day = day == null ? finder.second(i) : day;
      } else {
        day = finder.at(i);
      }
      if (day == null) {
        i++;
        continue;
      }
      if (day.month() != null) {
        finder
            .firstOfRange(day.start(), days.isEmpty() ? 0 : days.getLast().end())
            .ifPresent(days::add);
      }
      days.add(day);
      i = Math.max(i + 1, day.end());
    }
    return completed(tokens, days, ctx);
  }

  /// Whether a range word ends right before a token, right after the last day.
  private static boolean joinsRange(Tokens tokens, List<Day> days, int i, ValueContext ctx) {
    int end = days.getLast().end();
    if (i <= end || i - end > 4) {
      return false;
    }
    int after =
        tokens.isSign(end, '-') ? end + 1 : DateWords.skip(Kind.TO, tokens, end, ctx.languages());
    return after > end
        && (after == i || DateWords.skip(Kind.DAY, tokens, after, ctx.languages()) == i);
  }

  private static List<Day> completed(Tokens tokens, List<Day> days, ValueContext ctx) {
    List<Day> done = new ArrayList<>();
    for (Day day : days) {
      Day before = done.isEmpty() ? null : done.getLast();
      Day merged = before == null ? null : merged(tokens, before, day, ctx);
      if (merged != null) {
        done.set(done.size() - 1, merged);
        continue;
      }
      Day next = day;
      if (before != null && range(tokens, before, day, ctx)) {
        if (before.bareDay() && (day.month() != null || day.months() != null)) {
          done.set(done.size() - 1, lend(before, day));
        } else if (day.bareDay() && (before.month() != null || before.months() != null)) {
          next = lend(day, before);
        } else if (day.bareDay() && before.exact() != null && day.day() != null) {
          next = day.withMonth(before.exact().getMonthValue(), before.exact().getYear(), null);
        }
      } else if (before != null && sameMonth(tokens, before, day)) {
        next = lend(day, before);
      }
      done.add(next);
    }
    return done;
  }

  /// "We land on 12 June and fly out on the 20th": a later day of the month just named.
  private static boolean sameMonth(Tokens tokens, Day before, Day day) {
    boolean near = day.start() - before.end() <= SAME_MONTH_TOKENS;
    for (int i = before.end(); near && i < day.start(); i++) {
      near = tokens.get(i).isWord() || tokens.isSign(i, ',');
    }
    Integer first = before.day();
    Integer second = day.day();
    return near
        && day.bareDay()
        && before.month() != null
        && first != null
        && second != null
        && second > first
        && !Corrections.between(tokens, before.end(), day.start());
  }

  /// The month a bare day shares with the other end of its range.
  private static Day lend(Day to, Day from) {
    return to.withMonth(from.month(), from.year(), from.months());
  }

  private static boolean range(Tokens tokens, Day first, Day second, ValueContext ctx) {
    int after =
        tokens.isSign(first.end(), '-')
            ? first.end() + 1
            : DateWords.skip(Kind.TO, tokens, first.end(), ctx.languages());
    if (after == first.end()) {
      return false;
    }
    int at = DateWords.skip(Kind.DAY, tokens, after, ctx.languages());
    at = DateWords.skip(Kind.GLUE, tokens, at, ctx.languages());
    return at == second.start() || after == second.start();
  }

  /// `Thursday 30th June`, `Friday of next week`: two hits, one day.
  private static @Nullable Day merged(Tokens tokens, Day before, Day day, ValueContext ctx) {
    int at = tokens.isSign(before.end(), ',') ? before.end() + 1 : before.end();
    at = tokens.isSign(at, '(') ? at + 1 : at;
    at = DateWords.skip(Kind.DAY, tokens, at, ctx.languages());
    at = DateWords.skip(Kind.GLUE, tokens, at, ctx.languages());
    boolean adjacent = at >= day.start() && day.start() >= before.end();
    if (!adjacent || (before.vague() && day.vague())) {
      return null;
    }
    if (before.weekday() != null && before.day() == null && day.day() != null) {
      return day.withWeekday(before.weekday(), before.start(), day.end());
    }
    if (before.day() != null && day.weekday() != null && day.day() == null) {
      return before.span(before.start(), day.end());
    }
    if (before.weekday() != null && day.vague() && day.week() != null) {
      return before.withWeek(day.week(), before.start(), day.end());
    }
    boolean sameDay =
        before.exact() != null
            && day.exact() == null
            && day.weekday() != null
            && before.exact().getDayOfWeek() == day.weekday();
    return sameDay ? before.span(before.start(), day.end()) : null;
  }
}
