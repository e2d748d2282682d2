package dev.parley.value;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/// Dates in digits alone: `2022-03-15`, `3/4/22`, `21.1.1993`, `11 08 1977`, `1610 1928`,
/// `25052018`; the order of day and month by region unless only one of them is possible.
final class DateNumbers {
  private DateNumbers() {}

  /// @param asked whether the text answers the question for a date: bare digits may be one then
  static @Nullable Day at(Tokens tokens, int i, ValueContext ctx, boolean asked) {
    if (!tokens.isDigits(i) || (tokens.touching(i - 1) && joinsNumbers(tokens, i - 1))) {
      return null;
    }
    Day separated = separated(tokens, i, ctx);
    if (separated != null) {
      return separated;
    }
    Day spaced = spaced(tokens, i, ctx);
    return spaced != null || !asked ? spaced : glued(tokens, i, ctx);
  }

  private static boolean joinsNumbers(Tokens tokens, int i) {
    return tokens.get(i).isWord() || "/.:".contains(tokens.get(i).folded());
  }

  private static @Nullable Day separated(Tokens tokens, int i, ValueContext ctx) {
    if (!separator(tokens, i + 1)) {
      return null;
    }
    int first = number(tokens, i);
    int second = number(tokens, i + 2);
    boolean third = separator(tokens, i + 3) && tokens.get(i + 3).is(tokens.get(i + 1).folded());
    if (third) {
      return three(i, i + 5, tokens.get(i).folded(), second, tokens.get(i + 4).folded(), ctx);
    }
    if (tokens.isSign(i + 3, '.') && tokens.isSign(i + 1, '.') && tokens.touching(i + 2)) {
      var year = DateWords.year(tokens, i + 4, ctx);
      int end = year.map(DateWords.Year::end).orElse(i + 4);
      return two(i, end, first, second, year.map(DateWords.Year::year).orElse(null), ctx);
    }
    var year = DateWords.year(tokens, i + 3, ctx);
    if (year.isPresent()) {
      return two(i, year.get().end(), first, second, year.get().year(), ctx);
    }
    boolean slash = tokens.isSign(i + 1, '/');
    return slash && tokens.get(i).folded().length() <= 2
        ? two(i, i + 3, first, second, null, ctx)
        : null;
  }

  private static boolean separator(Tokens tokens, int i) {
    return i + 1 < tokens.size()
        && (tokens.isSign(i, '/') || tokens.isSign(i, '-') || tokens.isSign(i, '.'))
        && tokens.touching(i - 1)
        && tokens.touching(i)
        && tokens.isDigits(i + 1);
  }

  private static int number(Tokens tokens, int i) {
    String digits = tokens.get(i).folded();
    return digits.length() <= 4 ? Integer.parseInt(digits) : -1;
  }

  private static @Nullable Day three(
      int start, int end, String first, int second, String third, ValueContext ctx) {
    if (first.length() == 4 && third.length() <= 2) {
      return checked(start, end, Integer.parseInt(third), second, Integer.parseInt(first), 0.97);
    }
    if (first.length() > 2 || (third.length() != 2 && third.length() != 4)) {
      return null;
    }
    int year = Integer.parseInt(third);
    int whole = third.length() == 2 ? DateWords.century(year, ctx) : year;
    return two(start, end, Integer.parseInt(first), second, whole, ctx);
  }

  private static @Nullable Day two(
      int start, int end, int first, int second, @Nullable Integer year, ValueContext ctx) {
    boolean monthFirst = Regions.monthFirst(ctx.region());
    int day = monthFirst ? second : first;
    int month = monthFirst ? first : second;
    boolean ambiguous = first <= 12 && second <= 12 && first != second;
    Day usual = checked(start, end, day, month, year, ambiguous ? 0.85 : 0.95);
    return usual != null ? usual : checked(start, end, month, day, year, 0.85);
  }

  private static @Nullable Day checked(
      int start, int end, int day, int month, @Nullable Integer year, double certainty) {
    if (month < 1 || month > 12 || day < 1 || day > 31) {
      return null;
    }
    boolean real =
        year == null
            ? day <= java.time.Month.of(month).maxLength()
            : DateWords.plausible(year) && YearMonth.of(year, month).isValidDay(day);
    return real ? Day.of(start, end, day, month, year, certainty) : null;
  }

  /// `11 08 1977`, `22 08 19 35`.
  private static @Nullable Day spaced(Tokens tokens, int i, ValueContext ctx) {
    if (!tokens.isDigits(i + 1)
        || tokens.get(i).folded().length() > 2
        || tokens.get(i + 1).folded().length() > 2) {
      return null;
    }
    var year = DateWords.year(tokens, i + 2, ctx);
    return year.isEmpty()
        ? null
        : two(
            i, year.get().end(), number(tokens, i), number(tokens, i + 1), year.get().year(), ctx);
  }

  /// All digits of the neighbourhood together: the year is their last four.
  private static @Nullable Day glued(Tokens tokens, int i, ValueContext ctx) {
    StringBuilder digits = new StringBuilder();
    int end = i;
    while (end < tokens.size()
        && digits.length() < 8
        && (tokens.isDigits(end) || tokens.isSign(end, '/') || tokens.isSign(end, '-'))) {
      digits.append(tokens.get(end).isDigits() ? tokens.get(end).folded() : "");
      end++;
    }
    if (digits.length() < 6 || digits.length() > 8) {
      return null;
    }
    int length = digits.length();
    int year = Integer.parseInt(digits.substring(length - 4));
    String front = digits.substring(0, length - 4);
    if (DateWords.plausible(year)) {
      Day day = front(i, end, front, year, ctx);
      if (day != null) {
        return day;
      }
    }
    if (length == 8 && DateWords.plausible(Integer.parseInt(digits.substring(0, 4)))) {
      return checked(
          i,
          end,
          Integer.parseInt(digits.substring(6)),
          Integer.parseInt(digits.substring(4, 6)),
          Integer.parseInt(digits.substring(0, 4)),
          0.85);
    }
    if (length == 6 && end - i > 1) {
      int two = DateWords.century(Integer.parseInt(digits.substring(4)), ctx);
      return front(i, end, digits.substring(0, 4), two, ctx);
    }
    return null;
  }

  private static @Nullable Day front(int start, int end, String front, int year, ValueContext ctx) {
    for (int cut : front.length() == 3 ? new int[] {2, 1} : new int[] {front.length() / 2}) {
      int first = Integer.parseInt(front.substring(0, cut));
      int second = Integer.parseInt(front.substring(cut));
      Day day = two(start, end, first, second, year, ctx);
      if (day != null) {
        return new Day(
            start, end, day.day(), day.month(), day.year(), null, null, null, null, false, 0.85);
      }
    }
    return null;
  }
}
