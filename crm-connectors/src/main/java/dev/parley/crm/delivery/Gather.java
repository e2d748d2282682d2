package dev.parley.crm.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Lets a batch gather while the one before is young: under load a statement and a commit serve
/// many, and who comes after a pause waits for nothing. Thread-safe.
record Gather(Duration most) {
  /// @param last `System.nanoTime()` when the batch before was begun
  void await(long last) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(most.toNanos() - (System.nanoTime() - last));
  }
}
