package dev.parley.channel.voice.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.voice.media.MediaFrames.Frame;
import org.junit.jupiter.api.Test;

class MediaFramesTest {
  @Test
  void readsEveryEventOfTwilios() {
    assertThat(
            MediaFrames.read(
                """
                {"event":"start","sequenceNumber":"1","start":{"accountSid":"AC1","streamSid":"MZ1",
                "callSid":"CA1","tracks":["inbound"],"mediaFormat":{"encoding":"audio/x-mulaw",
                "sampleRate":8000,"channels":1},"customParameters":{"ticket":"t"}},
                "streamSid":"MZ1"}\
                """))
        .contains(new Frame.Start("MZ1", "CA1", "t", true));
    assertThat(
            MediaFrames.read(
                """
                {"event":"media","sequenceNumber":"4","media":{"track":"inbound","chunk":"2",
                "timestamp":"20","payload":"//8="},"streamSid":"MZ1"}\
                """))
        .contains(new Frame.Media("//8="));
    assertThat(MediaFrames.read("{\"event\":\"dtmf\",\"dtmf\":{\"digit\":\"#\"}}"))
        .contains(new Frame.Dtmf('#'));
    assertThat(MediaFrames.read("{\"event\":\"mark\",\"mark\":{\"name\":\"1.2\"}}"))
        .contains(new Frame.Mark("1.2"));
    assertThat(MediaFrames.read("{\"event\":\"stop\",\"stop\":{}}")).contains(new Frame.Stop());
  }

  @Test
  void leavesAloneWhatItDoesNotKnow() {
    assertThat(MediaFrames.read("{\"event\":\"weather\"}")).contains(new Frame.Other());
    assertThat(MediaFrames.read("{\"event\":\"dtmf\",\"dtmf\":{\"digit\":\"12\"}}"))
        .contains(new Frame.Other());
    assertThat(MediaFrames.read("[]")).contains(new Frame.Other());
    assertThat(MediaFrames.read("not json")).isEmpty();
  }

  @Test
  void letsNothingThroughThatIsNotBase64() {
    assertThat(
            MediaFrames.read("{\"event\":\"media\",\"media\":{\"payload\":\"\\\",\\\"x\\\":\"}}"))
        .contains(new Frame.Other());
  }

  @Test
  void theContactsSideOnly() {
    assertThat(
            MediaFrames.read(
                "{\"event\":\"media\",\"media\":{\"track\":\"outbound\",\"payload\":\"AAAA\"}}"))
        .contains(new Frame.Other());
  }

  @Test
  void writesWhatTwilioReads() {
    assertThat(MediaFrames.media("MZ1", "AAAA"))
        .isEqualTo("{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"AAAA\"}}");
    assertThat(MediaFrames.mark("MZ1", "1.2"))
        .isEqualTo("{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"1.2\"}}");
    assertThat(MediaFrames.clear("MZ1")).isEqualTo("{\"event\":\"clear\",\"streamSid\":\"MZ1\"}");
  }
}
