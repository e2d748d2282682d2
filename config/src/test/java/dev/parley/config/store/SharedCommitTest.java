package dev.parley.config.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SharedCommitTest {
  private final List<List<String>> commits = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  /// Writes what it is given in capitals; the first commit waits until the test lets it go.
  private Map<Object, String> capitals(List<String> all) {
    commits.add(all);
    begun.countDown();
    await(go);
    return all.stream()
        .filter(one -> !one.equals("unwanted"))
        .collect(Collectors.toMap(Function.identity(), String::toUpperCase));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <R> CompletableFuture<Optional<R>> later(
      SharedCommit<String, R> shared, String one) {
    CompletableFuture<Optional<R>> written = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    written.complete(shared.write(one));
                  } catch (RuntimeException e) {
                    written.completeExceptionally(e);
                  }
                });
    while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
      Thread.onSpinWait();
    }
    return written;
  }

  @Test
  void whoComesDuringACommitSharesTheNext() {
    var shared = new SharedCommit<>((String _) -> "", one -> one, 10, this::capitals);
    var first = later(shared, "a");
    await(begun);
    var others = List.of(later(shared, "b"), later(shared, "unwanted"), later(shared, "c"));
    go.countDown();
    assertThat(first.join()).contains("A");
    assertThat(others.stream().map(CompletableFuture::join))
        .containsExactly(Optional.of("B"), Optional.empty(), Optional.of("C"));
    assertThat(commits).containsExactly(List.of("a"), List.of("b", "unwanted", "c"));
  }

  @Test
  void twoOfOneKeyAreWrittenInTheirOrderAndApart() {
    var shared =
        new SharedCommit<String, String>(
            _ -> "",
            one -> one.charAt(0),
            2,
            all -> {
              capitals(all);
              return Map.of();
            });
    var first = later(shared, "x");
    await(begun);
    var others =
        List.of(later(shared, "a1"), later(shared, "a2"), later(shared, "b1"), later(shared, "c1"));
    go.countDown();
    first.join();
    others.forEach(CompletableFuture::join);
    assertThat(commits).containsExactly(List.of("x"), List.of("a1", "b1"), List.of("a2", "c1"));
  }

  @Test
  void lanesDoNotWaitForEachOther() throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    var shared =
        new SharedCommit<String, String>(
            one -> one,
            one -> one,
            10,
            all -> {
              try {
                together.await(20, TimeUnit.SECONDS);
              } catch (Exception e) {
                throw new IllegalStateException("the other lane did not come", e);
              }
              return Map.of(all.getFirst(), "met");
            });
    var one = later(shared, "one");
    assertThat(shared.write("other")).contains("met");
    assertThat(one.join()).contains("met");
  }

  @Test
  void whatTheServerRefusesIsRefusedAlone() {
    var shared = new SharedCommit<>((String _) -> "", one -> one, 10, this::taken);
    var first = later(shared, "a");
    await(begun);
    var good = later(shared, "b");
    var bad = later(shared, "bad");
    go.countDown();
    assertThat(first.join()).contains("A");
    assertThat(good.join()).contains("B");
    assertThatThrownBy(bad::join).hasRootCauseInstanceOf(SQLException.class);
    assertThat(commits)
        .containsExactly(List.of("a"), List.of("b", "bad"), List.of("b"), List.of("bad"));
  }

  private Map<Object, String> taken(List<String> all) {
    Map<Object, String> written = capitals(all);
    if (all.contains("bad")) {
      throw StoreException.unavailable(new SQLException("no", "22P05"));
    }
    return written;
  }

  @Test
  void aServerThatIsGoneIsNotAskedAgain() {
    var shared = new SharedCommit<>((String _) -> "", one -> one, 10, this::lost);
    var all = new ArrayList<>(List.of(later(shared, "a")));
    await(begun);
    all.add(later(shared, "b"));
    all.add(later(shared, "c"));
    go.countDown();
    all.forEach(one -> assertThatThrownBy(one::join).hasCauseInstanceOf(StoreException.class));
    assertThat(commits).containsExactly(List.of("a"), List.of("b", "c"));
  }

  private Map<Object, String> lost(List<String> all) {
    capitals(all);
    throw StoreException.unavailable(new SQLException("gone", "08006"));
  }
}
