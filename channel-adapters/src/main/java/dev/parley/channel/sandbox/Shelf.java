package dev.parley.channel.sandbox;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// Files by key, the oldest thrown away when all of them together are too large. Thread-safe.
public final class Shelf<V> {
  /// What one simulator keeps.
  public static final long BYTES_MAX = 64L * 1024 * 1024;

  private final Map<String, V> files = new LinkedHashMap<>();
  private final ToLongFunction<V> bytes;
  private final long bytesMax;
  private long bytesNow;

  public Shelf(ToLongFunction<V> bytes) {
    this(bytes, BYTES_MAX);
  }

  Shelf(ToLongFunction<V> bytes, long bytesMax) {
    this.bytes = bytes;
    this.bytesMax = bytesMax;
  }

  public synchronized void put(String key, V file) {
    remove(key);
    files.put(key, file);
    bytesNow += bytes.applyAsLong(file);
    Iterator<V> oldest = files.values().iterator();
    while (bytesNow > bytesMax) {
      bytesNow -= bytes.applyAsLong(oldest.next());
      oldest.remove();
    }
  }

  public synchronized Optional<V> get(String key) {
    return Optional.ofNullable(files.get(key));
  }

  public synchronized List<V> all() {
    return new ArrayList<>(files.values());
  }

  public synchronized void remove(String key) {
    V old = files.remove(key);
    if (old != null) {
      bytesNow -= bytes.applyAsLong(old);
    }
  }
}
