package dev.parley.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.parley.config.agent.FieldType;
import dev.parley.evidence.Evidence;
import dev.parley.lead.LeadField;
import dev.parley.transcript.Turn;
import dev.parley.value.Found;
import dev.parley.value.ValueContext;
import dev.parley.value.ValueReader;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class HostileTranscriptTest {
  private static final ValueContext CONTEXT =
      ValueContext.of(
              List.of("en", "es", "pt", "de", "fr", "it", "pl"),
              "US",
              ZoneId.of("UTC"),
              LocalDateTime.parse("2026-11-18T09:00"))
          .withOptions(Map.of("a_b", List.of("first thing"), "c", List.of()));

  @Provide
  Arbitrary<String> talk() {
    Arbitrary<String> words =
        Arbitraries.of(
            "my",
            "name",
            "is",
            "at",
            "dot",
            "double",
            "five",
            "oh",
            "20",
            "th",
            "of",
            "May",
            "to",
            "@",
            ".",
            "-",
            "+",
            "€",
            "120",
            "k",
            "hundred",
            "and",
            "quarter",
            "half",
            "next",
            "friday",
            "b",
            "as",
            "in",
            "boy",
            "no",
            "sorry",
            "O'Brien",
            "de",
            "la",
            "ß",
            "İ",
            "😀",
            "\u0301",
            "gmailcom",
            "99999999999999999999",
            "00",
            "a.m.",
            "zwei",
            "und",
            "vingt",
            "l'",
            "’",
            "nächste",
            "woche",
            ":",
            "/",
            "5",
            "31",
            "02",
            "١٢",
            "𝟙");
    return words.list().ofMinSize(0).ofMaxSize(25).map(list -> String.join(" ", list));
  }

  @Property(tries = 600)
  void readsAnythingWithoutFailingAndWithSpansInTheText(
      @ForAll("talk") String text, @ForAll FieldType type) {
    ValueReader.answer(type, text, CONTEXT).value().ifPresent(found -> check(found, text));
    ValueReader.mentions(type, text, CONTEXT).forEach(found -> check(found, text));
  }

  @Property(tries = 300)
  void readsAnyCharacters(@ForAll String text, @ForAll FieldType type) {
    ValueReader.answer(type, text, CONTEXT).value().ifPresent(found -> check(found, text));
    ValueReader.mentions(type, text, CONTEXT).forEach(found -> check(found, text));
  }

  private static void check(Found found, String text) {
    assertThat(found.end()).isLessThanOrEqualTo(text.length());
    assertThat(found.certainty()).isBetween(0.0, 1.0);
  }

  @Property(tries = 200)
  void quotesOnlyWhatWasSaid(@ForAll("talk") String one, @ForAll("talk") String two) {
    Talk talk =
        Talk.of("A: What is your name and email?", "C: " + one, "A: " + two + "?", "C: " + two);
    for (FieldType type : FieldType.values()) {
      talk.field(type.wireName(), type, "");
    }
    for (LeadField field : talk.extract().fields().values()) {
      for (Evidence evidence : field.evidence()) {
        String text = talk.request().transcript().turn(evidence.turn()).map(Turn::text).orElse("");
        assertThat(text).contains(evidence.quote());
      }
    }
  }

  @Test
  void isNotSlowedDownByLongInput() {
    String[] hostile = {
      "a.".repeat(20_000),
      "double ".repeat(5_000),
      "1 ".repeat(20_000),
      "at dot ".repeat(5_000),
      "und".repeat(20_000),
      "one hundred and ".repeat(4_000),
      "(".repeat(40_000),
      "a@".repeat(20_000),
      "next ".repeat(8_000),
      "www.".repeat(10_000),
      "de la ".repeat(6_000)
    };
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (String text : hostile) {
            for (FieldType type : FieldType.values()) {
              ValueReader.answer(type, text, CONTEXT);
              ValueReader.mentions(type, text, CONTEXT);
            }
          }
        });
  }
}
