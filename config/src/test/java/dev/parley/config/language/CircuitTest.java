package dev.parley.config.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CircuitTest {
  private final AtomicLong now = new AtomicLong(1_000);
  private final Circuit circuit = new Circuit(3, 100, now::get);

  private long record(Outcome outcome) {
    return circuit.record(outcome, OptionalLong.empty());
  }

  @Test
  void opensAfterFailuresInARowAndLetsOneProbeThroughLater() {
    assertThat(record(Outcome.CONNECTION)).isZero();
    assertThat(record(Outcome.SLOW_FIRST_TEXT)).isZero();
    assertThat(circuit.tryPass()).isTrue();
    assertThat(record(Outcome.OVERLOADED)).isEqualTo(100);
    assertThat(circuit.tryPass()).isFalse();
    now.addAndGet(100);
    assertThat(circuit.tryPass()).isTrue();
    assertThat(circuit.tryPass()).as("one probe at a time").isFalse();
    assertThat(record(Outcome.CONNECTION)).as("the probe failed").isEqualTo(100);
    now.addAndGet(100);
    assertThat(circuit.tryPass()).isTrue();
    record(Outcome.ANSWERED);
    assertThat(circuit.tryPass()).isTrue();
    assertThat(circuit.tryPass()).isTrue();
  }

  @Test
  void startsCountingAnewAfterASuccess() {
    record(Outcome.CONNECTION);
    record(Outcome.CONNECTION);
    record(Outcome.ANSWERED);
    assertThat(record(Outcome.CONNECTION)).isZero();
    assertThat(circuit.tryPass()).isTrue();
  }

  @Test
  void freesTheProbeOfACallThatWasCancelledOrNeverCameBack() {
    circuit.record(Outcome.UNAUTHORIZED, OptionalLong.empty());
    now.addAndGet(1_000);
    assertThat(circuit.tryPass()).isTrue();
    record(Outcome.CANCELLED);
    assertThat(circuit.tryPass()).isTrue();
    assertThat(circuit.tryPass()).isFalse();
    now.addAndGet(100);
    assertThat(circuit.tryPass()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Outcome.class,
      names = {"UNAUTHORIZED", "NO_CREDIT", "UNKNOWN_MODEL"})
  void opensAtOnceAndForLongWhenNothingWillMendItSoon(Outcome outcome) {
    assertThat(record(outcome)).isEqualTo(1_000);
    now.addAndGet(999);
    assertThat(circuit.tryPass()).isFalse();
  }

  @Test
  void keepsAwayAsLongAsTheProviderAskedButNotForEver() {
    assertThat(circuit.record(Outcome.RATE_LIMITED, OptionalLong.of(400))).isEqualTo(400);
    assertThat(circuit.record(Outcome.RATE_LIMITED, OptionalLong.of(Long.MAX_VALUE)))
        .isEqualTo(1_000);
  }

  @ParameterizedTest
  @EnumSource(
      value = Outcome.class,
      names = {"REFUSED", "FILTERED", "EMPTY", "REJECTED", "TOO_LARGE", "CANCELLED", "OUT_OF_TIME"})
  void doesNotBlameAProviderForWhatOneRequestBrought(Outcome outcome) {
    for (int i = 0; i < 10; i++) {
      assertThat(record(outcome)).isZero();
    }
    assertThat(circuit.tryPass()).isTrue();
  }
}
