package dev.parley.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenTextTest {
  @ParameterizedTest
  @CsvSource({
    "en, 'ana dot lima at example dot com'",
    "es, 'ana punto lima arroba example punto com'",
    "pt, 'ana ponto lima arroba example ponto com'",
    "de, 'ana Punkt lima ät example Punkt com'",
    "fr, 'ana point lima arobase example point com'",
    "it, 'ana punto lima chiocciola example punto com'"
  })
  void addressesAreSaidInTheContactsLanguage(String language, String spoken) {
    assertThat(SpokenText.of("ana.lima@example.com", language)).isEqualTo(spoken);
  }

  @Test
  void numbersOfTelephonesAreGrouped() {
    assertThat(SpokenText.of("Call +351 912 345 678.", "en"))
        .isEqualTo("Call + 3 5 1, 9 1 2, 3 4 5, 6 7 8.");
    assertThat(SpokenText.spelledPhone("+351912")).isEqualTo("+, 3, 5, 1, 9, 1, 2");
  }

  @ParameterizedTest
  @CsvSource({
    "en, '€4,900', 'four thousand nine hundred euros'",
    "en, '$1', 'one US dollar'",
    "en, '120.50 EUR', 'one hundred twenty euros fifty'",
    "es, '4.900 €', 'cuatro mil novecientos euros'",
    "pt, '120 €', 'cento e vinte euros'",
    "de, '4.900 €', 'viertausendneunhundert Euro'",
    "fr, '80 €', 'quatre-vingts euros'",
    "it, '21 €', 'ventuno euro'"
  })
  void amountsAreWords(String language, String written, String spoken) {
    assertThat(SpokenText.of(written, language)).isEqualToIgnoringCase(spoken);
  }

  @ParameterizedTest
  @CsvSource({
    "en, 'November 22, 2026'",
    "es, '22 de noviembre de 2026'",
    "de, '22. November 2026'",
    "fr, '22 novembre 2026'",
    "it, '22 novembre 2026'"
  })
  void daysAreWords(String language, String spoken) {
    assertThat(SpokenText.of("2026-11-22", language)).isEqualTo(spoken);
  }

  @Test
  void pagesAreSaidWithoutTheirScheme() {
    assertThat(SpokenText.of("See https://www.example.com/a", "en"))
        .isEqualTo("See www dot example dot com slash a");
  }

  @Test
  void wordsStayAsTheyAre() {
    String words = "May I have your full name, please? It takes 2 minutes.";
    assertThat(SpokenText.of(words, "en")).isEqualTo(words);
  }

  @Test
  void nonsenseIsLeftAlone() {
    for (String odd : List.of("2026-99-99", "@", "€", "1@", "$9999999999999999")) {
      assertThat(SpokenText.of(odd, "en")).isNotBlank();
    }
  }

  @Test
  void sentencesJoinToTheTextAgainAndWhatWasNotHeardIsTheRest() {
    String text = "Hello there. How are you? Fine.";
    assertThat(Sentences.of(text, "en")).containsExactly("Hello there.", "How are you?", "Fine.");
    assertThat(Sentences.rest(text, "Hello there. How")).isEqualTo("are you? Fine.");
    assertThat(Sentences.rest(text, "")).isEqualTo(text);
    assertThat(Sentences.rest(text, text)).isEmpty();
  }
}
