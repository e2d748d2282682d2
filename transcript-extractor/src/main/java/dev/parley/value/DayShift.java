package dev.parley.value;

import dev.parley.value.DateWords.Kind;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Weeks counted from a named day: "two weeks from Monday", "a fortnight today", "heute in einer
/// Woche", "lundi en huit", "de hoy en ocho", "de hoje a oito dias".
final class DayShift {
  private static final Set<String> FROM = Set.of("from", "after", "on");
  private static final int WEEK_DAYS = 7;
  private static final double CERTAINTY = 0.85;

  private final Tokens tokens;
  private final ValueContext ctx;
  private final DayFinder finder;

  DayShift(Tokens tokens, ValueContext ctx, DayFinder finder) {
    this.tokens = tokens;
    this.ctx = ctx;
    this.finder = finder;
  }

  /// A number of weeks that stands before its day; null where none follows.
  ///
  /// @param days of one unit, as the word list has it
  @Nullable Day before(int start, int end, int count, String days) {
    if (!ctx.languages().contains("en") || !(days.equals("7") || days.equals("14"))) {
      return null;
    }
    boolean linked = end < tokens.size() && FROM.contains(tokens.get(end).folded());
    int at = linked ? end + 1 : end;
    Day day = at < tokens.size() ? finder.base(at) : null;
    if (day == null || (!linked && day.exact() == null)) {
      return null;
    }
    return shifted(start, day.end(), day, (long) count * Integer.parseInt(days));
  }

  /// The same day, or the one so many weeks later that follows it.
  Day after(Day day) {
    int at = day.end();
    if (at + 1 >= tokens.size()) {
      return day;
    }
    String link = tokens.get(at).folded();
    String number = tokens.get(at + 1).folded();
    long idiom =
        switch (ctx.languages().getFirst() + " " + link + " " + number) {
          case "fr en huit", "es en ocho", "pt a oito" -> WEEK_DAYS;
          case "fr en quinze", "es en quince", "pt a quinze" -> 2L * WEEK_DAYS;
          default -> 0;
        };
    if (idiom > 0) {
      int end = at + 2;
      boolean days = DateWords.at(Kind.UNIT, tokens, end, ctx.languages()).isPresent();
      return shifted(day.start(), days ? end + 1 : end, day, idiom);
    }
    return ctx.languages().getFirst().equals("de") && link.equals("in")
        ? inWeeks(day, at + 1)
        : day;
  }

  private Day inWeeks(Day day, int at) {
    DayFinder.Count count = finder.count(at);
    if (count == null) {
      return day;
    }
    return DateWords.at(Kind.UNIT, tokens, count.end(), ctx.languages())
        .filter(unit -> unit.value().equals("7") || unit.value().equals("14"))
        .map(
            unit ->
                shifted(
                    day.start(),
                    unit.end(),
                    day,
                    (long) count.count() * Integer.parseInt(unit.value())))
        .orElse(day);
  }

  private Day shifted(int start, int end, Day day, long by) {
    Optional<LocalDate> date = day.date(ctx);
    return date.map(from -> Day.exact(start, end, from.plusDays(by), CERTAINTY)).orElse(day);
  }
}
