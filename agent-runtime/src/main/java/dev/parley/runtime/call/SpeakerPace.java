package dev.parley.runtime.call;

import java.time.Duration;

/// How long this contact pauses inside what they say. Learns from pauses after which they went on,
/// and forgets slowly. One owner; not thread-safe.
final class SpeakerPace {
  private static final double WEIGHT = 0.4;
  private static final double MARGIN = 1.35;
  private static final double DECAY = 0.96;

  private final Duration min;
  private final Duration max;
  private double waitMillis;

  SpeakerPace(CallSettings settings) {
    this.min = settings.turnWaitMin();
    this.max = settings.turnWaitMax();
    this.waitMillis = settings.turnWait().toMillis();
  }

  Duration turnWait() {
    long bounded = Math.max(min.toMillis(), Math.min(max.toMillis(), Math.round(waitMillis)));
    return Duration.ofMillis(bounded);
  }

  /// The contact went on after a pause.
  void wentOn(Duration pause) {
    double seen = Math.min(pause.toMillis() * MARGIN, max.toMillis());
    if (seen > waitMillis * DECAY) {
      waitMillis += WEIGHT * (seen - waitMillis);
    }
  }

  /// The contact went on although the turn had been taken for ended.
  void cutShort(Duration pause) {
    waitMillis = Math.min(max.toMillis(), Math.max(waitMillis * 1.25, pause.toMillis() * MARGIN));
  }

  /// The turn ended where it was taken to end.
  void ended() {
    waitMillis = Math.max(min.toMillis(), waitMillis * DECAY);
  }
}
