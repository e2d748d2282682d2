package dev.parley.channel.http;

/// A rate with a burst. Not thread-safe: one per socket, used by the socket's own thread.
public final class TokenBucket {
  private final double perNano;
  private final int burst;
  private double tokens;
  private long filledNanos;

  /// Starts full.
  ///
  /// @param nowNanos reading of a monotonic clock
  public TokenBucket(double perSecond, int burst, long nowNanos) {
    this.perNano = perSecond / 1e9;
    this.burst = burst;
    this.tokens = burst;
    this.filledNanos = nowNanos;
  }

  /// Takes one token; false when there is none.
  public boolean take(long nowNanos) {
    tokens = Math.min(burst, tokens + (nowNanos - filledNanos) * perNano);
    filledNanos = nowNanos;
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }
}
