package dev.parley.runtime.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.config.agent.Wording;
import dev.parley.runtime.consent.ConsentWords.Heard;
import dev.parley.runtime.consent.ConsentWords.Word;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsentWordsTest {
  @ParameterizedTest
  @CsvSource({
    "STOP, STOP, en",
    "stop., STOP, en",
    "STOPALL, STOP, en",
    "Stop all!, STOP, en",
    "Unsubscribe, STOP, en",
    "CANCEL, STOP, en",
    "End, STOP, en",
    "QUIT, STOP, en",
    "revoke, STOP, en",
    "OPTOUT, STOP, en",
    "Opt-out, STOP, en",
    "please stop, STOP, en",
    "START, START, en",
    "unstop, START, en",
    "Opt in, START, en",
    "HELP, HELP, en",
    "Info?, HELP, en",
    "baja, STOP, es",
    "BAJA., STOP, es",
    "Darme de baja, STOP, es",
    "parar, STOP, es",
    "cancelar, STOP, es",
    "Alta, START, es",
    "Reanudar, START, es",
    "ayuda, HELP, es",
    "sair, STOP, pt",
    "SAIR!!, STOP, pt",
    "Descadastrar, STOP, pt",
    "fim, STOP, pt",
    "Retomar, START, pt",
    "Recomeçar, START, pt",
    "AJUDA, HELP, pt",
    "Stopp, STOP, de",
    "abmelden, STOP, de",
    "Ende, STOP, de",
    "Kündigen, STOP, de",
    "kuendigen, none, de",
    "Starten, START, de",
    "Hilfe!, HELP, de",
    "arrêt, STOP, fr",
    "ARRET, STOP, fr",
    "Désabonner, STOP, fr",
    "quitter, STOP, fr",
    "Démarrer, START, fr",
    "Aide, HELP, fr",
    "cancella, STOP, it",
    "Disiscrivimi, STOP, it",
    "esci, STOP, it",
    "annulla, STOP, it",
    "Riattiva, START, it",
    "aiuto, HELP, it"
  })
  void aWholeMessageOfOneWordIsHeardInItsLanguage(String text, String word, String language) {
    Optional<Heard> heard = ConsentWords.find(text, List.of(language), Optional.empty());

    assertThat(heard)
        .isEqualTo(
            word.equals("none")
                ? Optional.empty()
                : Optional.of(new Heard(Word.valueOf(word), language)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "?!",
        "yes",
        "no",
        "fine",
        "Fine!",
        "I need help with my roof",
        "stop by tomorrow",
        "the end of the month",
        "can you start in May?",
        "I'd like some info about prices",
        "cancel my appointment on Monday",
        "sí",
        "si",
        "ok",
        "gut",
        "bene",
        "parar o carro amanhã",
        "no me den de alta todavía, gracias",
        "\uD83D\uDED1"
      })
  void whateverElseIsSaidIsAMessage(String text) {
    assertThat(ConsentWords.find(text, List.of("en"), Optional.empty())).isEmpty();
  }

  @Test
  void everyLanguagesWordsCountWhateverTheAgentSpeaks() {
    assertThat(ConsentWords.find("Abmelden", List.of("en"), Optional.empty()))
        .contains(new Heard(Word.STOP, "de"));
    assertThat(ConsentWords.find("arrêt", List.of("fi"), Optional.empty()))
        .contains(new Heard(Word.STOP, "fr"));
  }

  @Test
  void aWordThatLanguagesShareIsTakenForThePreferredOne() {
    assertThat(ConsentWords.find("stop", List.of("pt-BR", "en"), Optional.empty()))
        .contains(new Heard(Word.STOP, "pt"));
    assertThat(ConsentWords.find("INFO", List.of("it"), Optional.empty()))
        .contains(new Heard(Word.HELP, "it"));
    assertThat(ConsentWords.find("INFO", List.of("itx", "d"), Optional.empty()))
        .contains(new Heard(Word.HELP, "en"));
  }

  @Test
  void anOptionOfTheOpenQuestionIsAnAnswer() {
    Question contract =
        new Question(
            "contract",
            FieldType.CHOICE,
            Wording.of("en", "Keep it or end it?"),
            true,
            false,
            false,
            Map.of("keep", List.of(), "end", List.of("cancel")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(ConsentWords.find("Cancel", List.of("en"), Optional.of(contract))).isEmpty();
    assertThat(ConsentWords.find("STOP", List.of("en"), Optional.of(contract)))
        .contains(new Heard(Word.STOP, "en"));
  }

  @Test
  void aLongMessageIsNoWord() {
    assertThat(ConsentWords.find("stop ".repeat(7), List.of("en"), Optional.empty())).isEmpty();
    assertThat(ConsentWords.find("stop" + " ".repeat(200), List.of("en"), Optional.empty()))
        .as("spaces do not hide it")
        .contains(new Heard(Word.STOP, "en"));
  }
}
