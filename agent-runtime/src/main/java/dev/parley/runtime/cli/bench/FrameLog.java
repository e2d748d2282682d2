package dev.parley.runtime.cli.bench;

/// When one call's frames left, and which of them the speech vendor has: found again by the stamp
/// in the contact's words. Not thread-safe.
final class FrameLog {
  private static final int KEPT = 512;
  private static final int FRAME_BYTES = 160;
  private static final long LATE_NANOS = 20_000_000;

  private final long[] sentAt = new long[KEPT];
  private int last;
  private int saying;
  private int stamp;
  private int stampChunk;
  private int heardStamp;
  private int heardChunk;
  private long heardBegan;
  private long heardBytes;

  /// The next words carry this.
  void says(int number) {
    saying = number;
  }

  void sent(int chunk, boolean words, long nanos) {
    sentAt[chunk % KEPT] = nanos;
    last = chunk;
    if (words) {
      stamp = saying;
      stampChunk = chunk;
    }
  }

  /// @param began where the stamp began among the vendor's bytes
  void heard(int number, long began, long bytes, long nanos, CallTally tally) {
    if (number != stamp) {
      return;
    }
    if (number != heardStamp) {
      boolean sameSocket = heardStamp != 0 && began > heardBegan && bytes > heardBytes;
      if (sameSocket) {
        tally.lost().add(stampChunk - heardChunk - (began - heardBegan) / FRAME_BYTES);
      }
      heardStamp = number;
      heardChunk = stampChunk;
      heardBegan = began;
      heardBytes = began;
    }
    long chunk = stampChunk + (bytes - began) / FRAME_BYTES - 1;
    long frames = (bytes - heardBytes) / FRAME_BYTES;
    heardBytes = bytes;
    if (chunk > last || last - chunk >= KEPT) {
      return;
    }
    long took = nanos - sentAt[(int) (chunk % KEPT)];
    CallTally.count(tally.hearing(), took);
    tally.frames().add(frames);
    if (took > LATE_NANOS) {
      tally.late().add(frames);
    }
  }

  void forget() {
    heardStamp = 0;
    stamp = 0;
  }
}
