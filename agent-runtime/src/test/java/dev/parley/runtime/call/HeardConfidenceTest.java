package dev.parley.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.voice.CallEvent;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Turn;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HeardConfidenceTest {
  private static final Duration WHILE = Duration.ofSeconds(8);
  private final SimulatedCall call =
      SimulatedCall.inbound(CallAgents.solar("en", "read_back: false")).begin();

  @Test
  void aTurnIsAsSureAsItsLeastSurePart() {
    call.pass(WHILE);
    hears("My name is", 0.95);
    call.pass(Duration.ofMillis(200));
    hears("John Smith", 0.55);
    call.pass(WHILE);

    assertThat(last().text()).isEqualTo("My name is John Smith");
    assertThat(last().confidence()).hasValue(0.55);
    call.finishAndCheck();
  }

  @Test
  void aTurnThatGoesOnKeepsTheDoubtAboutItsBeginning() {
    call.pass(WHILE);
    hears("My name is John Smith", 0.5);
    call.pass(Duration.ofMillis(1_600));
    hears("and I want a quote", 0.9);
    call.pass(WHILE);

    assertThat(call.stored.stream().filter(turn -> turn.from() == Speaker.CONTACT))
        .first()
        .satisfies(turn -> assertThat(turn.confidence()).hasValue(0.5));
    call.finishAndCheck();
  }

  @Test
  void whatTheRecogniserDoesNotTellIsNotKnown() {
    call.pass(WHILE);
    call.says("My name is John Smith");
    call.pass(WHILE);

    assertThat(last().confidence()).isEmpty();
    call.finishAndCheck();
  }

  @Test
  void keysAreNotHeard() {
    call.pass(WHILE);
    hears("My name is John Smith", 0.5);
    call.pass(WHILE);
    for (char key : "912345678#".toCharArray()) {
      call.happens(new CallEvent.Digit(key));
    }
    call.pass(WHILE);

    assertThat(last().text()).contains("912345678");
    assertThat(last().confidence()).isEmpty();
    call.finishAndCheck();
  }

  private void hears(String words, double confidence) {
    call.happens(
        new CallEvent.Final(words, Optional.of("en"), OptionalDouble.of(confidence), false));
  }

  private Turn last() {
    return call.stored.reversed().stream()
        .filter(turn -> turn.from() == Speaker.CONTACT)
        .findFirst()
        .orElseThrow();
  }
}
