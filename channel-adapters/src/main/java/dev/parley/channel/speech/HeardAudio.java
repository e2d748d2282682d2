package dev.parley.channel.speech;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;

/// What the contact said and the vendor has not settled: gathered to pieces of 100 ms, kept for the
/// case that the socket breaks, bounded. Not thread-safe.
final class HeardAudio {
  static final int BYTES_PER_MILLI = 8;
  private static final int PIECE_MILLIS = 100;
  private static final int PIECE_BYTES = PIECE_MILLIS * BYTES_PER_MILLI;

  private final int keepMax;
  private final int quietKeepMax;
  private final Deque<byte[]> kept = new ArrayDeque<>();
  private final byte[] piece = new byte[PIECE_BYTES];
  private int filled;
  private long first;

  /// @param keepMillis of speech not settled
  /// @param quietKeepMillis while nothing is understood
  HeardAudio(long keepMillis, long quietKeepMillis) {
    keepMax = pieces(keepMillis);
    quietKeepMax = Math.min(keepMax, pieces(quietKeepMillis));
  }

  /// @param whole takes each piece that became complete
  /// @param quiet nothing was understood of what is kept
  /// @return whether something had to be let go of
  boolean hear(byte[] audio, boolean quiet, Consumer<byte[]> whole) {
    int at = 0;
    while (at < audio.length) {
      int taken = Math.min(audio.length - at, PIECE_BYTES - filled);
      System.arraycopy(audio, at, piece, filled, taken);
      filled += taken;
      at += taken;
      if (filled == PIECE_BYTES) {
        cut(whole);
      }
    }
    return trim(quiet ? quietKeepMax : keepMax);
  }

  /// Ends the piece being gathered.
  void cut(Consumer<byte[]> whole) {
    if (filled > 0) {
      byte[] ended = Arrays.copyOf(piece, filled);
      filled = 0;
      kept.add(ended);
      whole.accept(ended);
    }
  }

  /// Everything kept, oldest first.
  void each(Consumer<byte[]> piece) {
    kept.forEach(piece);
  }

  /// The number of the piece that comes next.
  long next() {
    return first + kept.size();
  }

  /// What came before this piece is settled.
  void settled(long before) {
    while (first < before && !kept.isEmpty()) {
      kept.remove();
      first++;
    }
  }

  /// Keeps only this much of the end.
  void settledBut(long millis) {
    var unused = trim(pieces(millis));
  }

  void forget() {
    first = next();
    kept.clear();
    filled = 0;
  }

  private boolean trim(int piecesMax) {
    boolean any = kept.size() > piecesMax;
    while (kept.size() > piecesMax) {
      kept.remove();
      first++;
    }
    return any;
  }

  private static int pieces(long millis) {
    return (int) Math.max(1, (millis + PIECE_MILLIS - 1) / PIECE_MILLIS);
  }
}
