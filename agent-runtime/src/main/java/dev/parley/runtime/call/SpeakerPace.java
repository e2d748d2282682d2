package dev.parley.runtime.call;

import java.time.Duration;

/// How long this contact pauses inside what they say. Learns from pauses after which they went on,
/// and forgets slowly. One owner; not thread-safe.
final class SpeakerPace {
  private static final double WEIGHT = 0.4;
  private static final double MARGIN = 1.35;
  private static final double DECAY = 0.96;

  private final double minMillis;
  private final double maxMillis;
  private double waitMillis;

  SpeakerPace(CallSettings settings) {
    this.minMillis = (double) settings.turnWaitMin().toMillis();
    this.maxMillis = (double) settings.turnWaitMax().toMillis();
    this.waitMillis = (double) settings.turnWait().toMillis();
  }

  Duration turnWait() {
    return Duration.ofMillis(Math.round(Math.max(minMillis, Math.min(maxMillis, waitMillis))));
  }

  /// The contact went on after a pause.
  void wentOn(Duration pause) {
    double seen = Math.min(pause.toMillis() * MARGIN, maxMillis);
    if (seen > waitMillis * DECAY) {
      waitMillis += WEIGHT * (seen - waitMillis);
    }
  }

  /// The contact went on although the turn had been taken for ended.
  void cutShort(Duration pause) {
    waitMillis = Math.min(maxMillis, Math.max(waitMillis * 1.25, pause.toMillis() * MARGIN));
  }

  /// The turn ended where it was taken to end.
  void ended() {
    waitMillis = Math.max(minMillis, waitMillis * DECAY);
  }
}
