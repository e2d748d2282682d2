package dev.parley.value;

import dev.parley.value.DateWords.Kind;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One day at one place of a text: by month and number, weekday, distance from today, feast, or
/// number of the day alone.
final class DayFinder {
  private static final Set<String> HOURS =
      Set.of("h", "uhr", "heures", "heure", "horas", "hrs", "ore", "am", "pm", "a", "p");

  private final Tokens tokens;
  private final ValueContext ctx;
  private final List<String> languages;
  private final boolean asked;
  private final WeekFinder weeks;
  private final DayShift shift;

  DayFinder(Tokens tokens, ValueContext ctx, boolean asked) {
    this.tokens = tokens;
    this.ctx = ctx;
    this.languages = ctx.languages();
    this.asked = asked;
    this.weeks = new WeekFinder(tokens, ctx, asked);
    this.shift = new DayShift(tokens, ctx, this);
  }

  /// @param end index after the last token
  private record DayNumber(int day, int end, boolean ordinal) {}

  @Nullable Day at(int i) {
    Day day = new MonthParts(tokens, ctx, weeks, asked).at(i);
    day = day == null ? byNumberAndMonth(i) : day;
    day = day == null ? byMonthAndNumber(i) : day;
    day = day == null ? DateNumbers.at(tokens, i, ctx, asked) : day;
    day = day == null ? named(i) : day;
    day = day == null ? distance(i) : day;
    day = day == null ? weeks.span(i) : day;
    return day == null ? bareDay(i) : day;
  }

  /// Today, a feast or a weekday, and the weeks that are counted from it: "heute in einer Woche".
  private @Nullable Day named(int i) {
    Day day = base(i);
    return day == null ? null : shift.after(day);
  }

  /// A day by its name.
  @Nullable Day base(int i) {
    if (placeName(i)) {
      return null;
    }
    Day day = relative(i);
    return day == null ? weeks.weekday(i) : day;
  }

  /// "Quinta do Vale" is an estate and no Thursday.
  private boolean placeName(int i) {
    boolean joined =
        i + 2 < tokens.size()
            && switch (tokens.get(i + 1).folded()) {
              case "do", "da", "dos", "das" -> true;
              default -> false;
            };
    return joined
        && languages.contains("pt")
        && Character.isUpperCase(tokens.get(i).text().codePointAt(0))
        && Character.isUpperCase(tokens.get(i + 2).text().codePointAt(0));
  }

  boolean isNot(int i) {
    return DateWords.at(Kind.NOT, tokens, i, languages).isPresent();
  }

  int afterNot(int i) {
    return DateWords.skip(Kind.NOT, tokens, i, languages);
  }

  private @Nullable DayNumber number(int i, boolean cardinals) {
    if (i >= tokens.size()) {
      return null;
    }
    var digits = DateWords.dayNumber(tokens, i);
    if (digits.isPresent()) {
      if (tokens.isSign(i - 1, ':') || tokens.isSign(i + 1, ':')) {
        return null;
      }
      int end = DateWords.skipSuffix(tokens, i + 1);
      boolean suffixed = end > i + 1;
      if (!suffixed && tokens.touching(i) && tokens.get(i + 1).isWord()) {
        return null;
      }
      boolean point = !suffixed && tokens.isSign(i + 1, '.') && tokens.touching(i);
      return new DayNumber(digits.getAsInt(), point ? i + 2 : end, suffixed || point);
    }
    var ordinal = DateWords.at(Kind.ORDINAL, tokens, i, languages);
    if (ordinal.isPresent()) {
      return new DayNumber(Integer.parseInt(ordinal.get().value()), ordinal.get().end(), true);
    }
    if (!cardinals) {
      return null;
    }
    var words = NumberWords.at(tokens, i, languages);
    return words
        .filter(number -> number.value() >= 1 && number.value() <= 31)
        .map(number -> new DayNumber((int) number.value(), number.end(), false))
        .orElse(null);
  }

