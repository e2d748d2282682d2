package dev.parley.runtime.media;

import static dev.parley.config.store.generated.Tables.CHANNELS;
import static dev.parley.config.store.generated.Tables.MEDIA;
import static dev.parley.config.store.generated.Tables.MEDIA_CHUNKS;

import dev.parley.channel.Attachment;
import dev.parley.channel.MediaResult;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// The rows of files that are being fetched. Each method is one transaction. Thread-safe.
final class MediaRows {
  private final Database database;

  MediaRows(Database database) {
    this.database = database;
  }

  /// Begins a try; empty when the file is settled, or gone with its conversation.
  Optional<WaitingMedia> claim(MediaId media) {
    return database.inTenant(
        media.tenant(),
        tx -> {
          int claimed =
              tx.update(MEDIA)
                  .set(MEDIA.ATTEMPT, MEDIA.ATTEMPT.plus(1))
                  .where(MEDIA.ID.eq(media.id()), isWaiting())
                  .execute();
          return claimed == 0 ? Optional.empty() : read(tx, media);
        });
  }

  /// Shows the file as kept, unless a later try has taken over.
  void keep(WaitingMedia waiting, MediaResult.Kept kept) {
    database.runInTenant(
        waiting.media().tenant(),
        tx -> {
          int done =
              tx.update(MEDIA)
                  .set(MEDIA.STATUS, MediaStatus.KEPT.wireName())
                  .setNull(MEDIA.REASON)
                  .set(MEDIA.MEDIA_TYPE, kept.mediaType())
                  .set(MEDIA.SIZE_BYTES, kept.sizeBytes())
                  .set(MEDIA.SHA256, kept.sha256())
                  .where(isOurs(waiting))
                  .execute();
          Condition leftover =
              done == 0
                  ? MEDIA_CHUNKS.ATTEMPT.eq(waiting.attempt())
                  : MEDIA_CHUNKS.ATTEMPT.ne(waiting.attempt());
          drop(tx, waiting, leftover);
        });
  }

  /// Writes down why there are no bytes, unless a later try has taken over.
  ///
  /// @param status any but kept
  void leave(WaitingMedia waiting, MediaStatus status, String reason) {
    database.runInTenant(
        waiting.media().tenant(),
        tx -> {
          tx.update(MEDIA)
              .set(MEDIA.STATUS, status.wireName())
              .set(MEDIA.REASON, reason)
              .where(isOurs(waiting))
              .execute();
          drop(tx, waiting, MEDIA_CHUNKS.ATTEMPT.le(waiting.attempt()));
        });
  }

  private static void drop(DSLContext tx, WaitingMedia waiting, Condition which) {
    tx.deleteFrom(MEDIA_CHUNKS)
        .where(MEDIA_CHUNKS.MEDIA_ID.eq(waiting.media().id()), which)
        .execute();
  }

  private static Condition isOurs(WaitingMedia waiting) {
    return DSL.and(
        MEDIA.ID.eq(waiting.media().id()), isWaiting(), MEDIA.ATTEMPT.eq(waiting.attempt()));
  }

  private static Condition isWaiting() {
    return MEDIA.STATUS.eq(MediaStatus.WAITING.wireName());
  }

  private static Optional<WaitingMedia> read(DSLContext tx, MediaId media) {
    return tx.select(MEDIA.fields())
        .select(CHANNELS.TYPE, CHANNELS.ADDRESS)
        .from(MEDIA)
        .join(CHANNELS)
        .on(CHANNELS.ID.eq(MEDIA.CHANNEL_ID))
        .where(MEDIA.ID.eq(media.id()))
        .fetchOptional(row -> waiting(tx, media, row));
  }

  private static WaitingMedia waiting(DSLContext tx, MediaId media, Record row) {
    UUID conversation = row.get(MEDIA.CONVERSATION_ID);
    String business = row.get(CHANNELS.ADDRESS);
    return new WaitingMedia(
        media,
        conversation,
        ChannelType.valueOf(row.get(CHANNELS.TYPE).toUpperCase(Locale.ROOT)),
        business == null ? "" : business,
        new Attachment(
            Attachment.Kind.valueOf(row.get(MEDIA.KIND).toUpperCase(Locale.ROOT)),
            row.get(MEDIA.MEDIA_TYPE),
            row.get(MEDIA.REFERENCE),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.ofNullable(row.get(MEDIA.SHA256))),
        row.get(MEDIA.ATTEMPT),
        keptBytes(tx, conversation),
        row.get(MEDIA.CREATED_AT));
  }

  private static long keptBytes(DSLContext tx, UUID conversation) {
    return tx.select(DSL.coalesce(DSL.sum(MEDIA.SIZE_BYTES), BigDecimal.ZERO))
        .from(MEDIA)
        .where(MEDIA.CONVERSATION_ID.eq(conversation), MEDIA.STATUS.eq(MediaStatus.KEPT.wireName()))
        .fetchSingle()
        .value1()
        .longValue();
  }
}
