package dev.parley.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.runtime.flow.Folded;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Reading;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TurnTakingTest {
  private static final CallSettings SETTINGS = CallSettings.DEFAULT;
  private static final AgentDefinition AGENT = CallAgents.solar("en", "");
  private static final EndOfTurn END = new EndOfTurn(new Reading(AGENT), SETTINGS);
  private static final Moment NOW = new Moment(CallAgents.NOON);

  private static Duration wait(String text, String question, String language) {
    return END.wait(text, AGENT.question(question), language, new SpeakerPace(SETTINGS), NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "'912', phone, en",
    "'it is 912 345', phone, en",
    "'son 912 34', phone, es",
    "'john at', email, en",
    "'juan arroba', email, es",
    "'j o h n', email, en",
    "'j o h n', full_name, en"
  })
  void dictationIsWaitedFor(String text, String question, String language) {
    assertThat(wait(text, question, language)).isEqualTo(SETTINGS.dictationWait());
  }

  @ParameterizedTest
  @CsvSource({
    "'912 345 678', phone, en",
    "'john at example dot com', email, en",
    "'yes', battery, en",
    "'I own it', roof, en"
  })
  void aWholeAnswerIsNotWaitedAfter(String text, String question, String language) {
    assertThat(wait(text, question, language)).isLessThanOrEqualTo(SETTINGS.turnWait());
    assertThat(END.complete(text, AGENT.question(question), language, NOW)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'my name is', en",
    "'I would like to and', en",
    "'mi nombre es', es",
    "'quería saber y', es",
    "'o meu nome é', pt",
    "'meine Nummer ist', de",
    "'ich wollte und', de",
    "'mon numéro c''est', fr",
    "'je voudrais et', fr",
    "'il mio numero è', it",
    "'vorrei e', it"
  })
  void wordsThatCallForMoreAreWaitedAfter(String text, String language) {
    Duration wait = END.wait(text, Optional.empty(), language, new SpeakerPace(SETTINGS), NOW);

    assertThat(wait).isGreaterThan(SETTINGS.turnWaitMax());
    assertThat(END.complete(text, Optional.empty(), language, NOW)).isFalse();
  }

  @Test
  void whoPausesLongIsGivenMoreTimeWithinBounds() {
    SpeakerPace pace = new SpeakerPace(SETTINGS);
    for (int i = 0; i < 20; i++) {
      pace.wentOn(Duration.ofMillis(900));
    }
    assertThat(pace.turnWait()).isBetween(Duration.ofSeconds(1), SETTINGS.turnWaitMax());
    pace.cutShort(Duration.ofSeconds(9));
    assertThat(pace.turnWait()).isEqualTo(SETTINGS.turnWaitMax());
    for (int i = 0; i < 200; i++) {
      pace.ended();
    }
    assertThat(pace.turnWait()).isEqualTo(SETTINGS.turnWaitMin());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uh-huh",
        "mhm",
        "OK",
        "yeah yeah",
        "sí",
        "vale, vale",
        "ajá",
        "sim",
        "está bem",
        "ja, ja",
        "genau",
        "alles klar",
        "oui oui",
        "d'accord",
        "c'est ça",
        "sì",
        "va bene",
        "ho capito"
      })
  void signsOfListeningAreIgnored(String words) {
    assertThat(BargeIn.ofPartial(words)).isEqualTo(BargeIn.Decision.IGNORE);
    assertThat(BargeIn.ofFinal(words)).isEqualTo(BargeIn.Decision.IGNORE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"stop", "wait", "espere", "pare", "moment", "attendez", "aspetti", "how much"})
  void whoWantsToSpeakStopsTheAgentAtOnce(String words) {
    assertThat(BargeIn.ofPartial(words)).isEqualTo(BargeIn.Decision.STOP);
  }

  @Test
  void aSingleWordStopsItOnlyIfItLasts() {
    assertThat(BargeIn.ofPartial("price")).isEqualTo(BargeIn.Decision.WAIT);
    assertThat(BargeIn.ofPartial("yes but")).isEqualTo(BargeIn.Decision.STOP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "You have reached John, please leave a message after the tone",
        "Deje su mensaje después de la señal",
        "Deixe a sua mensagem após o sinal",
        "Bitte hinterlassen Sie eine Nachricht nach dem Signalton",
        "Laissez un message après le bip",
        "Lasciate un messaggio dopo il segnale"
      })
  void machinesAreKnownByTheirWords(String words) {
    assertThat(LineWords.isVoicemail(Folded.of(words))).isTrue();
    assertThat(LineWords.isScreening(Folded.of(words))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Please state your name and the reason for your call",
        "Diga su nombre y el motivo de su llamada",
        "Diga o seu nome e o motivo da chamada",
        "Nennen Sie Ihren Namen und den Grund Ihres Anrufs",
        "Quelle est la raison de votre appel ?",
        "Dica il suo nome e il motivo della chiamata"
      })
  void screeningAssistantsAreKnownByTheirWords(String words) {
    assertThat(LineWords.isScreening(Folded.of(words))).isTrue();
    assertThat(LineWords.isVoicemail(Folded.of(words))).isFalse();
  }

  @Test
  void peopleAreNeither() {
    Folded hello = Folded.of("Hello, this is John speaking");
    assertThat(LineWords.isVoicemail(hello)).isFalse();
    assertThat(LineWords.isScreening(hello)).isFalse();
  }
}
