package dev.parley.channel.voice.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.voice.SpeechSynthesis.Audio;
import dev.parley.channel.voice.SpeechSynthesis.Timed;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaybackTest {
  private static final long MS = 1_000_000;

  private final Playback playback = new Playback();

  @Test
  void aReplyIsPlayedOutByItsLastMarkOnly() {
    playback.said(1, "Hello there.");
    String first = playback.sent(1, audio(400), 0).orElseThrow();
    String last = playback.complete(1, 0).orElseThrow();

    assertThat(playback.marked(first, 400 * MS)).isEmpty();
    assertThat(playback.isPlaying()).isTrue();
    assertThat(playback.marked(last, 401 * MS)).contains(1L);
    assertThat(playback.isPlaying()).isFalse();
    assertThat(playback.cut(1, 500 * MS)).isEqualTo("Hello there.");
  }

  @Test
  void whatWasHeardIsCountedByTheTimesOfTheCharacters() {
    playback.said(1, "one two three");
    playback.sent(
        1, audio(900, timed("one ", 0), timed("two ", 300), timed("three", 600)), 100 * MS);

    assertThat(playback.cut(1, 450 * MS)).isEqualTo("one two");
  }

  @Test
  void theNextPieceBeginsWhereTheOneBeforeEnds() {
    playback.said(1, "one two");
    playback.sent(1, audio(500, timed("one ", 0)), 0);
    playback.sent(1, audio(500, timed("two", 0)), 0);

    assertThat(playback.cut(1, 450 * MS)).isEqualTo("one");
  }

  @Test
  void aMarkIsBelievedMoreThanTheClock() {
    playback.said(1, "one two");
    String first = playback.sent(1, audio(500, timed("one ", 0)), 0).orElseThrow();
    playback.sent(1, audio(500, timed("two", 100)), 0);
    // The carrier is half a second late.
    playback.marked(first, 1_000 * MS);

    assertThat(playback.cut(1, 1_050 * MS)).isEqualTo("one");
  }

  @Test
  void nothingOfAnEndedReplyIsSentAnyMore() {
    playback.said(1, "one two");
    var unused = playback.cut(1, 0);

    assertThat(playback.said(1, "three")).isFalse();
    assertThat(playback.sent(1, audio(20), 0)).isEmpty();
    assertThat(playback.complete(1, 0)).isEmpty();
  }

  @Test
  void marksThatAClearEchoesSayNothing() {
    playback.said(1, "one");
    String mark = playback.sent(1, audio(20), 0).orElseThrow();
    var unused = playback.cut(1, 0);

    assertThat(playback.marked(mark, 10 * MS)).isEmpty();
    assertThat(playback.bytesWaiting()).isZero();
  }

  @Test
  void aClearEndsEveryReply() {
    playback.said(1, "one");
    playback.sent(1, audio(100, timed("one", 0)), 0);
    playback.said(2, "two");
    playback.sent(2, audio(100, timed("two", 0)), 0);

    assertThat(playback.cutAll(50 * MS)).isEqualTo(Map.of(1L, "one", 2L, ""));
    assertThat(playback.isPlaying()).isFalse();
  }

  private static Timed timed(String characters, int atMs) {
    return new Timed(characters, atMs);
  }

  private static Audio audio(int ms, Timed... spoken) {
    return new Audio(Base64.getEncoder().encodeToString(new byte[ms * 8]), List.of(spoken));
  }
}
