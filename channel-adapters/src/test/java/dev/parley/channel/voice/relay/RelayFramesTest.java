package dev.parley.channel.voice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.voice.relay.RelayFrames.Message;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RelayFramesTest {
  @Test
  void readsEveryMessageOfTwilios() {
    assertThat(
            RelayFrames.read(
                "{\"type\":\"setup\",\"sessionId\":\"VX1\",\"callSid\":\"CA1\",\"callStatus\":"
                    + "\"RINGING\",\"customParameters\":{\"ticket\":\"t\"}}"))
        .contains(new Message.Setup("VX1", "CA1", "t"));
    assertThat(
            RelayFrames.read(
                "{\"type\":\"prompt\",\"voicePrompt\":\"Hi!\",\"lang\":\"en-US\",\"last\":true}"))
        .contains(new Message.Prompt("Hi!", Optional.of("en-US"), true));
    assertThat(RelayFrames.read("{\"type\":\"dtmf\",\"digit\":\"1\"}"))
        .contains(new Message.Dtmf('1'));
  }

  @Test
  void takesTheDurationOfAnInterruptAsNumberAndAsText() {
    for (String duration : new String[] {"460", "\"460\""}) {
      assertThat(
              RelayFrames.read(
                  "{\"type\":\"interrupt\",\"utteranceUntilInterrupt\":\"Life is\","
                      + "\"durationUntilInterruptMs\":"
                      + duration
                      + "}"))
          .contains(new Message.Interrupt("Life is"));
    }
  }

  @Test
  void readsBothSpellingsOfSilence() {
    assertThat(RelayFrames.read("{\"type\":\"info\",\"name\":\"agentSpeaking\",\"value\":\"off\"}"))
        .contains(new Message.Silent());
    assertThat(RelayFrames.read("{\"type\":\"info\",\"name\":\"agentSpeaking\",\"state\":\"off\"}"))
        .contains(new Message.Silent());
    assertThat(RelayFrames.read("{\"type\":\"info\",\"name\":\"tokensPlayed\",\"value\":\"x\"}"))
        .contains(new Message.Other());
  }

  @Test
  void neverFailsOnWhatItDoesNotKnow() {
    assertThat(RelayFrames.read("{\"type\":\"hologram\"}")).contains(new Message.Other());
    assertThat(RelayFrames.read("7")).contains(new Message.Other());
    assertThat(RelayFrames.read("{")).isEmpty();
  }

  @Test
  void keepsTheSpacesOfATokenAndQuotesWhatNeedsIt() {
    assertThat(RelayFrames.text("say \"hi\" ", false, Optional.empty(), true))
        .isEqualTo(
            "{\"type\":\"text\",\"token\":\"say \\\"hi\\\" \",\"last\":false,"
                + "\"interruptible\":true,\"preemptible\":false}");
  }

  @Test
  void handOffDataIsAText() {
    assertThat(RelayFrames.end("{\"language\":\"en\"}"))
        .isEqualTo("{\"type\":\"end\",\"handoffData\":\"{\\\"language\\\":\\\"en\\\"}\"}");
  }
}
