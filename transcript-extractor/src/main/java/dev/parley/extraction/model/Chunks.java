package dev.parley.extraction.model;

import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import java.util.ArrayList;
import java.util.List;

/// A transcript in pieces that fit a model, each beginning with the last turns of the one before,
/// so that an answer is never parted from its question.
final class Chunks {
  // Three characters a token holds for most scripts; errs on the side of smaller pieces.
  private static final int CHARS_PER_TOKEN = 3;
  private static final int TURN_OVERHEAD_CHARS = 40;

  private Chunks() {}

  static List<List<Turn>> of(Transcript transcript, ExtractionLimits limits) {
    long charsMax = (long) limits.chunkTokensMax() * CHARS_PER_TOKEN;
    List<List<Turn>> chunks = new ArrayList<>();
    List<Turn> chunk = new ArrayList<>();
    long chars = 0;
    int fresh = 0;
    for (Turn turn : transcript.turns()) {
      if (fresh > 0 && chars + size(turn) > charsMax) {
        chunks.add(List.copyOf(chunk));
        chunk = overlap(chunk, limits.overlapTurns(), charsMax / 2);
        chars = chunk.stream().mapToLong(Chunks::size).sum();
        fresh = 0;
      }
      chunk.add(turn);
      chars += size(turn);
      fresh++;
    }
    if (fresh > 0) {
      chunks.add(List.copyOf(chunk));
    }
    return chunks;
  }

  private static List<Turn> overlap(List<Turn> chunk, int turnsMax, long charsMax) {
    List<Turn> overlap = new ArrayList<>();
    long chars = 0;
    for (Turn turn : chunk.reversed()) {
      chars += size(turn);
      if (overlap.size() == turnsMax || chars > charsMax) {
        break;
      }
      overlap.addFirst(turn);
    }
    return overlap;
  }

  private static long size(Turn turn) {
    return (long) turn.text().length() + TURN_OVERHEAD_CHARS;
  }
}
