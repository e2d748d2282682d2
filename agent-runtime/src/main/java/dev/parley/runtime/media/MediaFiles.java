package dev.parley.runtime.media;

import static dev.parley.config.store.generated.Tables.CONVERSATIONS;
import static dev.parley.config.store.generated.Tables.INBOX;
import static dev.parley.config.store.generated.Tables.MEDIA;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// Files for reading. Works in the caller's transaction; thread-safe.
public final class MediaFiles {
  private static final int OF_A_TURN_MAX = 100;
  private static final int NEWEST_MAX = 3;

  /// In the order they came; empty when there is no such conversation.
  ///
  /// @param after the last id of the page before
  public Optional<List<MediaFile>> list(
      DSLContext tx, UUID conversation, Optional<UUID> after, int limit) {
    if (!tx.fetchExists(CONVERSATIONS, CONVERSATIONS.ID.eq(conversation))) {
      return Optional.empty();
    }
    Condition further = after.map(MEDIA.ID::gt).orElse(DSL.noCondition());
    return Optional.of(files(tx, MEDIA.CONVERSATION_ID.eq(conversation).and(further), limit));
  }

  public Optional<MediaFile> find(DSLContext tx, UUID conversation, UUID id) {
    return files(tx, MEDIA.CONVERSATION_ID.eq(conversation).and(MEDIA.ID.eq(id)), 1).stream()
        .findFirst();
  }

  /// The files of these messages.
  List<MediaFile> with(DSLContext tx, List<Long> inbox) {
    return files(tx, MEDIA.INBOX_ID.in(inbox), OF_A_TURN_MAX);
  }

  /// The last few that may be shown, the newest first.
  List<MediaFile> newest(DSLContext tx, UUID conversation) {
    List<UUID> ids =
        tx.select(MEDIA.ID)
            .from(MEDIA)
            .where(
                MEDIA.CONVERSATION_ID.eq(conversation),
                MEDIA.KIND.in("image", "document"),
                MEDIA.STATUS.in("waiting", "kept"))
            .orderBy(MEDIA.ID.desc())
            .limit(NEWEST_MAX)
            .fetch(MEDIA.ID);
    return ids.isEmpty() ? List.of() : files(tx, MEDIA.ID.in(ids), NEWEST_MAX).reversed();
  }

  private static List<MediaFile> files(DSLContext tx, Condition condition, int limit) {
    return tx.select(MEDIA.fields())
        .select(INBOX.TURN_SEQ)
        .from(MEDIA)
        .join(INBOX)
        .on(INBOX.ID.eq(MEDIA.INBOX_ID))
        .where(condition)
        .orderBy(MEDIA.ID)
        .limit(limit)
        .fetch(MediaFiles::file);
  }

  private static MediaFile file(Record row) {
    Integer turn = row.get(INBOX.TURN_SEQ);
    Long bytes = row.get(MEDIA.SIZE_BYTES);
    return new MediaFile(
        row.get(MEDIA.ID),
        row.get(MEDIA.CONVERSATION_ID),
        turn == null ? OptionalInt.empty() : OptionalInt.of(turn),
        row.get(MEDIA.POSITION),
        row.get(MEDIA.KIND),
        row.get(MEDIA.MEDIA_TYPE),
        bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes),
        MediaStatus.of(row.get(MEDIA.STATUS)),
        Optional.ofNullable(row.get(MEDIA.REASON)),
        row.get(MEDIA.ATTEMPT),
        row.get(MEDIA.CREATED_AT));
  }
}
