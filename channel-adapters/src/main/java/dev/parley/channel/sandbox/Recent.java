package dev.parley.channel.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Values by key, the oldest forgotten beyond a bound. Thread-safe.
public final class Recent<K, V> {
  private final Map<K, V> values;
  private int forgotten;

  public Recent(int max) {
    values =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            if (size() <= max) {
              return false;
            }
            forgotten++;
            return true;
          }
        };
  }

  public synchronized void put(K key, V value) {
    values.put(key, value);
  }

  public synchronized Optional<V> get(K key) {
    return Optional.ofNullable(values.get(key));
  }

  /// Oldest first.
  public synchronized List<V> all() {
    return new ArrayList<>(values.values());
  }

  public synchronized void remove(K key) {
    values.remove(key);
  }

  /// How many went since the beginning because the bound was met.
  public synchronized int forgotten() {
    return forgotten;
  }
}
