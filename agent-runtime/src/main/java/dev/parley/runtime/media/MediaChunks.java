package dev.parley.runtime.media;

import static dev.parley.config.store.generated.Tables.MEDIA_CHUNKS;

import dev.parley.channel.MediaStore;
import dev.parley.config.store.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/// The bytes of files, in chunks: one transaction each, none open while the other side is slow.
/// Thread-safe; the stores it gives belong to one try.
public final class MediaChunks {
  static final int CHUNK_BYTES = 256 * 1024;

  private final Database database;

  public MediaChunks(Database database) {
    this.database = database;
  }

  /// Where one try at a file writes it; nobody sees it before its row says so.
  MediaStore store(MediaId media, int attempt) {
    return (_, bytes) -> keep(media, attempt, bytes);
  }

  /// Writes a kept file's bytes out, chunk by chunk.
  ///
  /// @throws IOException when the other side is gone, or the file went away meanwhile
  public void copy(MediaId media, MediaFile file, OutputStream out) throws IOException {
    long left = file.sizeBytes().orElse(0);
    for (int number = 0; left > 0; number++) {
      byte[] chunk =
          chunk(media, file.attempt(), number)
              .orElseThrow(() -> new IOException("the file was deleted while it was read"));
      out.write(chunk);
      left -= chunk.length;
    }
  }

  private String keep(MediaId media, int attempt, InputStream bytes) throws IOException {
    try {
      byte[] chunk = bytes.readNBytes(CHUNK_BYTES);
      for (int number = 0; chunk.length > 0; number++) {
        write(media, attempt, number, chunk);
        chunk = bytes.readNBytes(CHUNK_BYTES);
      }
      return media.id().toString();
    } catch (IOException | RuntimeException e) {
      throw discard(media, attempt, e);
    }
  }

  /// The try's own end would drop the chunks as well; a file that was refused half-way does not
  /// wait for it.
  private IOException discard(MediaId media, int attempt, Exception thrown) {
    try {
      database.runInTenant(
          media.tenant(),
          tx ->
              tx.deleteFrom(MEDIA_CHUNKS)
                  .where(MEDIA_CHUNKS.MEDIA_ID.eq(media.id()), MEDIA_CHUNKS.ATTEMPT.eq(attempt))
                  .execute());
    } catch (RuntimeException e) {
      thrown.addSuppressed(e);
    }
    return thrown instanceof IOException io ? io : new IOException("a chunk was not kept", thrown);
  }

  private void write(MediaId media, int attempt, int number, byte[] chunk) {
    database.runInTenant(
        media.tenant(),
        tx ->
            tx.insertInto(MEDIA_CHUNKS)
                .set(MEDIA_CHUNKS.MEDIA_ID, media.id())
                .set(MEDIA_CHUNKS.ATTEMPT, attempt)
                .set(MEDIA_CHUNKS.NUMBER, number)
                .set(MEDIA_CHUNKS.TENANT_ID, media.tenant().value())
                .set(MEDIA_CHUNKS.BYTES, chunk)
                .execute());
  }

  private Optional<byte[]> chunk(MediaId media, int attempt, int number) {
    return database.inTenant(
        media.tenant(),
        tx ->
            tx.select(MEDIA_CHUNKS.BYTES)
                .from(MEDIA_CHUNKS)
                .where(
                    MEDIA_CHUNKS.MEDIA_ID.eq(media.id()),
                    MEDIA_CHUNKS.ATTEMPT.eq(attempt),
                    MEDIA_CHUNKS.NUMBER.eq(number))
                .fetchOptional(MEDIA_CHUNKS.BYTES));
  }
}
