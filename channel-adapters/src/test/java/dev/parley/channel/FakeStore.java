package dev.parley.channel;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps files in memory, or fails while it is told to.
public final class FakeStore implements MediaStore {
  public final Map<String, byte[]> files = new ConcurrentHashMap<>();
  public volatile boolean failing;

  @Override
  public String keep(String mediaType, InputStream bytes) throws IOException {
    byte[] all = bytes.readAllBytes();
    if (failing) {
      throw new IOException("the disk is full");
    }
    String id = mediaType + "#" + files.size();
    files.put(id, all);
    return id;
  }
}
