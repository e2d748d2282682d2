package dev.parley.config.language;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Reads at most so many bytes: an endless answer must not fill the memory.
final class CappedStream extends FilterInputStream {
  private long left;

  CappedStream(InputStream stream, long bytesMax) {
    super(stream);
    this.left = bytesMax;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    if (read >= 0) {
      took(1);
    }
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    if (count > 0) {
      took(count);
    }
    return count;
  }

  private void took(int count) throws TooLarge {
    left -= count;
    if (left < 0) {
      throw new TooLarge();
    }
  }

  static final class TooLarge extends IOException {
    TooLarge() {
      super("the answer is larger than its limit");
    }
  }
}
