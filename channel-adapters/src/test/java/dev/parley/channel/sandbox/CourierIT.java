package dev.parley.channel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// Webhooks under way: bounded, in line, again and again, and ended with the sandbox.
class CourierIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private static Webhook to(URI url) {
    return new Webhook(
        url, "application/json", Map.of(), "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void tellsWhyAWebhookWasNotTaken() {
    try (Courier courier = new Courier(SandboxOptions.TIDY);
        TestHook hook = new TestHook()) {
      assertThat(courier.post(to(hook.url("/x")))).isEqualTo(new Outcome.Answered(200, "", ""));
      hook.answers = got -> new TestHook.Answer(302, "", "");
      assertThat(courier.post(to(hook.url("/x"))).isTaken()).isFalse();
      assertThat(courier.post(to(URI.create("http://127.0.0.1:1/x"))))
          .isEqualTo(new Outcome.Unreachable());
      hook.answers =
          got -> {
            throw new io.helidon.webserver.CloseConnectionException("gone");
          };
      assertThat(courier.post(to(hook.url("/x")))).isEqualTo(new Outcome.Broken());
    }
  }

  @Test
  void losesWhatIsTooMuchAndSaysSo() throws InterruptedException {
    SandboxOptions two =
        new SandboxOptions(1, Clock.systemUTC(), Pace.PATIENT, Habits.TIDY, 10, 2, 2);
    CountDownLatch release = new CountDownLatch(1);
    try (Courier courier = new Courier(two)) {
      Runnable waits =
          () -> {
            try {
              release.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          };
      courier.start(waits);
      courier.start(waits);
      courier.start(waits);
      assertThat(courier.lost()).isEqualTo(1);
      assertThat(courier.settle(Duration.ofMillis(10))).isFalse();
      release.countDown();
      assertThat(courier.settle(SOON)).isTrue();
    }
  }

  @Test
  void keepsALineInOrderAndDoesNotLetOneThatFailsHoldIt() {
    List<Integer> seen = new CopyOnWriteArrayList<>();
    try (Courier courier = new Courier(SandboxOptions.TIDY)) {
      for (int i = 0; i < 50; i++) {
        int number = i;
        courier.startInLine(
            "ann",
            left -> {
              seen.add(number);
              if (number == 7) {
                throw new IllegalStateException("a fault of the simulator itself");
              }
            });
      }
      assertThat(courier.settle(SOON)).isTrue();
      assertThat(seen).isSorted().hasSize(50);
      assertThat(courier.lost()).isEqualTo(1);
    }
  }

  @Test
  void doesNotLetOneThatIsTriedAgainHoldItsLine() {
    try (Courier courier = new Courier(SandboxOptions.TIDY);
        TestHook hook = new TestHook()) {
      CountDownLatch overtaken = new CountDownLatch(1);
      List<String> done = new CopyOnWriteArrayList<>();
      hook.answers = got -> new TestHook.Answer(got.path().equals("/slow") ? 500 : 200, "", "");
      courier.startInLine(
          "ann",
          left -> {
            courier.deliver(
                to(hook.url("/slow")),
                (attempts, last) ->
                    overtaken.getCount() > 0 ? Optional.of(Duration.ofMillis(5)) : Optional.empty(),
                left);
            done.add("slow");
          });
      courier.startInLine(
          "ann",
          left -> {
            courier.deliver(to(hook.url("/quick")), (attempts, last) -> Optional.empty(), left);
            done.add("quick");
            overtaken.countDown();
          });
      assertThat(courier.settle(SOON)).isTrue();
      assertThat(done).containsExactly("quick", "slow");
    }
  }

  @Test
  void endsWithTheSandbox() {
    Courier courier = new Courier(SandboxOptions.TIDY);
    URI nowhere = URI.create("http://127.0.0.1:1/x");
    courier.start(
        () ->
            courier.deliver(
                to(nowhere), (attempts, last) -> Optional.of(Duration.ofHours(1)), () -> {}));
    courier.close();
    assertThat(courier.settle(SOON)).isTrue();
    courier.start(() -> {});
    assertThat(courier.settle(SOON)).isTrue();
  }

  @Test
  void pausesDoubleUpToTheirMost() {
    Pace pace =
        new Pace(
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofDays(7),
            Duration.ofSeconds(15));
    assertThat(List.of(pace.retryAfter(1), pace.retryAfter(2), pace.retryAfter(9)))
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5));
  }
}
