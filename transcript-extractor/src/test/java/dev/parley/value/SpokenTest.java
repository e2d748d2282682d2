package dev.parley.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.ibm.icu.text.RuleBasedNumberFormat;
import dev.parley.config.agent.FieldType;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/// Values said aloud and read back, hundreds of each: how they are said is made here, from ICU's
/// spelling of numbers and each language's own words.
final class SpokenTest {
  private static final int CASES = 60;
  private static final List<String> LANGUAGES = List.of("en", "es", "pt", "de", "fr", "it");
  private static final Map<String, String> REGIONS =
      Map.of("en", "GB", "es", "ES", "pt", "PT", "de", "DE", "fr", "FR", "it", "IT");

  /// How mobile numbers begin at home, and how many digits follow.
  private static final Map<String, String> PREFIXES =
      Map.of("en", "07911", "es", "612", "pt", "912", "de", "0151", "fr", "0612", "it", "338");

  private static final Map<String, Integer> REST =
      Map.of("en", 6, "es", 6, "pt", 6, "de", 8, "fr", 6, "it", 7);
  private static final Map<String, String> EURO =
      Map.of(
          "en",
          "euros a month",
          "es",
          "euros al mes",
          "pt",
          "euros por mês",
          "de",
          "Euro im Monat",
          "fr",
          "euros par mois",
          "it",
          "euro al mese");
  private static final Map<String, String> DOT =
      Map.of(
          "en", "dot", "es", "punto", "pt", "ponto", "de", "punkt", "fr", "point", "it", "punto");
  private static final Map<String, String> AT =
      Map.of(
          "en",
          "at",
          "es",
          "arroba",
          "pt",
          "arroba",
          "de",
          "ät",
          "fr",
          "arobase",
          "it",
          "chiocciola");

  private static ValueContext context(String language) {
    return ValueContext.of(
        List.of(language),
        REGIONS.get(language),
        ZoneOffset.UTC,
        LocalDateTime.parse("2026-11-18T09:00"));
  }

  private static String spelled(String language, long number) {
    return new RuleBasedNumberFormat(Locale.of(language), RuleBasedNumberFormat.SPELLOUT)
        .format(number)
        .replace("\u00AD", "");
  }

  private static Object read(FieldType type, String said, String language) {
    return ValueReader.answer(type, said, context(language))
        .value()
        .map(found -> ValueWire.wire(found.value()))
        .orElse("nothing");
  }

  private static Stream<DynamicNode> each(
      String what, java.util.function.BiFunction<String, Random, DynamicNode> one) {
    return LANGUAGES.stream()
        .flatMap(
            language -> {
              Random random = new Random((what + language).hashCode());
              return IntStream.range(0, CASES).mapToObj(i -> one.apply(language, random));
            });
  }

  private static String digits(Random random, int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  private static DynamicNode phone(String language, String number, String said) {
    return dynamicTest(
        language + ": " + said,
        () -> {
          String national =
              number.startsWith("0") && !language.equals("it") ? number.substring(1) : number;
          assertThat(read(FieldType.PHONE, said, language).toString()).endsWith(national);
        });
  }

  @TestFactory
  Stream<DynamicNode> telephoneNumbersDigitByDigit() {
    return each(
        "digits",
        (language, random) -> {
          String number = PREFIXES.get(language) + digits(random, REST.get(language));
          List<String> words = new ArrayList<>();
          number.chars().forEach(digit -> words.add(spelled(language, digit - '0')));
          return phone(language, number, String.join(" ", words));
        });
  }

  @TestFactory
  Stream<DynamicNode> telephoneNumbersInPairs() {
    return each(
        "pairs",
        (language, random) -> {
          StringBuilder number = new StringBuilder(PREFIXES.get(language));
          List<String> words = new ArrayList<>();
          number.chars().forEach(digit -> words.add(spelled(language, digit - '0')));
          StringBuilder said = new StringBuilder(String.join(" ", words));
          for (int left = REST.get(language); left > 0; left -= 2) {
            int pair = left == 1 ? random.nextInt(10) : 10 + random.nextInt(90);
            number.append(pair);
            said.append(", ").append(spelled(language, pair));
          }
          return phone(language, number.toString(), said.toString());
        });
  }

  @TestFactory
  Stream<DynamicNode> numbersInWords() {
    return each(
        "numbers",
        (language, random) -> {
          int number = 2 + random.nextInt(9_990);
          String said = spelled(language, number);
          return dynamicTest(
              language + ": " + said,
              () ->
                  assertThat(read(FieldType.NUMBER, said, language).toString())
                      .isEqualTo(Integer.toString(number)));
        });
  }

  @TestFactory
  Stream<DynamicNode> amountsInWords() {
    return each(
        "amounts",
        (language, random) -> {
          int amount = 2 + random.nextInt(2_000);
          String said = spelled(language, amount) + " " + EURO.get(language);
          return dynamicTest(
              language + ": " + said,
              () ->
                  assertThat(read(FieldType.MONEY, said, language).toString())
                      .isEqualTo("{amount=" + amount + ", currency=EUR, period=month}"));
        });
  }

  @TestFactory
  Stream<DynamicNode> addressesSpelledLetterByLetter() {
    return each(
        "mail",
        (language, random) -> {
          StringBuilder local = new StringBuilder();
          List<String> words = new ArrayList<>();
          for (int i = 0; i < 4 + random.nextInt(4); i++) {
            char letter = "bcdfghjklmnpqrstvwxz".charAt(random.nextInt(20));
            local.append(letter);
            words.add(Character.toString(letter));
          }
          String said =
              "%s %s gmail %s com"
                  .formatted(String.join(" ", words), AT.get(language), DOT.get(language));
          return dynamicTest(
              language + ": " + said,
              () ->
                  assertThat(read(FieldType.EMAIL, said, language))
                      .isEqualTo(local + "@gmail.com"));
        });
  }
}
