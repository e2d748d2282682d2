package dev.parley.runtime.api;

import java.io.IOException;
import java.io.OutputStream;

/// A file as an answer: somebody else's bytes, which no browser may take for a page of ours.
///
/// @param name made here, of letters, digits, dashes and one dot
/// @param bytes how many will be written
record FileBody(String name, long bytes, Content content) {

  /// Writes the bytes out, outside any transaction of the request.
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }
}
