package dev.parley.channel.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Bytes on their way into a store: counted, hashed, and cut with an exception where they are not
/// what was promised. Used by one thread.
final class CheckedStream extends FilterInputStream {
  private final long bytesMax;
  private final Optional<String> sha256;
  private final MessageDigest digest;
  private long count;
  private Optional<String> refusal = Optional.empty();
  private boolean broken;
  private String hash = "";

  /// @param sha256 the promised hash, in lower-case hex
  CheckedStream(InputStream bytes, long bytesMax, Optional<String> sha256) {
    super(bytes);
    this.bytesMax = bytesMax;
    this.sha256 = sha256;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read;
    try {
      read = super.read(into, offset, length);
    } catch (IOException e) {
      broken = true;
      throw e;
    }
    if (read < 0) {
      end();
      return read;
    }
    count += read;
    if (count > bytesMax) {
      throw refuse("too_large");
    }
    digest.update(into, offset, read);
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    return readNBytes((int) Math.min(bytes, 8192)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /// Why the bytes were cut; empty when they were not.
  Optional<String> refusal() {
    return refusal;
  }

  /// Whether the vendor's connection failed, rather than the store.
  boolean broken() {
    return broken;
  }

  /// Whether the store has read everything, and it was right.
  boolean complete() {
    return !hash.isEmpty();
  }

  long count() {
    return count;
  }

  String sha256() {
    return hash;
  }

  private void end() throws IOException {
    if (complete()) {
      return;
    }
    String actual = HexFormat.of().formatHex(digest.digest());
    if (sha256.isPresent() && !sha256.get().equals(actual)) {
      throw refuse("hash_mismatch");
    }
    hash = actual;
  }

  private IOException refuse(String reason) {
    refusal = Optional.of(reason);
    return new IOException("the file was refused: " + reason);
  }
}
