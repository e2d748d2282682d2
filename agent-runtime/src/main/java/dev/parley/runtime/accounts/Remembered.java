package dev.parley.runtime.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// What was looked up, for a moment. What is not there is remembered apart, so that a flood of
/// guesses pushes out nothing but guesses. Thread-safe; two threads may look up the same.
///
/// @param <K> with a value's equality
final class Remembered<K, V> {
  private final Clock clock;
  private final Duration rememberFor;
  private final int absentMax;
  private final ConcurrentHashMap<K, Found<V>> found = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<K, Instant> absent = new ConcurrentHashMap<>();

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
    Optional<V> value = lookUp.get();
    Instant until = now.plus(rememberFor);
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
    return value;
  }
}
