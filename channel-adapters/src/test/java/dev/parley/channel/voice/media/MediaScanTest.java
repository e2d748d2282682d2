package dev.parley.channel.voice.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaScanTest {
  private static final String FRAME =
      "{\"event\":\"media\",\"sequenceNumber\":\"3\",\"media\":{\"track\":\"inbound\","
          + "\"chunk\":\"1\",\"timestamp\":\"5\",\"payload\":\"/v7+A9==\"},"
          + "\"streamSid\":\"MZ0123\"}";

  @Test
  void readsTheFrameAsTwilioWritesIt() {
    assertThat(MediaScan.payload(FRAME)).contains("/v7+A9==");
    assertThat(MediaFrames.read(FRAME)).contains(new MediaFrames.Frame.Media("/v7+A9=="));
  }

  @Test
  void leavesEveryBeginningOfAFrameToTheReaderOfAllFrames() {
    for (int end = 0; end < FRAME.length(); end++) {
      assertThat(MediaScan.payload(FRAME.substring(0, end))).as("%d characters", end).isEmpty();
    }
    assertThat(MediaScan.payload(FRAME + " ")).isEmpty();
  }

  /// In another order or spacing the whole reader finds the same.
  @Test
  void anotherShapeIsReadAllTheSame() {
    String spaced = FRAME.replace("\":", "\": ");

    assertThat(MediaScan.payload(spaced)).isEmpty();
    assertThat(MediaFrames.read(spaced)).contains(new MediaFrames.Frame.Media("/v7+A9=="));
  }

  @ParameterizedTest
  @ValueSource(strings = {"outbound", "inbound\\u0022"})
  void onlyTheContactsTrackIsTaken(String track) {
    assertThat(MediaScan.payload(FRAME.replace("inbound", track))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\\nb", "\u00e9"})
  void aPayloadThatIsNoBase64IsNotTaken(String payload) {
    String text = FRAME.replace("/v7+A9==", payload);

    assertThat(MediaScan.payload(text)).isEmpty();
    assertThat(MediaFrames.read(text)).isEqualTo(Optional.of(new MediaFrames.Frame.Other()));
  }
}
