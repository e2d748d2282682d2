package dev.parley.value;

import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Options that are the days of the week: who says "today" or "the 21st" has chosen one of them.
final class WeekdayOptions {
  private static final int DAYS_MIN = 5;

  private WeekdayOptions() {}

  /// The option of the day that was said; empty where the options are no weekdays, or the day is
  /// none of them.
  static Optional<Found> chosen(Tokens tokens, ValueContext ctx) {
    Map<DayOfWeek, String> days = days(ctx);
    if (days.size() < DAYS_MIN) {
      return Optional.empty();
    }
    return DateReader.answer(tokens, ctx)
        .value()
        .flatMap(
            found ->
                found.value() instanceof Value.Date(var date)
                    ? Optional.ofNullable(days.get(date.getDayOfWeek()))
                        .map(
                            option ->
                                new Found(
                                    new Value.Choice(option),
                                    found.start(),
                                    found.end(),
                                    0.85 * found.certainty()))
                    : Optional.empty());
  }

  private static Map<DayOfWeek, String> days(ValueContext ctx) {
    Map<DayOfWeek, String> days = new EnumMap<>(DayOfWeek.class);
    List<String> languages = ctx.languages();
    for (String option : ctx.options().keySet()) {
      Tokens name = Tokens.of(option.replace('_', ' '));
      if (name.size() == 1) {
        DateWords.at(DateWords.Kind.WEEKDAY, name, 0, languages)
            .or(() -> DateWords.at(DateWords.Kind.WEEKDAY, name, 0, List.of("en")))
            .ifPresent(day -> days.put(DayOfWeek.of(Integer.parseInt(day.value())), option));
      }
    }
    return days;
  }
}
