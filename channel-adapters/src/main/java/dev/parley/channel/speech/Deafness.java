package dev.parley.channel.speech;

/// Finds the socket that takes sound and understands nothing of it: much of what was sent was loud,
/// and no words came. Suspects once, until words come: a line may be loud for other reasons, and
/// another socket would not help. Sound that was held up and comes at once is given the time it
/// lasts. Not thread-safe.
final class Deafness {
  /// Of mu-law's 127 steps, on average: about 33 dB below the loudest. Lines hiss far below it.
  private static final int LOUD_STEPS = 40;

  private final long bytesMax;
  private long loudBytes;
  private long loudSince;
  private boolean suspected;

  /// @param afterMillis of loud sound
  Deafness(long afterMillis) {
    this.bytesMax = afterMillis * HeardAudio.BYTES_PER_MILLI;
  }

  /// @param nanos now
  /// @return whether another socket should listen
  boolean heard(byte[] mulaw, long nanos) {
    if (suspected || !isLoud(mulaw)) {
      return false;
    }
    loudSince = loudBytes == 0 ? nanos : loudSince;
    loudBytes += mulaw.length;
    suspected =
        loudBytes >= bytesMax
            && nanos - loudSince >= bytesMax / HeardAudio.BYTES_PER_MILLI * 1_000_000;
    return suspected;
  }

  void understood() {
    loudBytes = 0;
    suspected = false;
  }

  private static boolean isLoud(byte[] mulaw) {
    int steps = 0;
    for (byte each : mulaw) {
      steps += ~each & 0x7F;
    }
    return steps > LOUD_STEPS * mulaw.length;
  }
}