  private Optional<Phrases.Match<String>> month(int i) {
    Optional<Phrases.Match<String>> month = DateWords.at(Kind.MONTH, tokens, i, languages);
    if (month.isEmpty() || isNot(i)) {
      return Optional.empty();
    }
    // `Jan January`: said twice.
    var again = DateWords.at(Kind.MONTH, tokens, month.get().end(), languages);
    if (again.isPresent() && again.get().value().equals(month.get().value())) {
      return again;
    }
    boolean point = tokens.isSign(month.get().end(), '.') && tokens.touching(month.get().end() - 1);
    return point && month.get().end() + 1 < tokens.size()
        ? Optional.of(new Phrases.Match<>(month.get().value(), month.get().end() + 1))
        : month;
  }

  private @Nullable Day byNumberAndMonth(int i) {
    DayNumber number = number(i, true);
    if (number == null) {
      return null;
    }
    int at = DateWords.glue(tokens, number.end(), languages);
    // "the 15th Thursday of May" is no date; "25 tego maja" is.
    var month = month(at);
    if (month.isEmpty()) {
      Day numbered = polishMonthNumber(i, number);
      return numbered != null ? numbered : ordinalMonth(i, number, at);
    }
    return withYear(i, month.get().end(), number.day(), Integer.parseInt(month.get().value()));
  }

  /// `the 5th of the 11th 1987`.
  private @Nullable Day ordinalMonth(int i, DayNumber day, int at) {
    // `dritter elfter 1978`
    boolean bare = languages.contains("de") && day.ordinal();
    DayNumber month = at > day.end() || bare ? number(at, false) : null;
    if (month == null || !month.ordinal() || month.day() > 12) {
      return null;
    }
    var year = DateWords.year(tokens, DateWords.glue(tokens, month.end(), languages), ctx);
    return year.isEmpty()
        ? null
        : Day.of(i, year.get().end(), day.day(), month.day(), year.get().year(), 0.9);
  }

  /// `15 drugi 1977`: the month by its number, in words, before a year.
  private @Nullable Day polishMonthNumber(int i, DayNumber number) {
    var ordinal = DateWords.at(Kind.ORDINAL, tokens, number.end(), languages);
    if (ordinal.isEmpty() || Integer.parseInt(ordinal.get().value()) > 12) {
      return null;
    }
    var year = DateWords.year(tokens, ordinal.get().end(), ctx);
    return year.isEmpty()
        ? null
        : Day.of(
            i,
            year.get().end(),
            number.day(),
            Integer.parseInt(ordinal.get().value()),
            year.get().year(),
            0.8);
  }

  private @Nullable Day byMonthAndNumber(int i) {
    var month = month(i);
    if (month.isEmpty()) {
      return null;
    }
    int monthNumber = Integer.parseInt(month.get().value());
    int at = DateWords.glue(tokens, month.get().end(), languages);
    DayNumber number = number(at, true);
    boolean clock = number != null && tokens.isSign(number.end(), ':');
    if (number != null && !clock) {
      // "may 8th 2015": but "May 2015" has no day.
      return withYear(i, number.end(), number.day(), monthNumber);
    }
    boolean plain = tokens.get(i).folded().length() > 3 && !tokens.get(i).is("march");
    var year = DateWords.year(tokens, at, ctx);
    if (year.isPresent()) {
      return Day.vague(i, year.get().end(), null, null);
    }
    return plain || asked ? Day.vague(i, month.get().end(), null, null) : null;
  }

  private Day withYear(int start, int end, int day, int month) {
    var year = DateWords.year(tokens, DateWords.glue(tokens, end, languages), ctx);
    if (year.isEmpty() && asked) {
      year = twoDigitYear(DateWords.glue(tokens, end, languages));
    }
    if (year.isPresent()) {
      int last = DateWords.skip(Kind.GLUE, tokens, year.get().end(), languages);
      boolean word = last > year.get().end() && tokens.get(last - 1).folded().startsWith("rok");
      int stop = word ? last : year.get().end();
      return Day.of(start, stop, day, month, year.get().year(), 0.98);
    }
    if (weeks.modifier(end) < 0 && weeks.modifier(end) != WeekFinder.NONE) {
      // `le 2 février dernier`
      int last = DateWords.skip(Kind.LAST, tokens, end, languages);
      Day thisYear = Day.of(start, last, day, month, ctx.now().getYear(), 0.93);
      boolean ahead =
          thisYear.date(ctx).filter(date -> date.isAfter(ctx.now().toLocalDate())).isPresent();
      return ahead ? Day.of(start, last, day, month, ctx.now().getYear() - 1, 0.93) : thisYear;
    }
    var shift = weeks.shiftedUnit(DateWords.glue(tokens, end, languages), "y");
    if (shift != null) {
      int shifted = ctx.now().getYear() + shift.by();
      return Day.of(start, shift.end(), day, month, shifted, 0.95);
    }
    return Day.of(start, end, day, month, null, 0.93);
  }

