package dev.parley.runtime.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/// A file as an answer: somebody else's bytes, which no browser may take for a page of ours.
///
/// @param name made here, of letters, digits, dashes and one dot
/// @param type its media type
/// @param bytes how many will be written, where that is known beforehand
record FileBody(String name, String type, OptionalLong bytes, Content content) {
  /// Bytes of no particular type.
  FileBody(String name, long bytes, Content content) {
    this(name, OpenApi.FILE_TYPE, OptionalLong.of(bytes), content);
  }

  /// Writes the bytes out, outside any transaction of the request.
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }
}
