package dev.parley.runtime.flow;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageGuessTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | I'd like a quote for my house please
          en | hello
          es | hola, quiero saber el precio
          es | ¿cuánto cuesta?
          pt | olá, queria saber o preço
          pt | não tenho
          de | ich hätte gerne einen Termin
          de | guten Tag
          fr | je voudrais un devis pour mon appartement
          fr | bonjour
          it | vorrei dimagrire un po'
          it | buongiorno, quanto costa?
          es | Hola, me mudo de Madrid a Valencia
          pt | Olá, sou o Rui Costa
          pt | bom dia, consulta dentista
          de | Guten Tag, Umzug nach Berlin
          fr | Bonjour, Luc Martin
          it | ciao, preventivo trasloco
          """)
  void tellsByCommonWords(String language, String text) {
    assertThat(LanguageGuess.of(text)).contains(language);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Maria Silva",
        "120",
        "ok",
        "no i meant .com",
        "maria@example.com",
        "",
        "xyzzy plugh",
        "Porto"
      })
  void isSilentInDoubt(String text) {
    assertThat(LanguageGuess.of(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,", "a.", "a/1", "é"})
  void takesOneLookAtALongWord(String piece) {
    String word = piece.repeat(100_000 / piece.length());
    assertThat(assertTimeoutPreemptively(ofSeconds(5), () -> LanguageGuess.of(word))).isEmpty();
  }
}
