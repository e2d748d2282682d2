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
  void aSilenceThatCrossedTheNextReplyOnTheWayIsNotOfThatReply() {
    spoken.said(1, "Do you want a battery?", 0);
    spoken.finished(1);
    spoken.cut(1, 1_600 * MS);
    spoken.said(2, "Someone will call you. Goodbye!", 1_600 * MS);
    spoken.finished(2);

    assertThat(spoken.speakingFinished(1_700 * MS)).isEmpty();
    assertThat(spoken.speakingFinished(3_900 * MS)).contains(2L);
  }

  @Test
  void aVoiceMayBeFasterThanTheClock() {
    spoken.said(1, "Someone will call you. Goodbye!", 0);
    spoken.finished(1);

    assertThat(spoken.speakingFinished(10 * MS)).contains(1L);
  }

  @Test
  void theSilenceOfWhatTheCarrierStoppedItselfIsNotAwaited() {
    spoken.said(1, "Do you want a battery?", 0);
    spoken.finished(1);
    spoken.cut(1, 100 * MS);
    spoken.interrupted("Do you");
    spoken.said(2, "Goodbye!", 200 * MS);
    spoken.finished(2);

    assertThat(spoken.speakingFinished(210 * MS)).contains(2L);
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
