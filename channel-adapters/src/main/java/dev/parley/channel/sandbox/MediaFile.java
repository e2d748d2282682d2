package dev.parley.channel.sandbox;

/// A file a contact sends or receives.
///
/// @param type such as `image/jpeg`
/// @param name empty where the channel carries none
/// @param bytes not copied: nobody writes to them
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied at no message
public record MediaFile(String type, String name, byte[] bytes) {
  /// The most a simulator keeps of one file.
  public static final int BYTES_MAX = 16 * 1024 * 1024;

  public MediaFile {
    if (bytes.length > BYTES_MAX) {
      throw new IllegalArgumentException("a file is longer than " + BYTES_MAX + " bytes");
    }
  }

  /// What is left of it when it cannot be kept whole.
  MediaFile withoutBytes() {
    return new MediaFile(type, name, new byte[0]);
  }
}
