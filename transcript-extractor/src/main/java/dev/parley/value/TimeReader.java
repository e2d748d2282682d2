package dev.parley.value;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Times of day, with their day where one is said with them: `5pm`, `17h30`, `halb drei`, `quarter
/// to five`, `las cinco y media de la tarde`: en, es, pt, de, fr, it; pl in digits.
final class TimeReader {
  private static final int SAME_MOMENT_TOKENS = 4;

  private TimeReader() {}

  static Parsed answer(Tokens tokens, ValueContext ctx) {
    List<Clock> clocks = clocks(tokens, ctx, true);
    if (clocks.isEmpty()) {
      boolean dated = !DateReader.days(tokens, ctx, true).isEmpty();
      return dated ? Parsed.invalid(ValueErrors.TIME_MISSING) : Parsed.Nothing.NOTHING;
    }
    List<Clock> fit =
        clocks.stream()
            .filter(clock -> !Unfit.after(tokens, clock.end(), ctx.languages()))
            .toList();
    if (fit.isEmpty()) {
      return Parsed.Nothing.NOTHING;
    }
    Clock chosen = fit.getFirst();
    for (Clock clock : fit.subList(1, fit.size())) {
      boolean corrected = Corrections.between(tokens, chosen.end(), clock.start());
      chosen = corrected ? clock : chosen;
    }
    return new Parsed.Valid(found(tokens, chosen, ctx, true));
  }

  static List<Found> mentions(Tokens tokens, ValueContext ctx) {
    List<Found> found = new ArrayList<>();
    for (Clock clock : clocks(tokens, ctx, false)) {
      if (Unfit.after(tokens, clock.end(), ctx.languages())) {
        continue;
      }
      found.add(found(tokens, clock, ctx, false));
    }
    return found;
  }

  private static Found found(Tokens tokens, Clock clock, ValueContext ctx, boolean asked) {
    LocalTime time = clock.time();
    Optional<Day> day = nearestDay(tokens, clock, ctx, asked);
    Optional<LocalDate> date = day.flatMap(said -> said.date(ctx));
    Optional<ZoneOffset> offset =
        date.map(known -> ctx.zone().getRules().getOffset(LocalDateTime.of(known, time)));
    int start = date.isPresent() ? Math.min(clock.start(), day.get().start()) : clock.start();
    int end = date.isPresent() ? Math.max(clock.end(), day.get().end()) : clock.end();
    return new Found(
        new Value.DateTime(date, time, offset),
        tokens.get(start).start(),
        tokens.get(end - 1).end(),
        clock.certainty());
  }

  private static Optional<Day> nearestDay(
      Tokens tokens, Clock clock, ValueContext ctx, boolean asked) {
    Day nearest = null;
    int nearestGap = Integer.MAX_VALUE;
    for (Day day : DateReader.days(tokens, ctx, false)) {
      boolean overlaps = day.start() < clock.end() && clock.start() < day.end();
      int gap = overlaps ? 0 : Math.max(day.start() - clock.end(), clock.start() - day.end());
      boolean dayOfNight = overlaps && day.exact() == null;
      boolean corrected =
          asked && nearest != null && Corrections.between(tokens, nearest.end(), day.start());
      if (!dayOfNight && !day.vague() && (gap < nearestGap || corrected)) {
        nearest = day;
        nearestGap = gap;
      }
    }
    boolean near = nearestGap <= SAME_MOMENT_TOKENS || asked;
    return near ? Optional.ofNullable(nearest) : Optional.empty();
  }

  private static List<Clock> clocks(Tokens tokens, ValueContext ctx, boolean asked) {
    ClockFinder finder = new ClockFinder(tokens, ctx, asked);
    List<Clock> clocks = new ArrayList<>();
    int i = 0;
    while (i < tokens.size()) {
      Optional<Clock> clock = finder.at(i);
      clock.ifPresent(clocks::add);
      i = clock.map(Clock::end).orElse(i + 1);
    }
    return lent(clocks);
  }

  /// "from 2 to 4 pm": the first has the half of the second.
  private static List<Clock> lent(List<Clock> clocks) {
    List<Clock> lent = new ArrayList<>(clocks);
    for (int i = 0; i + 1 < lent.size(); i++) {
      Clock first = lent.get(i);
      Clock second = lent.get(i + 1);
      boolean near = second.start() - first.end() <= 2;
      if (near && first.open() && !second.half().isEmpty() && first.hour() < second.hour() % 12) {
        lent.set(i, first.withHalf(second.half()));
      }
    }
    return lent;
  }

  /// `in two hours` and `15 minutes ago`, from the moment of the conversation.
  static LocalTime shifted(ValueContext ctx, long minutes) {
    return ctx.now()
        .plus(minutes, ChronoUnit.MINUTES)
        .toLocalTime()
        .truncatedTo(ChronoUnit.MINUTES);
  }
}
