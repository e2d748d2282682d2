package dev.parley.channel.sandbox.elevenlabs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ToySpeechTest {
  @Test
  void whatIsSaidIsUnderstoodInAnyPieces() {
    String said = "Olá, são 120 € por mês 👍";
    byte[] audio = ToySpeech.together(ToySpeech.silence(35), ToySpeech.say(said, 3));
    ToySpeech.Ear ear = new ToySpeech.Ear();
    for (int at = 0; at < audio.length; at += 7) {
      ear.hear(Arrays.copyOfRange(audio, at, Math.min(audio.length, at + 7)));
    }

    assertThat(ear.take()).isEqualTo(said);
    assertThat(ear.take()).isEmpty();
  }

  @Test
  void aLostFrameCostsItsCharactersAndNoOthers() {
    byte[] audio = ToySpeech.say("abcdef", 20);
    byte[] lost =
        ToySpeech.together(
            Arrays.copyOfRange(audio, 0, 3), Arrays.copyOfRange(audio, 320, audio.length));

    assertThat(ToySpeech.understand(lost)).isEqualTo("cdef");
  }

  @Test
  void countsSilence() {
    ToySpeech.Ear ear = new ToySpeech.Ear();
    ear.hear(ToySpeech.say("a"));
    assertThat(ear.silentMillis()).isZero();
    ear.hear(ToySpeech.silence(700));

    assertThat(ear.silentMillis()).isEqualTo(700);
  }

  @Test
  void aCharacterLastsAsLongAsItShould() {
    assertThat(ToySpeech.say("abc")).hasSize(3 * 60 * 8);
  }

  @Test
  void theLanguageTravelsBesideTheWords() {
    String said = ToySpeech.in("pt", "sim");

    assertThat(ToySpeech.languageOf(said)).contains("pt");
    assertThat(ToySpeech.withoutTags(said)).isEqualTo("sim");
  }
}
