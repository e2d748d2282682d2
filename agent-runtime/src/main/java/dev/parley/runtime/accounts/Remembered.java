package dev.parley.runtime.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// What was looked up, for a moment. What is not there is remembered apart, so that a flood of
/// guesses pushes out nothing but guesses. What many ask for at once is looked up once: each of a
/// vendor's webhooks asks. Thread-safe.
///
/// @param <K> with a value's equality
final class Remembered<K, V> {
  private final Clock clock;
  private final Duration rememberFor;
  private final int absentMax;
  private final ConcurrentHashMap<K, Found<V>> found = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<K, Instant> absent = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<K, CompletableFuture<Optional<V>>> beingLookedUp =
      new ConcurrentHashMap<>();

  private record Found<V>(V value, Instant until) {}

  /// @param absentMax keys without a value that are remembered
  Remembered(Clock clock, Duration rememberFor, int absentMax) {
    this.clock = clock;
    this.rememberFor = rememberFor;
    this.absentMax = absentMax;
  }

  Optional<V> get(K key, Supplier<Optional<V>> lookUp) {
    Instant now = clock.instant();
    Found<V> known = found.get(key);
    if (known != null && known.until().isAfter(now)) {
      return Optional.of(known.value());
    }
    Instant absentUntil = absent.get(key);
    if (absentUntil != null && absentUntil.isAfter(now)) {
      return Optional.empty();
    }
    return lookedUp(key, lookUp, now);
  }

  private Optional<V> lookedUp(K key, Supplier<Optional<V>> lookUp, Instant now) {
    CompletableFuture<Optional<V>> mine = new CompletableFuture<>();
    CompletableFuture<Optional<V>> others = beingLookedUp.putIfAbsent(key, mine);
    if (others != null) {
      return waitFor(others);
    }
    try {
      Optional<V> value = lookUp.get();
      remember(key, value, now.plus(rememberFor));
      mine.complete(value);
      return value;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      beingLookedUp.remove(key, mine);
    }
  }

  private static <R> R waitFor(CompletableFuture<R> others) {
    try {
      return others.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException why ? why : e;
    }
  }

  private void remember(K key, Optional<V> value, Instant until) {
    if (value.isPresent()) {
      found.put(key, new Found<>(value.get(), until));
      absent.remove(key);
    } else {
      found.remove(key);
      if (absent.size() >= absentMax) {
        absent.clear();
      }
      absent.put(key, until);
    }
  }
}
