package dev.parley.runtime.cli.bench;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/// What all callers count together, in microseconds. Thread-safe.
///
/// @param added what the server added from words to reply
/// @param asking of that, until it asked for speech
/// @param giving of that, from speech to the carrier
/// @param stopping from the words that stop the agent to the carrier's being told
/// @param hearing from a frame's leaving to the vendor's having it, those waiting for it included
/// @param late frames of which that took more than 20 ms
/// @param unanswered turns without any reply in time
record CallTally(
    ConcurrentHistogram added,
    ConcurrentHistogram asking,
    ConcurrentHistogram giving,
    ConcurrentHistogram stopping,
    ConcurrentHistogram hearing,
    LongAdder frames,
    LongAdder late,
    LongAdder lost,
    LongAdder unanswered) {
  private static final long MICROS_MAX = 60_000_000;

  static CallTally fresh() {
    return new CallTally(
        histogram(),
        histogram(),
        histogram(),
        histogram(),
        histogram(),
        new LongAdder(),
        new LongAdder(),
        new LongAdder(),
        new LongAdder());
  }

  private static ConcurrentHistogram histogram() {
    return new ConcurrentHistogram(MICROS_MAX, 3);
  }

  static void count(ConcurrentHistogram micros, long nanos) {
    micros.recordValue(Math.clamp(nanos / 1_000, 0, MICROS_MAX));
  }

  /// Milliseconds.
  static double at(ConcurrentHistogram micros, double percentile) {
    return micros.getValueAtPercentile(percentile) / 1000.0;
  }
}
