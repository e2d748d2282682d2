package dev.parley.channel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Faults come as they were scripted, chances as the seed has them.
class FaultPlanTest {
  private static final Fault BUSY = new Fault.Answer(429, 20429);

  @Test
  void scriptedFaultsComeInOrderAndOnlyToTheirCall() {
    FaultPlan plan = new FaultPlan(1);
    plan.next(new Fault.Drop()).next(2, BUSY).next(Call.LIST, 1, new Fault.LoseAnswer());
    assertThat(Stream.generate(() -> plan.take(Call.SEND)).limit(4))
        .containsExactly(
            Optional.of(new Fault.Drop()), Optional.of(BUSY), Optional.of(BUSY), Optional.empty());
    assertThat(plan.take(Call.FETCH)).isEmpty();
    assertThat(plan.take(Call.LIST)).contains(new Fault.LoseAnswer());
  }

  @Test
  void aShareOfCallsFailsAlikeForTheSameSeed() {
    assertThat(failures(7)).isEqualTo(failures(7)).isNotEqualTo(failures(8));
    assertThat(failures(7).stream().filter(failed -> failed).count()).isBetween(60L, 140L);
  }

  private static List<Boolean> failures(long seed) {
    FaultPlan plan = new FaultPlan(seed).share(Call.SEND, 0.1, BUSY);
    return IntStream.range(0, 1_000).mapToObj(i -> plan.take(Call.SEND).isPresent()).toList();
  }

  @Test
  void atMostOneFaultBefallsAWebhook() {
    FaultPlan plan =
        new FaultPlan(3)
            .shareOfWebhooks(0.5, WebhookFault.DUPLICATE)
            .shareOfWebhooks(0.5, WebhookFault.REORDER);
    List<Optional<WebhookFault>> drawn =
        Stream.generate(plan::takeForWebhook).limit(1_000).toList();
    assertThat(drawn).doesNotContain(Optional.empty());
    assertThat(drawn.stream().filter(Optional.of(WebhookFault.REORDER)::equals).count())
        .isBetween(420L, 580L);
  }

  @Test
  void sparedWebhooksAreSpared() {
    FaultPlan plan =
        new FaultPlan(1).spareWebhooks(1).nextWebhooks(1, WebhookFault.FORGED).spareWebhooks(1);
    plan.shareOfWebhooks(1, WebhookFault.DUPLICATE);
    assertThat(Stream.generate(plan::takeForWebhook).limit(4))
        .containsExactly(
            Optional.empty(),
            Optional.of(WebhookFault.FORGED),
            Optional.empty(),
            Optional.of(WebhookFault.DUPLICATE));
    plan.clear();
    assertThat(plan.takeForWebhook()).isEmpty();
  }

  @Test
  void tidyHabitsTellEveryStepOnceInOrder() {
    List<String> steps = List.of("sent", "delivered", "read");
    StatusRoad<String> road =
        StatusRoad.of(steps, "delivered"::equals, Habits.TIDY, new SplittableRandom(1));
    assertThat(road.told()).isEqualTo(steps);
    assertThat(road.isTidy()).isTrue();
  }

  @Test
  void theWorstHabitsStillTellTheEnd() {
    Habits worst = new Habits(1, 1, 1);
    for (int seed = 0; seed < 200; seed++) {
      StatusRoad<String> road =
          StatusRoad.of(
              List.of("sent", "delivered", "read"),
              "delivered"::equals,
              worst,
              new SplittableRandom(seed));
      assertThat(road.isTidy()).isFalse();
      assertThat(road.told()).hasSize(3).contains("sent", "read").doesNotContain("delivered");
    }
  }

  @Test
  void aHabitIsAShare() {
    assertThatThrownBy(() -> new Habits(1.1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Habits(0, -1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theOldestAreForgotten() {
    Recent<Integer, String> recent = new Recent<>(2);
    recent.put(1, "a");
    recent.put(2, "b");
    recent.put(3, "c");
    assertThat(recent.all()).containsExactly("b", "c");
    assertThat(recent.get(1)).isEmpty();
    assertThat(recent.forgotten()).isEqualTo(1);
  }

  @Test
  void theShelfThrowsAwayTheOldestWhenItIsFull() {
    Shelf<byte[]> shelf = new Shelf<>(bytes -> bytes.length, 10);
    shelf.put("a", new byte[4]);
    shelf.put("b", new byte[4]);
    shelf.put("b", new byte[5]);
    shelf.put("c", new byte[2]);
    assertThat(shelf.get("a")).isEmpty();
    assertThat(shelf.all()).hasSize(2);
    shelf.remove("b");
    shelf.put("d", new byte[8]);
    assertThat(shelf.get("c")).isPresent();
    shelf.put("e", new byte[11]);
    assertThat(shelf.all()).isEmpty();
  }
}
