package dev.parley.value;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The words dates are made of: en, es, pt, de, fr, it, pl.
final class DateWords {
  private static final Lexicon LEXICON = Lexicon.read("dates");
  private static final Phrases<String> SUFFIXES = LEXICON.phrases("und", "suffix");
  private static final Phrases<String> HOLIDAYS = LEXICON.phrases("und", "holiday");

  private static final Map<String, Phrases<String>> NATIONAL =
      Stream.of("US", "GB", "IN", "PT", "BR", "FR", "DE")
          .collect(
              Collectors.toUnmodifiableMap(
                  region -> region, region -> LEXICON.phrases(region, "holiday")));

  enum Kind {
    MONTH,
    WEEKDAY,
    RELATIVE,
    NOT,
    ORDINAL,
    GLUE,
    DAY,
    UNIT,
    AGO,
    BEFORE,
    IN,
    FROM,
    NEXT,
    LAST,
    THIS,
    RECURRING,
    NTH,
    MONTHEND,
    TO
  }

  private static final Map<Kind, ByLanguage<Phrases<String>>> TABLES = tables();

  private DateWords() {}

  private static Map<Kind, ByLanguage<Phrases<String>>> tables() {
    Map<Kind, ByLanguage<Phrases<String>>> tables = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      tables.put(kind, ByLanguage.phrases(LEXICON, kind.name().toLowerCase(Locale.ROOT)));
    }
    return tables;
  }

  static Optional<Phrases.Match<String>> at(
      Kind kind, Tokens tokens, int i, List<String> languages) {
    return i < 0 || i >= tokens.size()
        ? Optional.empty()
        : ByLanguage.longest(Objects.requireNonNull(TABLES.get(kind)), languages, tokens, i);
  }

  /// The index after such a word, or the index itself where there is none.
  static int skip(Kind kind, Tokens tokens, int i, List<String> languages) {
    return at(kind, tokens, i, languages).map(Phrases.Match::end).orElse(i);
  }

  /// Whether such a word ends right before a token.
  static boolean endsBefore(Kind kind, Tokens tokens, int i, List<String> languages) {
    for (int start = Math.max(0, i - 3); start < i; start++) {
      if (at(kind, tokens, start, languages).filter(match -> match.end() == i).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /// Steps over a comma, "of the" and the like, and a hyphen.
  static int glue(Tokens tokens, int i, List<String> languages) {
    int at = tokens.isSign(i, ',') ? i + 1 : i;
    at = skip(Kind.GLUE, tokens, at, languages);
    return tokens.isSign(at, '-') && tokens.touching(at) ? at + 1 : at;
  }

  static int skipSuffix(Tokens tokens, int i) {
    boolean suffix = i < tokens.size() && SUFFIXES.has(tokens, i);
    boolean near =
        i > 0 && i < tokens.size() && tokens.get(i).start() - tokens.get(i - 1).end() < 2;
    boolean tight = near && (tokens.touching(i - 1) || englishSuffix(tokens, i));
    return suffix && tight ? i + 1 : i;
  }

  static boolean englishSuffix(Tokens tokens, int i) {
    return switch (tokens.get(i).folded()) {
      case "st", "nd", "rd", "th" -> true;
      default -> false;
    };
  }

  static Optional<Phrases.Match<String>> holiday(Tokens tokens, int i, String region) {
    Phrases<String> national = NATIONAL.get(region);
    Optional<Phrases.Match<String>> own =
        national == null ? Optional.empty() : national.at(tokens, i);
    return own.isPresent() ? own : HOLIDAYS.at(tokens, i);
  }

  /// A year in digits or words, with the halves a recogniser may tear it into (`19 77`, `1990 3`).
  record Year(int year, int end) {}

  static Optional<Year> year(Tokens tokens, int i, ValueContext ctx) {
    if (i >= tokens.size()) {
      return Optional.empty();
    }
    Token token = tokens.get(i);
    if (token.isDigits()) {
      return digits(tokens, i, token.folded());
    }
    if (token.isSign('\'') && tokens.isDigits(i + 1) && tokens.touching(i)) {
      String two = tokens.get(i + 1).folded();
      return two.length() == 2
          ? Optional.of(new Year(century(Integer.parseInt(two), ctx), i + 2))
          : Optional.empty();
    }
    return words(tokens, i, ctx.languages());
  }

  private static Optional<Year> digits(Tokens tokens, int i, String digits) {
    boolean more = tokens.isDigits(i + 1);
    if (digits.length() == 4) {
      int year = Integer.parseInt(digits);
      boolean torn = more && tokens.get(i + 1).folded().length() == 1 && year % 10 == 0;
      int whole = torn ? year + Integer.parseInt(tokens.get(i + 1).folded()) : year;
      return plausible(whole)
          ? Optional.of(new Year(whole, torn ? i + 2 : i + 1))
          : Optional.empty();
    }
    boolean halves =
        (digits.equals("19") || digits.equals("20"))
            && more
            && tokens.get(i + 1).folded().length() == 2;
    return halves
        ? Optional.of(new Year(Integer.parseInt(digits + tokens.get(i + 1).folded()), i + 2))
        : Optional.empty();
  }

  private static Optional<Year> words(Tokens tokens, int i, List<String> languages) {
    var first = NumberWords.at(tokens, i, languages);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    long value = first.get().value();
    if (value >= 1000 && plausible((int) Math.min(value, 9999))) {
      return Optional.of(new Year((int) value, first.get().end()));
    }
    if (value == 19 || value == 20 || value == 18) {
      int next = first.get().end();
      var second = NumberWords.at(tokens, next, languages);
      if (second.isPresent() && second.get().value() >= 10 && second.get().value() < 100) {
        return Optional.of(
            new Year((int) (value * 100 + second.get().value()), second.get().end()));
      }
    }
    return Optional.empty();
  }

  static boolean plausible(int year) {
    return year >= 1900 && year <= 2100;
  }

  /// Two digits: at most ten years ahead, else the century before.
  static int century(int two, ValueContext ctx) {
    int ahead = ctx.lookingBack() ? 0 : 10;
    int year = ctx.now().getYear() / 100 * 100 + two;
    return year > ctx.now().getYear() + ahead ? year - 100 : year;
  }

  /// A day of the month in digits or words, with its suffix.
  static OptionalInt dayNumber(Tokens tokens, int i) {
    if (!tokens.isDigits(i) || tokens.get(i).folded().length() > 2) {
      return OptionalInt.empty();
    }
    int day = Integer.parseInt(tokens.get(i).folded());
    return day >= 1 && day <= 31 ? OptionalInt.of(day) : OptionalInt.empty();
  }
}
