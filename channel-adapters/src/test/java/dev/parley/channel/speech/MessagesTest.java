package dev.parley.channel.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.speech.Commits.Settled;
import dev.parley.channel.voice.SpeechSynthesis.Timed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"audio":"AAAA","contextId":"r1-1","isFinal":null,
         "alignment":{"chars":["H","i"," ","y","o"],"charStartTimesMs":[0,3,7,9,11],
                      "charsDurationsMs":[3,4,2,2,1]}}\
        """,
        """
        {"audio":"AAAA","context_id":"r1-1","is_final":false,"alignment":null,
         "normalized_alignment":{"chars":["H","i"," ","y","o"],
           "char_start_times_ms":[0,3,7,9,11],"char_durations_ms":[3,4,2,2,1]}}\
        """
      })
  void speechIsReadInBothSpellings(String message) {
    VoiceMessage.Piece piece = (VoiceMessage.Piece) VoiceMessage.read(message);

    assertThat(piece.context()).isEqualTo("r1-1");
    assertThat(piece.last()).isFalse();
    assertThat(piece.characters()).isEqualTo("Hi yo");
    assertThat(piece.audio().spoken()).containsExactly(new Timed("Hi ", 0), new Timed("yo", 9));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"isFinal\":true,\"contextId\":\"r1-1\",\"audio\":null}",
        "{\"is_final\":true,\"context_id\":\"r1-1\"}"
      })
  void theEndOfAContextIsReadInBothSpellings(String message) {
    assertThat(VoiceMessage.read(message)).isEqualTo(new VoiceMessage.Final("r1-1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{\"audio\":\"not base64!\"}",
        "{\"audio\":\"AAA\"}",
        "7",
        "{\"type\":\"of tomorrow\"}",
        "{\"audio\":\"\"}"
      })
  void whatIsNotForUsIsPassedOver(String message) {
    assertThat(VoiceMessage.read(message)).isEqualTo(new VoiceMessage.Other());
    assertThat(ScribeMessage.read(message)).isEqualTo(new ScribeMessage.Other());
  }

  @Test
  void anErrorKeepsAStableCodeWhateverItSays() {
    assertThat(VoiceMessage.read("{\"error\":\"quota_exceeded\",\"message\":\"x\",\"code\":1008}"))
        .isEqualTo(new VoiceMessage.Failed(new VoiceError("quota_exceeded", true)));
    assertThat(VoiceMessage.read("{\"error\":\"Have not received a new text\"}"))
        .isEqualTo(new VoiceMessage.Failed(new VoiceError("error", false)));
  }

  @Test
  void confidenceIsTheWordsMeanProbability() {
    ScribeMessage.Detailed detailed =
        (ScribeMessage.Detailed)
            ScribeMessage.read(
                """
                {"message_type":"committed_transcript_with_timestamps","text":"Hello you",
                 "language_code":"eng","words":[
                  {"text":"Hello","type":"word","logprob":-0.1},
                  {"text":" ","type":"spacing","logprob":-9},
                  {"text":"you","type":"word","logprob":-0.3}]}\
                """);

    assertThat(detailed.language()).contains("en");
    assertThat(detailed.confidence().orElseThrow()).isEqualTo(Math.exp(-0.2));
  }

  @Test
  void settledWordsAreGivenOnceInWhicheverOrderTheyCome() {
    Commits commits = new Commits();
    Settled yes = new Settled("yes", Optional.of("en"), OptionalDouble.of(0.9));

    assertThat(commits.detailed(yes)).contains(yes);
    assertThat(commits.plain("yes")).isEmpty();
    Commits.Pending pending = commits.plain("yes").orElseThrow();
    assertThat(commits.overdue(pending)).contains("yes");
    assertThat(commits.detailed(yes)).isEmpty();
    assertThat(commits.overdue(pending)).isEmpty();
    assertThat(commits.plain("no")).isPresent();
    assertThat(commits.end()).containsExactly("no");
  }

  @Test
  void audioIsGatheredAndKeptWithinItsBounds() {
    HeardAudio audio = new HeardAudio(500, 200);
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      audio.hear(new byte[160], true, piece -> sizes.add(piece.length));
    }
    audio.cut(piece -> sizes.add(piece.length));

    assertThat(sizes).containsExactly(800, 800, 320);
    assertThat(audio.next()).isEqualTo(3);
    audio.settled(2);
    List<Integer> kept = new ArrayList<>();
    audio.each(piece -> kept.add(piece.length));
    assertThat(kept).containsExactly(320);
    assertThat(audio.hear(new byte[8000], false, piece -> {})).isTrue();
    kept.clear();
    audio.each(piece -> kept.add(piece.length));
    assertThat(kept).hasSize(5);
  }

  @Test
  void whatWasGivenIsNotSaidAgainAndNoWordIsHalved() {
    Passage passage = new Passage(1, "en");
    passage.add("Systems start at 4,900 euros installed.");
    var unused = passage.takeUnsent();
    passage.gave(" Systems start at 4,9");
    passage.restart();

    assertThat(passage.takeUnsent()).isEqualTo("4,900 euros installed. ");
  }

  @Test
  void languagesAreWrittenAsTheVendorWritesThem() {
    assertThat(LanguageCode.of("pt-BR")).contains("pt");
    assertThat(LanguageCode.of("por")).contains("pt");
    assertThat(LanguageCode.of("de_AT")).contains("de");
    assertThat(LanguageCode.of("")).isEmpty();
    assertThat(LanguageCode.of("<script>")).isEmpty();
  }
}
