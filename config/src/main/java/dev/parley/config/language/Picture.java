package dev.parley.config.language;

/// A picture or document a model is shown with a request.
///
/// @param mediaType what its bytes are: `image/jpeg`, `image/png`, `image/gif`, `image/webp` or
///     `application/pdf`
/// @param bytes whole, and not copied: nobody writes to them
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Picture(String mediaType, byte[] bytes) {
  boolean isDocument() {
    return mediaType.equals("application/pdf");
  }

  /// Prints none of its bytes.
  @Override
  public String toString() {
    return "Picture[" + mediaType + ", " + bytes.length + " bytes]";
  }
}
