package dev.parley.channel.http;

/// The bytes' side of a socket. `write` is called by one thread at a time and blocks; `cut` may be
/// called by any, at any time, and unblocks both reader and writer.
interface Wire {
  /// @throws java.io.UncheckedIOException when the socket is broken
  void write(Frame frame);

  void cut();
}