  private Optional<DateWords.Year> twoDigitYear(int i) {
    if (i < tokens.size() && tokens.get(i).isWord()) {
      // "June third eighty-nine": no day of a month is that late.
      return NumberWords.at(tokens, i, languages)
          .filter(words -> words.value() > 31 && words.value() < 100)
          .map(
              words ->
                  new DateWords.Year(DateWords.century((int) words.value(), ctx), words.end()));
    }
    if (!tokens.isDigits(i)
        || tokens.get(i).folded().length() != 2
        || (tokens.touching(i) && !tokens.isSign(i + 1, '.'))) {
      return Optional.empty();
    }
    int year = DateWords.century(Integer.parseInt(tokens.get(i).folded()), ctx);
    return Optional.of(new DateWords.Year(year, i + 1));
  }

  private @Nullable Day relative(int i) {
    LocalDate today = ctx.now().toLocalDate();
    var relative = DateWords.at(Kind.RELATIVE, tokens, i, languages);
    if (relative.isPresent()) {
      int offset = Integer.parseInt(relative.get().value());
      boolean weak = tokens.get(i).is("now") || tokens.get(i).is("right");
      return weak && !asked
          ? null
          : Day.exact(i, relative.get().end(), today.plusDays(offset), 0.96);
    }
    var holiday = DateWords.holiday(tokens, i, ctx.region());
    if (holiday.isEmpty()) {
      return null;
    }
    MonthDay day = MonthDay.parse("--" + holiday.get().value());
    return withYear(i, holiday.get().end(), day.getDayOfMonth(), day.getMonthValue());
  }

  /// `in two weeks`, `3 days ago`, `vor 3 Tagen`, `hace una semana`, `a week from now`.
  private @Nullable Day distance(int i) {
    int start = i;
    int sign = 0;
    var before = DateWords.at(Kind.BEFORE, tokens, i, languages);
    var in = DateWords.at(Kind.IN, tokens, i, languages);
    int at = i;
    if (before.isPresent()) {
      sign = -1;
      at = before.get().end();
    } else if (in.isPresent()) {
      sign = 1;
      at = in.get().end();
    }
    Count count = count(at);
    if (count == null) {
      return null;
    }
    var unit = DateWords.at(Kind.UNIT, tokens, count.end(), languages);
    if (unit.isEmpty()) {
      return null;
    }
    int end = unit.get().end();
    var ago = DateWords.at(Kind.AGO, tokens, end, languages);
    var from = DateWords.at(Kind.FROM, tokens, end, languages);
    if (ago.isPresent()) {
      sign = -1;
      end = ago.get().end();
    } else if (from.isPresent()) {
      sign = 1;
      end = from.get().end();
    }
    String days = unit.get().value();
    if (sign == 0) {
      return shift.before(start, end, count.count(), days);
    }
    if (!days.chars().allMatch(Character::isDigit)) {
      return Day.vague(start, end, null, null);
    }
    long by = (long) sign * count.count() * Integer.parseInt(days);
    LocalDate date = ctx.now().toLocalDate().plus(by, ChronoUnit.DAYS);
    return Day.exact(start, end, date, days.equals("1") ? 0.93 : 0.85);
  }

  record Count(int count, int end) {}

