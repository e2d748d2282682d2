package dev.parley.runtime.call;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes addresses, numbers, amounts and days so that a voice says them well, whatever voice it
/// is. What is written is also what the transcript keeps: it holds what was heard. Thread-safe.
final class SpokenText {
  private static final Pattern EMAIL =
      Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,200}\\.[A-Za-z]{2,20}");
  private static final Pattern URL =
      Pattern.compile("(?:https?://|www\\.)[A-Za-z0-9.-]{1,200}(?:/[A-Za-z0-9./_-]{0,200})?");
  private static final Pattern PHONE = Pattern.compile("\\+\\d[\\d ()/-]{6,20}\\d");
  private static final String AMOUNT =
      "(\\d{1,3}(?:[., \\u00a0]\\d{3})+|\\d{1,9})(?:[.,](\\d{2}))?";
  private static final Pattern SIGN_FIRST = Pattern.compile("([€$£])\\s?" + AMOUNT + "(?!\\d)");
  private static final Pattern SIGN_LAST =
      Pattern.compile("(?<![\\d.,])" + AMOUNT + "\\s?(€|£|\\$|EUR|USD|GBP|BRL|CHF)(?!\\w)");
  private static final Pattern DAY = Pattern.compile("\\b(\\d{4})-(\\d{2})-(\\d{2})\\b");

  private static final Map<String, String> CURRENCIES = Map.of("€", "EUR", "$", "USD", "£", "GBP");
  private static final Map<String, Map<Character, String>> SIGNS =
      Map.of(
          "en", signs("at", "dot", "dash", "underscore", "slash", "plus"),
          "es", signs("arroba", "punto", "guion", "guion bajo", "barra", "más"),
          "pt", signs("arroba", "ponto", "hífen", "sublinhado", "barra", "mais"),
          "de", signs("ät", "Punkt", "Bindestrich", "Unterstrich", "Schrägstrich", "Plus"),
          "fr", signs("arobase", "point", "tiret", "tiret bas", "barre oblique", "plus"),
          "it", signs("chiocciola", "punto", "trattino", "trattino basso", "barra", "più"));

  // ICU's formats are costly to make and not thread-safe: each is cloned for use.
  private static final Map<String, RuleBasedNumberFormat> NUMBERS = new ConcurrentHashMap<>();

  private SpokenText() {}

  static String of(String text, String language) {
    if (!needed(text)) {
      return text;
    }
    String spoken = replace(EMAIL, text, match -> address(match.group(), language));
    spoken = replace(URL, spoken, match -> url(match.group(), language));
    spoken = replace(PHONE, spoken, match -> phone(match.group()));
    spoken =
        replace(
            SIGN_FIRST,
            spoken,
            m ->
                money(
                    m.group(2), m.group(3), CURRENCIES.getOrDefault(m.group(1), "EUR"), language));
    spoken =
        replace(
            SIGN_LAST,
            spoken,
            m ->
                money(
                    m.group(1),
                    m.group(2),
                    CURRENCIES.getOrDefault(m.group(3), m.group(3)),
                    language));
    return replace(DAY, spoken, match -> day(match, language));
  }

  private static boolean needed(String text) {
    return text.chars().anyMatch(c -> c == '@' || Character.isDigit(c))
        || text.contains("www.")
        || text.contains("://");
  }

  /// `ana dot lima at example dot com`.
  static String address(String address, String language) {
    return signs(address, language);
  }

  /// Letter by letter up to the sign, the rest as it is said.
  static String spelledAddress(String address, String language) {
    int at = address.indexOf('@');
    if (at < 0) {
      return spelled(address, language);
    }
    return spelled(address.substring(0, at), language)
        + ", "
        + signs(address.substring(at), language).strip();
  }

  /// `A, N, A`.
  static String spelled(String text, String language) {
    StringBuilder spelled = new StringBuilder();
    text.codePoints()
        .filter(c -> !Character.isWhitespace(c))
        .forEach(
            c -> {
              spelled.append(spelled.isEmpty() ? "" : ", ");
              String sign = c < 0x80 ? words(language).get((char) c) : null;
              spelled.append(sign == null ? Character.toString(Character.toUpperCase(c)) : sign);
            });
    return spelled.toString();
  }

  private static String signs(String text, String language) {
    StringBuilder spoken = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      String sign = words(language).get(text.charAt(i));
      spoken.append(sign == null ? Character.toString(text.charAt(i)) : " " + sign + " ");
    }
    return spoken.toString().replaceAll("\\s+", " ").strip();
  }

  private static Map<Character, String> words(String language) {
    return SIGNS.getOrDefault(LineWords.primary(language), SIGNS.getOrDefault("en", Map.of()));
  }

  private static String url(String url, String language) {
    String bare = url.replaceFirst("^https?://", "").replaceFirst("[./]$", "");
    return signs(bare, language) + (url.endsWith(".") ? "." : "");
  }

  /// Digits in groups of three, the last of up to four: `+ 3 5 1, 9 1 2, 3 4 5, 6 7 8`.
  static String phone(String number) {
    String digits = number.replaceAll("\\D", "");
    StringBuilder spoken = new StringBuilder(number.startsWith("+") ? "+ " : "");
    int i = 0;
    while (i < digits.length()) {
      int left = digits.length() - i;
      int size = left == 4 ? 4 : Math.min(3, left);
      spoken.append(i == 0 ? "" : ", ");
      spoken.append(String.join(" ", digits.substring(i, i + size).split("")));
      i += size;
    }
    return spoken.toString();
  }

  /// Digit by digit, slowly.
  static String spelledPhone(String number) {
    return String.join(", ", number.replaceAll("[^+\\d]", "").split(""));
  }

  private static String money(String whole, String cents, String currency, String language) {
    Locale locale = Locale.forLanguageTag(language);
    BigDecimal amount = new BigDecimal(whole.replaceAll("\\D", ""));
    String words = number(amount.longValueExact(), language);
    String name = name(currency, amount, locale);
    boolean plain = cents == null || cents.equals("00");
    return plain
        ? words + " " + name
        : words + " " + name + " " + number(Long.parseLong(cents), language);
  }

  private static String name(String currency, BigDecimal amount, Locale locale) {
    try {
      return com.ibm.icu.util.Currency.getInstance(Currency.getInstance(currency).getCurrencyCode())
          .getName(
              ULocale.forLocale(locale),
              com.ibm.icu.util.Currency.PLURAL_LONG_NAME,
              amount.compareTo(BigDecimal.ONE) == 0 ? "one" : "other",
              new boolean[1]);
    } catch (IllegalArgumentException e) {
      return currency;
    }
  }

  static String number(long number, String language) {
    RuleBasedNumberFormat shared =
        NUMBERS.computeIfAbsent(
            language,
            tag ->
                new RuleBasedNumberFormat(
                    ULocale.forLanguageTag(tag), RuleBasedNumberFormat.SPELLOUT));
    RuleBasedNumberFormat own = shared.clone();
    return own.format(number).replace("\u00ad", "");
  }

  private static String day(MatchResult match, String language) {
    try {
      LocalDate day = LocalDate.parse(match.group());
      return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
          .withLocale(Locale.forLanguageTag(language))
          .format(day);
    } catch (DateTimeException e) {
      return match.group();
    }
  }

  private static String replace(Pattern pattern, String text, Function<MatchResult, String> with) {
    Matcher matcher = pattern.matcher(text);
    return matcher.replaceAll(match -> Matcher.quoteReplacement(with.apply(match)));
  }

  private static Map<Character, String> signs(
      String at, String dot, String dash, String underscore, String slash, String plus) {
    return Map.of('@', at, '.', dot, '-', dash, '_', underscore, '/', slash, '+', plus);
  }
}
