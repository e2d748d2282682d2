package dev.parley.channel.voice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SpokenTest {
  private static final long MS = 1_000_000;

  private final Spoken spoken = new Spoken();

  @Test
  void anInterruptTellsWhatWasHeardOfTheReplyThatIsSpoken() {
    spoken.said(1, "One moment please.", 0);
    spoken.said(2, "Here we are.", 0);

    assertThat(spoken.interrupted("One moment ")).isEqualTo(Map.of(1L, "One moment", 2L, ""));
    assertThat(spoken.said(1, "late", 0)).isFalse();
    assertThat(spoken.isSpeaking()).isFalse();
  }

  @Test
  void anInterruptThatComesLateIsOfTheLastReply() {
    spoken.said(1, "Hello.", 0);
    spoken.finished(1);
    assertThat(spoken.playedOut(1)).isTrue();

    assertThat(spoken.interrupted("Hel")).isEqualTo(Map.of(1L, "Hel"));
  }

  @Test
  void aReplyIsHeardByTheClockWhereNothingElseTells() {
    spoken.said(1, "aaaaaaaaaaaaa bbbbbbbbbbbbb ccccccccccccc", 0);

    assertThat(spoken.cut(1, 2_100 * MS)).isEqualTo("aaaaaaaaaaaaa bbbbbbbbbbbbb");
  }

  @Test
  void repliesAreSpokenOneAfterAnother() {
    spoken.said(1, "aaaaaaaaaaaaa", 0);
    long first = spoken.finished(1).orElseThrow();
    spoken.said(2, "bbbbbbbbbbbbb", 0);

    assertThat(spoken.finished(2).orElseThrow()).isGreaterThanOrEqualTo(2 * first);
    assertThat(spoken.cut(2, first)).isEmpty();
  }
}
