package dev.parley.runtime.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class RememberedTest {
  private final Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private final Remembered<String, String> remembered =
      new Remembered<>(clock, Duration.ofSeconds(2), 3);
  private int lookedUp;

  private Optional<String> get(String key, Optional<String> value) {
    return remembered.get(
        key,
        () -> {
          lookedUp++;
          return value;
        });
  }

  @Test
  void isLookedUpOnceThereOrNot() {
    assertThat(get("here", Optional.of("1"))).contains("1");
    assertThat(get("here", Optional.of("2"))).contains("1");
    assertThat(get("nowhere", Optional.empty())).isEmpty();
    assertThat(get("nowhere", Optional.of("3"))).isEmpty();
    assertThat(lookedUp).isEqualTo(2);
  }

  @Test
  void guessesPushOutNothingButGuesses() {
    assertThat(get("here", Optional.of("1"))).contains("1");
    for (int i = 0; i < 100; i++) {
      assertThat(get("guess-" + i, Optional.empty())).isEmpty();
    }
    lookedUp = 0;

    assertThat(get("here", Optional.of("2"))).contains("1");
    assertThat(get("guess-99", Optional.of("2"))).isEmpty();
    assertThat(lookedUp).isZero();
  }

  @Test
  void whatManyAskForAtOnceIsLookedUpOnce() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    Supplier<Optional<String>> slow =
        () -> {
          asked.countDown();
          await(answer);
          return Optional.of("1");
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<String>> first = threads.submit(() -> remembered.get("here", slow));
      await(asked);
      List<Thread> others = new ArrayList<>();
      List<Future<Optional<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        CompletableFuture<Optional<String>> got = new CompletableFuture<>();
        answers.add(got);
        others.add(
            Thread.ofVirtual().start(() -> got.complete(get("here", Optional.of("another")))));
      }
      while (others.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
        Thread.onSpinWait();
      }
      answer.countDown();

      assertThat(first.get()).contains("1");
      for (Future<Optional<String>> one : answers) {
        assertThat(one.get()).contains("1");
      }
    }
    assertThat(lookedUp).isZero();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
