package dev.parley.channel.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DeafnessTest {
  private static final long FRAME_NANOS = 20_000_000;

  private final Deafness deafness = new Deafness(1_500);
  private long now;

  @Test
  void suspectsASocketThatUnderstandsNothingOfLoudSound() {
    assertThat(frames(75, (byte) 0x20)).isFalse();
    assertThat(frames(1, (byte) 0x20)).isTrue();
  }

  @Test
  void suspectsOnceUntilWordsComeAgain() {
    assertThat(frames(76, (byte) 0x20)).isTrue();
    assertThat(frames(500, (byte) 0x20)).isFalse();

    deafness.understood();

    assertThat(frames(76, (byte) 0x20)).isTrue();
  }

  @Test
  void aLineThatHissesIsQuiet() {
    assertThat(frames(5_000, (byte) 0xF0)).isFalse();
    assertThat(frames(5_000, (byte) 0x7A)).isFalse();
  }

  @Test
  void soundThatComesAtOnceIsGivenItsTime() {
    byte[] loud = new byte[160];

    for (int i = 0; i < 500; i++) {
      assertThat(deafness.heard(loud, now)).isFalse();
    }
  }

  /// @return what was answered to the last of them
  private boolean frames(int count, byte each) {
    byte[] frame = new byte[160];
    Arrays.fill(frame, each);
    boolean last = false;
    for (int i = 0; i < count; i++) {
      last = deafness.heard(frame, now);
      now += FRAME_NANOS;
    }
    return last;
  }
}
