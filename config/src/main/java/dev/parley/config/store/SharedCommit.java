package dev.parley.config.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/// Lets those who write the same kind of thing in the same moment share a commit: whoever comes
/// while one is under way goes into the next, and nobody waits for company. A statement costs the
/// server more to begin than to do, and its commit more than both. Thread-safe.
///
/// @param <T> what one caller writes
/// @param <R> what became of it
public final class SharedCommit<T, R> {
  private final Function<T, Object> lane;
  private final Function<T, Object> key;
  private final int most;
  private final Commit<T, R> commit;
  private final Map<Object, Queue<Waiting<T, R>>> lanes = new HashMap<>();

  /// Writes all of them in one transaction, or throws and writes none.
  @FunctionalInterface
  public interface Commit<T, R> {
    /// @return by key, of those that were written
    Map<Object, R> write(List<T> all);
  }

  private record Waiting<T, R>(T one, CompletableFuture<Optional<R>> written) {}

  /// @param lane what may share a commit; lanes do not wait for each other
  /// @param key two with the same key go into different commits, in the order they came
  /// @param most in one commit
  public SharedCommit(
      Function<T, Object> lane, Function<T, Object> key, int most, Commit<T, R> commit) {
    this.lane = lane;
    this.key = key;
    this.most = most;
    this.commit = commit;
  }

  /// Returns after the commit; empty when it left this one out. Throws what kept it from being
  /// made. An interrupt of the caller does not reach the database.
  public Optional<R> write(T one) {
    var mine = new Waiting<T, R>(one, new CompletableFuture<>());
    Object where = lane.apply(one);
    boolean first;
    synchronized (lanes) {
      Queue<Waiting<T, R>> waiting = lanes.get(where);
      first = waiting == null;
      lanes.computeIfAbsent(where, _ -> new ArrayDeque<>()).add(mine);
    }
    if (first) {
      Thread.ofVirtual().name("shared-commit").start(() -> empty(where));
    }
    try {
      return mine.written.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException why ? why : e;
    }
  }

  private void empty(Object where) {
    for (var next = next(where); !next.isEmpty(); next = next(where)) {
      together(next);
    }
  }

  /// What goes into the next commit; nothing: the lane is closed.
  private List<Waiting<T, R>> next(Object where) {
    List<Waiting<T, R>> next = new ArrayList<>();
    Set<Object> keys = new HashSet<>();
    synchronized (lanes) {
      Queue<Waiting<T, R>> waiting = lanes.getOrDefault(where, new ArrayDeque<>());
      Iterator<Waiting<T, R>> each = waiting.iterator();
      while (next.size() < most && each.hasNext()) {
        Waiting<T, R> one = each.next();
        if (keys.add(key.apply(one.one))) {
          next.add(one);
          each.remove();
        }
      }
      if (next.isEmpty()) {
        lanes.remove(where);
      }
    }
    return next;
  }

  /// Where the server refuses all for what one of them brought, each is written alone.
  private void together(List<Waiting<T, R>> all) {
    try {
      Map<Object, R> written = commit.write(all.stream().map(Waiting::one).toList());
      all.forEach(
          each -> each.written.complete(Optional.ofNullable(written.get(key.apply(each.one)))));
    } catch (RuntimeException | Error e) {
      if (all.size() > 1 && StoreException.isRefusal(e)) {
        all.forEach(each -> together(List.of(each)));
      } else {
        all.forEach(each -> each.written.completeExceptionally(e));
      }
    }
  }
}