  @Nullable Count count(int i) {
    boolean couple = tokens.isWord(i, "couple") && tokens.isWord(i + 1, "of");
    if (couple || (tokens.isWord(i, "a") && tokens.isWord(i + 1, "couple"))) {
      int end = i + 2;
      return new Count(2, tokens.isWord(end, "of") ? end + 1 : end);
    }
    if (tokens.isDigits(i) && tokens.get(i).folded().length() <= 3) {
      return new Count(Integer.parseInt(tokens.get(i).folded()), i + 1);
    }
    if (tokens.isWord(i, "a") || tokens.isWord(i, "an") || tokens.isWord(i, "one")) {
      return new Count(1, i + 1);
    }
    return NumberWords.at(tokens, i, languages)
        .filter(words -> words.value() <= 999)
        .map(words -> new Count((int) words.value(), words.end()))
        .orElse(null);
  }

  private @Nullable Day bareDay(int i) {
    boolean introduced = DateWords.endsBefore(Kind.DAY, tokens, i, languages);
    DayNumber number = number(i, introduced);
    if (number == null) {
      return null;
    }
    boolean wordOrdinal = number.ordinal() && tokens.get(i).isWord();
    boolean introducedNumber = introduced && (tokens.isDigits(i) || wordOrdinal);
    boolean marked =
        number.ordinal()
            && tokens.isDigits(i)
            && DateWords.englishSuffix(tokens, i + 1 < tokens.size() ? i + 1 : i);
    boolean plainMarked = marked || (introducedNumber && specific(i, number));
    if (!plainMarked || recurring(number.end())) {
      return null;
    }
    WeekFinder.Shift month =
        weeks.shiftedUnit(DateWords.glue(tokens, number.end(), languages), "m");
    Day day = Day.of(i, number.end(), number.day(), null, null, marked ? 0.85 : 0.75);
    return month == null ? day : day.withMonth(null, null, month.by()).span(i, month.end());
  }

  /// "the second one", "the 2 of us", "el 20 por ciento", "the first time" are no days.
  private boolean specific(int i, DayNumber number) {
    if (number.end() >= tokens.size()) {
      return true;
    }
    Token next = tokens.get(number.end());
    boolean goesOn =
        next.kind() == Token.Kind.SIGN
            || DateWords.at(Kind.TO, tokens, number.end(), languages).isPresent()
            || DateWords.at(Kind.GLUE, tokens, number.end(), languages).isPresent()
            || weeks.modifier(number.end()) != WeekFinder.NONE;
    boolean percent = tokens.isSign(number.end(), '%') || tokens.isSign(number.end(), '€');
    return (goesOn && !percent) || (asked && tokens.isDigits(i) && tokens.words() <= 6);
  }

  private boolean recurring(int i) {
    return DateWords.at(Kind.RECURRING, tokens, i, languages).isPresent();
  }

  /// A bare number where the second day of a range is due: `May 4 through 26`.
  @Nullable Day second(int i) {
    int at = DateWords.skip(Kind.DAY, tokens, i, languages);
    DayNumber number = number(at, false);
    boolean counts =
        number != null
            && number.end() < tokens.size()
            && tokens.get(number.end()).isWord()
            && (DateWords.at(Kind.UNIT, tokens, number.end(), languages).isPresent()
                || HOURS.contains(tokens.get(number.end()).folded()));
    return number == null || counts
        ? null
        : Day.of(at, number.end(), number.day(), null, null, 0.8);
  }

  /// A bare number where the first day of a range stands: `de 3 a 10 de maio`.
  Optional<Day> firstOfRange(int second, int from) {
    for (int to = second - 1; to > Math.max(from, second - 4); to--) {
      int after = DateWords.skip(Kind.TO, tokens, to, languages);
      boolean joins =
          after > to
              && (after == second || DateWords.skip(Kind.DAY, tokens, after, languages) == second);
      int number = tokens.isSign(to - 1, '.') ? to - 2 : to - 1;
      if (joins && number >= from && DateWords.dayNumber(tokens, number).isPresent()) {
        int day = DateWords.dayNumber(tokens, number).getAsInt();
        boolean clock = tokens.isSign(number - 1, ':') || tokens.isSign(number - 1, '/');
        return clock ? Optional.empty() : Optional.of(Day.of(number, to, day, null, null, 0.8));
      }
    }
    return Optional.empty();
  }
}
