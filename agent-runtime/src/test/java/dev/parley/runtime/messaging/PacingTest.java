package dev.parley.runtime.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacingTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final Pace LONG_CODE = Pace.perSecond("sms +1", 1, 1, 1);
  private static final Pace PAIR = new Pace("whatsapp +1 +2", Duration.ofSeconds(6), 3, 1);

  private final Pacing pacing = new Pacing();

  private Pacing.Wait ask(Instant now, Pace... paces) {
    return pacing.ask(List.of(paces), now, LONGEST);
  }

  private static Pacing.Wait in(long seconds) {
    return new Pacing.Wait(Duration.ofSeconds(seconds), true);
  }

  @Test
  void oneASecondIsOneEachSecond() {
    assertThat(ask(START, LONG_CODE)).isEqualTo(in(0));
    assertThat(ask(START, LONG_CODE)).isEqualTo(in(1));
    assertThat(ask(START, LONG_CODE)).isEqualTo(in(2));
    assertThat(ask(START.plusSeconds(1), LONG_CODE)).isEqualTo(in(2));
    assertThat(ask(START.plusSeconds(60), LONG_CODE)).isEqualTo(in(0));
  }

  @Test
  void aBurstGoesAtOnceAndIsBorrowedFromWhatComes() {
    for (int i = 0; i < 3; i++) {
      assertThat(ask(START, PAIR)).isEqualTo(in(0));
    }
    assertThat(ask(START, PAIR)).isEqualTo(in(6));
    assertThat(ask(START.plusSeconds(24), PAIR)).isEqualTo(in(0));
    assertThat(ask(START.plusSeconds(24), PAIR)).isEqualTo(in(0));
    assertThat(ask(START.plusSeconds(24), PAIR)).isEqualTo(in(0));
    assertThat(ask(START.plusSeconds(24), PAIR)).isEqualTo(in(6));
  }

  @Test
  void othersAreNotHeldUp() {
    Pace another = Pace.perSecond("sms +9", 1, 1, 1);
    ask(START, LONG_CODE);
    assertThat(ask(START, another)).isEqualTo(in(0));
  }

  @Test
  void theSlowestOfSeveralPacesCounts() {
    Pace number = Pace.perSecond("whatsapp +1", 10, 1, 1);
    Pace one = new Pace("whatsapp +1 +2", Duration.ofSeconds(6), 1, 1);
    Pace two = new Pace("whatsapp +1 +3", Duration.ofSeconds(6), 1, 1);
    assertThat(ask(START, number, one)).isEqualTo(in(0));
    assertThat(ask(START, number, one)).isEqualTo(in(6));
    assertThat(ask(START, number, two).time()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void whatWouldWaitTooLongTakesNoPlace() {
    for (int i = 0; i <= 20; i++) {
      assertThat(ask(START, LONG_CODE)).isEqualTo(in(i));
    }
    Pacing.Wait refused = new Pacing.Wait(Duration.ofSeconds(21), false);
    assertThat(ask(START, LONG_CODE)).isEqualTo(refused);
    assertThat(ask(START, LONG_CODE)).isEqualTo(refused);
    assertThat(ask(START.plusSeconds(21), LONG_CODE)).isEqualTo(in(0));
  }

  @Test
  void aLongTextCountsAsItsSegments() {
    assertThat(ask(START, Pace.perSecond("sms +1", 1, 10, 4))).isEqualTo(in(0));
    assertThat(ask(START, Pace.perSecond("sms +1", 1, 10, 8))).isEqualTo(in(2));
  }

  @Test
  void whatCountsAsMoreThanFitsAtOnceHasItsTimeToo() {
    assertThat(ask(START, Pace.perSecond("sms +1", 1, 10, 30))).isEqualTo(in(0));
    assertThat(ask(START, Pace.perSecond("sms +1", 1, 10, 1))).isEqualTo(in(1));
  }
}
