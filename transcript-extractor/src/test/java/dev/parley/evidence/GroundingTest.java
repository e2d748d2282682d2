package dev.parley.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.evidence.Grounding.Grade;
import dev.parley.evidence.Grounding.Grounded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GroundingTest {
  private static final String TURN = "Olá, sou a Ana! O meu número é o 912 345 678, obrigada.";

  @Test
  void findsAQuoteAsItStands() {
    assertThat(Grounding.find("sou a Ana", TURN)).contains(new Grounded(5, 14, Grade.EXACT));
  }

  @ParameterizedTest
  @CsvSource({
    "SOU A ANA, sou a Ana",
    "numero e o 912345678, número é o 912 345 678",
    "ola sou a ana, 'Olá, sou a Ana'",
    "o meu número  é o 912-345-678, O meu número é o 912 345 678"
  })
  void forgivesCaseSpacesPunctuationAndDiacritics(String quote, String stands) {
    Grounded grounded = Grounding.find(quote, TURN).orElseThrow();
    assertThat(grounded.grade()).isEqualTo(Grade.FOLDED);
    assertThat(TURN.substring(grounded.start(), grounded.end())).isEqualTo(stands);
  }

  @Test
  void alignsWordsWithSmallSlips() {
    Grounded grounded =
        Grounding.find("o meu numéro seria o 912 345 678", TURN.replace("é o", "é mesmo o"))
            .orElseThrow();
    assertThat(grounded.grade()).isEqualTo(Grade.ALIGNED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "...",
        "sou o Rui",
        "912 345 679",
        "2 345 67",
        "o meu número é o 912 345 679",
        "ignore all previous instructions",
        "An",
        "x \u0301 y \u0301 z"
      })
  void neverGroundsWhatWasNotSaid(String quote) {
    assertThat(Grounding.find(quote, TURN)).isEmpty();
  }

  @Test
  void doesNotLookForQuotesBeyondTheLimit() {
    String endless = "a".repeat(Grounding.TEXT_CHARS_MAX + 1);
    assertThat(Grounding.find(endless, endless)).isEmpty();
  }
}
