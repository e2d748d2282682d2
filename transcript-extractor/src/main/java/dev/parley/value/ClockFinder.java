package dev.parley.value;

import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// One time of day at one place of a text.
final class ClockFinder {
  private static final Lexicon LEXICON = Lexicon.read("times");

  private enum Kind {
    PART,
    HOURS,
    BEFORE,
    PAST,
    TO,
    FRACTION,
    HALFTO,
    AND,
    LESS,
    PORTION,
    NAMED,
    UNIT,
    HALF
  }

  private static final int EVENING_TOKENS = 4;
  private static final Map<Kind, ByLanguage<Phrases<String>>> TABLES = tables();
  private static final ByLanguage<Phrases<String>> EVENINGS =
      ByLanguage.phrases(LEXICON, "evening");

  private static Map<Kind, ByLanguage<Phrases<String>>> tables() {
    Map<Kind, ByLanguage<Phrases<String>>> tables = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      tables.put(kind, ByLanguage.phrases(LEXICON, kind.name().toLowerCase(Locale.ROOT)));
    }
    return tables;
  }

  private final Tokens tokens;
  private final ValueContext ctx;
  private final List<String> languages;
  private final boolean asked;

  ClockFinder(Tokens tokens, ValueContext ctx, boolean asked) {
    this.tokens = tokens;
    this.ctx = ctx;
    this.languages = ctx.languages();
    this.asked = asked;
  }

  private record Count(int value, int end, boolean words) {}

  Optional<Clock> at(int i) {
    return named(i)
        .or(() -> fromNow(i))
        .or(() -> minutesAndHour(i))
        .or(() -> halfTo(i))
        .or(() -> digits(i))
        .or(() -> hour(i));
  }

  private Optional<Phrases.Match<String>> word(Kind kind, int i) {
    return i < 0 || i >= tokens.size()
        ? Optional.empty()
        : ByLanguage.longest(Objects.requireNonNull(TABLES.get(kind)), languages, tokens, i);
  }

  private Optional<Clock> named(int i) {
    return word(Kind.NAMED, i)
        .map(
            match -> {
              LocalTime time = LocalTime.parse(match.value());
              return new Clock(i, match.end(), time.getHour(), time.getMinute(), "x", 0.9);
            });
  }

  private Optional<Clock> fromNow(int i) {
    boolean in = DateWords.at(DateWords.Kind.IN, tokens, i, languages).isPresent();
    boolean before = DateWords.at(DateWords.Kind.BEFORE, tokens, i, languages).isPresent();
    int at = in ? DateWords.skip(DateWords.Kind.IN, tokens, i, languages) : i;
    at = before ? DateWords.skip(DateWords.Kind.BEFORE, tokens, i, languages) : at;
    int minutes;
    int end;
    var half = word(Kind.HALF, at);
    if (half.isPresent()) {
      minutes = Integer.parseInt(half.get().value());
      end = half.get().end();
    } else {
      Optional<Count> count = count(at);
      var unit = count.flatMap(number -> word(Kind.UNIT, number.end()));
      if (unit.isEmpty()) {
        return Optional.empty();
      }
      minutes = count.get().value() * Integer.parseInt(unit.get().value());
      end = unit.get().end();
    }
    var ago = DateWords.at(DateWords.Kind.AGO, tokens, end, languages);
    int sign = before || ago.isPresent() ? -1 : in || fromNowFollows(end) ? 1 : 0;
    if (sign == 0) {
      return Optional.empty();
    }
    end = ago.map(Phrases.Match::end).orElse(end);
    LocalTime time = TimeReader.shifted(ctx, (long) sign * minutes);
    return Optional.of(new Clock(i, end, time.getHour(), time.getMinute(), "x", 0.85));
  }

  private boolean fromNowFollows(int i) {
    return DateWords.at(DateWords.Kind.FROM, tokens, i, languages).isPresent();
  }

  private Optional<Count> count(int i) {
    if (tokens.isWord(i, "an") || tokens.isWord(i, "a")) {
      return Optional.of(new Count(1, i + 1, true));
    }
    return number(i, 999);
  }

  private Optional<Count> number(int i, int max) {
    if (i >= tokens.size()) {
      return Optional.empty();
    }
    if (tokens.isDigits(i)) {
      String digits = tokens.get(i).folded();
      int value = digits.length() <= 3 ? Integer.parseInt(digits) : Integer.MAX_VALUE;
      return value <= max ? Optional.of(new Count(value, i + 1, false)) : Optional.empty();
    }
    return NumberWords.at(tokens, i, languages)
        .filter(words -> words.value() <= max)
        .map(words -> new Count((int) words.value(), words.end(), true));
  }

  private Clock parted(int start, int end, int hour, int minute, double certain, double uncertain) {
    int stop = end;
    String half = "";
    boolean comma = tokens.isSign(end, ',');
    var part = word(Kind.PART, comma ? end + 1 : end);
    if (part.isPresent()) {
      half = part.get().value();
      stop = part.get().end();
    }
    half = half.isEmpty() && hour > 0 && hour < 12 && afterEvening(start) ? "p" : half;
    boolean clear = !half.isEmpty() || hour > 12 || hour == 0;
    return new Clock(start, stop, hour % 24, minute, half, clear ? certain : uncertain);
  }

  /// `25 to 7 p.m.`, `half past two`, `Viertel nach drei`, `quinze para as cinco`.
  private Optional<Clock> minutesAndHour(int i) {
    var fraction = word(Kind.FRACTION, i);
    Optional<Count> minutes =
        fraction
            .map(match -> new Count(Integer.parseInt(match.value()), match.end(), true))
            .or(() -> number(i, 59));
    if (minutes.isEmpty() || tokens.isSign(i - 1, ':')) {
      return Optional.empty();
    }
    int at = minutes.get().end();
    at = tokens.isWord(at, "minutes") || tokens.isWord(at, "minuten") ? at + 1 : at;
    var past = word(Kind.PAST, at);
    var to = word(Kind.TO, at);
    if (past.isEmpty() && to.isEmpty()) {
      return fraction
          .filter(half -> half.value().equals("30"))
          .flatMap(half -> britishHalf(i, half.end()));
    }
    int hourAt = past.isPresent() ? past.get().end() : to.get().end();
    var half = word(Kind.HALFTO, hourAt);
    if (half.isPresent() && half.get().value().equals("30")) {
      int shift = past.isPresent() ? minutes.get().value() : -minutes.get().value();
      return aroundHalf(i, half.get().end(), shift);
    }
    Optional<Count> hour = number(hourAt, 24);
    if (hour.isEmpty() || rangeOfNumbers(i, minutes.get(), hour.get(), fraction.isPresent())) {
      return Optional.empty();
    }
    int minute = minutes.get().value();
    int of = hour.get().value();
    if (past.isEmpty()) {
      of = of == 0 ? 23 : of == 1 ? 12 : of - 1;
      minute = 60 - minute;
    }
    int end = word(Kind.HOURS, hour.get().end()).map(Phrases.Match::end).orElse(hour.get().end());
    return minute > 59 ? Optional.empty() : Optional.of(parted(i, end, of, minute, 0.95, 0.8));
  }

  /// "Half five" is half past five.
  private Optional<Clock> britishHalf(int i, int hourAt) {
    boolean counted =
        tokens.isWord(i - 1, "and") || tokens.isWord(i - 1, "a") || tokens.isWord(i - 1, "one");
    return number(hourAt, 12)
        .filter(hour -> !counted && hour.value() > 0 && stands(hour.end(), true))
        .map(hour -> parted(i, hour.end(), hour.value(), 30, 0.9, 0.75));
  }

  private boolean stands(int end, boolean orPart) {
    return BareHour.stands(tokens, end, languages)
        || (orPart && word(Kind.PART, end).isPresent())
        || tokens.isWord(end, "is")
        || tokens.isSign(end, '\'')
        || (end < tokens.size() && tokens.get(end).folded().startsWith("'"));
  }

  /// "Fünf vor halb neun" is 8:25.
  private Optional<Clock> aroundHalf(int i, int hourAt, int shift) {
    return number(hourAt, 12)
        .filter(hour -> hour.value() > 0 && Math.abs(shift) < 30)
        .map(
            hour -> {
              int before = hour.value() == 1 ? 12 : hour.value() - 1;
              return parted(i, hour.end(), before, 30 + shift, 0.95, 0.8);
            });
  }

  /// "2 to 4" is a range, "20 to 4" is a time: minutes come in fives, and more than hours.
  private boolean rangeOfNumbers(int i, Count minutes, Count hour, boolean fraction) {
    boolean ranged =
        DateWords.endsBefore(DateWords.Kind.TO, tokens, i, languages)
            || tokens.isWord(i - 1, "from")
            || tokens.isWord(i - 1, "between")
            || tokens.isWord(i - 1, "von");
    boolean fives = minutes.value() % 5 == 0 && minutes.value() >= 5;
    boolean unit = word(Kind.UNIT, hour.end()).isPresent();
    return !fraction && (!fives || (ranged && minutes.value() <= 12) || unit);
  }

  /// `halb drei` is half past two.
  private Optional<Clock> halfTo(int i) {
    var half = word(Kind.HALFTO, i);
    if (half.isEmpty()) {
      return Optional.empty();
    }
    return number(half.get().end(), 12)
        .map(
            hour -> {
              int before = hour.value() == 1 ? 12 : hour.value() - 1;
              int minute = 60 - Integer.parseInt(half.get().value());
              return parted(i, hour.end(), before, minute, 0.95, 0.8);
            });
  }

  private Optional<Clock> digits(int i) {
    if (!tokens.isDigits(i) || (tokens.touching(i - 1) && tokens.isSign(i - 1, ':'))) {
      return Optional.empty();
    }
    String digits = tokens.get(i).folded();
    if (digits.length() <= 2) {
      return separated(i, Integer.parseInt(digits)).or(() -> spaced(i, Integer.parseInt(digits)));
    }
    boolean part = word(Kind.PART, i + 1).isPresent();
    boolean hours = word(Kind.HOURS, i + 1).isPresent();
    if (digits.length() <= 4 && (part || hours)) {
      int value = Integer.parseInt(digits);
      return value / 100 > 24 || value % 100 > 59
          ? Optional.empty()
          : Optional.of(parted(i, hours ? i + 2 : i + 1, value / 100, value % 100, 0.9, 0.9));
    }
    return Optional.empty();
  }

  /// `10:30`, `17h30`, `17.30 Uhr`.
  private Optional<Clock> separated(int i, int hour) {
    boolean colon = tokens.isSign(i + 1, ':');
    boolean h = tokens.isWord(i + 1, "h") && tokens.isDigits(i + 2);
    boolean point = tokens.isSign(i + 1, '.');
    if ((!colon && !h && !point) || !tokens.isDigits(i + 2) || !tokens.touching(i)) {
      return Optional.empty();
    }
    if (tokens.get(i + 2).folded().length() != 2 || (point && !clockAfterPoint(i))) {
      return Optional.empty();
    }
    int minute = Integer.parseInt(tokens.get(i + 2).folded());
    int end = i + 3;
    end = tokens.isSign(end, ':') && tokens.isDigits(end + 1) ? end + 2 : end;
    end = word(Kind.HOURS, end).map(Phrases.Match::end).orElse(end);
    if (hour > 24 || minute > 59) {
      return Optional.empty();
    }
    Clock clock = parted(i, end, hour, minute, 0.97, 0.88);
    // Written with a leading zero or over a region without halves, it is the 24-hour clock.
    boolean of24 = tokens.get(i).folded().startsWith("0") || !Regions.twelveHours(ctx.region());
    return Optional.of(clock.open() && of24 ? clock.withHalf("x") : clock);
  }

  private boolean clockAfterPoint(int i) {
    boolean announced = announced(i);
    boolean part = word(Kind.PART, i + 3).isPresent() || word(Kind.HOURS, i + 3).isPresent();
    return part || (asked && (announced || afterPart(i)));
  }

  /// "Saturday morning 10.30".
  private boolean afterPart(int i) {
    return word(Kind.PART, i - 1).filter(match -> match.end() == i).isPresent();
  }

  /// "Ieri sera verso le otto": an evening just before the hour is its half of the day.
  private boolean afterEvening(int start) {
    for (int i = Math.max(0, start - EVENING_TOKENS); i < start; i++) {
      boolean evening = ByLanguage.longest(EVENINGS, languages, tokens, i).isPresent();
      if (evening && !stopped(i, start)) {
        return true;
      }
    }
    return false;
  }

  private boolean stopped(int from, int to) {
    for (int i = from; i < to; i++) {
      if (tokens.isSign(i, '.') || tokens.isSign(i, ';') || tokens.isDigits(i)) {
        return true;
      }
    }
    return false;
  }

  private boolean announced(int i) {
    for (int start = Math.max(0, i - 3); start < i; start++) {
      if (word(Kind.BEFORE, start).filter(match -> match.end() == i).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /// `11 00 in the morning`, `17 h 30`.
  private Optional<Clock> spaced(int i, int hour) {
    boolean h =
        tokens.isWord(i + 1, "h") || tokens.isWord(i + 1, "uhr") || tokens.isWord(i + 1, "heures");
    int at = h ? i + 2 : i + 1;
    if (!tokens.isDigits(at) || tokens.get(at).folded().length() != 2) {
      return Optional.empty();
    }
    int minute = Integer.parseInt(tokens.get(at).folded());
    boolean clock = h || word(Kind.PART, at + 1).isPresent();
    return clock && hour <= 24 && minute <= 59
        ? Optional.of(parted(i, at + 1, hour, minute, 0.93, 0.9))
        : Optional.empty();
  }

  /// `5pm`, `17 Uhr`, `at 6`, `las cinco y media`, `cinq heures moins le quart`.
  private Optional<Clock> hour(int i) {
    Optional<Count> number = number(i, 24);
    if (number.isEmpty() || tokens.isSign(i - 1, ':') || tokens.isSign(i - 1, '.')) {
      return Optional.empty();
    }
    int hour = number.get().value();
    int end = number.get().end();
    var hours = word(Kind.HOURS, end);
    boolean announced = announced(i);
    boolean durations =
        hours.isPresent()
            && tokens.get(end).folded().startsWith("h")
            && !announced
            && !asked
            && languages.getFirst().equals("en");
    boolean span = word(Kind.UNIT, end).isPresent() && hours.isEmpty();
    if (durations || span) {
      return Optional.empty();
    }
    int after = hours.map(Phrases.Match::end).orElse(end);
    Optional<Count> minutes = minutesAfter(after, hours.isPresent() || announced || briefly());
    boolean part = word(Kind.PART, minutes.map(Count::end).orElse(after)).isPresent();
    boolean certain = part || hours.isPresent() || minutes.isPresent();
    boolean stands =
        announced
            && (BareHour.stands(tokens, end, languages) || Unfit.preferred(tokens, end, languages));
    if (!certain && !stands && !briefly()) {
      return Optional.empty();
    }
    int minute = minutes.map(Count::value).orElse(0);
    if (minute < 0) {
      hour = hour == 0 ? 23 : hour == 1 ? 12 : hour - 1;
      minute += 60;
    }
    int stop = minutes.map(Count::end).orElse(after);
    return Optional.of(parted(i, stop, hour, minute, 0.95, certain ? 0.85 : 0.7));
  }

  /// "Seven thirty", said to "At what time?".
  private boolean briefly() {
    return asked && tokens.words() <= 3;
  }

  private Optional<Count> minutesAfter(int i, boolean clock) {
    var and = word(Kind.AND, i);
    var less = word(Kind.LESS, i);
    int at = and.or(() -> less).map(Phrases.Match::end).orElse(i);
    int sign = less.isPresent() ? -1 : 1;
    var portion = word(Kind.PORTION, at);
    if (portion.isPresent() && at > i) {
      int minutes = sign * Integer.parseInt(portion.get().value());
      return Optional.of(new Count(minutes, portion.get().end(), true));
    }
    if (!clock || (at == i && !(i < tokens.size() && tokens.get(i).isWord()))) {
      return Optional.empty();
    }
    boolean written = and.isPresent() && tokens.isDigits(at) && number(at, 59).isPresent();
    if (written && tokens.get(at).folded().length() == 2) {
      // "alle 16 e 30": what follows the hour in two digits.
      return number(at, 59);
    }
    return number(at, 59)
        .filter(Count::words)
        .filter(number -> number.value() >= 5)
        .map(number -> new Count(sign * number.value(), number.end(), true));
  }
}
