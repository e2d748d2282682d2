package dev.parley.runtime.cli.bench;

import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;

/// What all who talk count together. Thread-safe.
record Tally(ConcurrentHistogram ackMicros, ConcurrentHistogram replyMicros, AtomicLong turns) {
  private static final long MICROS_MAX = 60_000_000;

  static Tally fresh() {
    return new Tally(
        new ConcurrentHistogram(MICROS_MAX, 3),
        new ConcurrentHistogram(MICROS_MAX, 3),
        new AtomicLong());
  }

  /// One turn by the clock of `System.nanoTime`.
  void count(long began, long acknowledged, long answered) {
    ackMicros.recordValue(Math.clamp((acknowledged - began) / 1_000, 0, MICROS_MAX));
    replyMicros.recordValue(Math.clamp((answered - began) / 1_000, 0, MICROS_MAX));
    turns.incrementAndGet();
  }
}
