package dev.parley.channel;

import java.io.IOException;
import java.io.InputStream;

/// Where files are kept, implemented by the runtime. Nothing it keeps is ever executed or served
/// with the type it claims without a check.
public interface MediaStore {

  /// Keeps the bytes of the stream, reading it to its end and never holding it whole. When reading
  /// fails (too large, cut off), whatever was written is thrown away and the exception passed on.
  ///
  /// @param mediaType as the vendor served it, without parameters
  /// @return the id under which the file is found again
  String keep(String mediaType, InputStream bytes) throws IOException;
}
