package dev.parley.runtime.media;

import static dev.parley.config.store.generated.Tables.MEDIA;

import dev.parley.channel.Attachment;
import dev.parley.runtime.conversation.ConversationId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jooq.DSLContext;

/// Asks for the files of a message in the commit that writes the message, so that a restart loses
/// none. Thread-safe.
public final class MediaRequests {
  private static final int MEDIA_TYPE_CHARS_MAX = 100;

  private final MediaSettings settings;
  private final Runnable wakeScheduler;

  /// @param wakeScheduler run after a commit in which files were asked for
  public MediaRequests(MediaSettings settings, Runnable wakeScheduler) {
    this.settings = settings;
    this.wakeScheduler = wakeScheduler;
  }

  /// In the caller's transaction. What a conversation may not have kept is written down as refused.
  ///
  /// @param channel id of the channel's row the message came by
  /// @param inbox id of the message's row
  public void ask(
      DSLContext tx,
      ConversationId conversation,
      UUID channel,
      long inbox,
      List<Attachment> items,
      Instant now) {
    int before = tx.fetchCount(MEDIA, MEDIA.CONVERSATION_ID.eq(conversation.id()));
    for (int position = 0; position < items.size(); position++) {
      boolean wanted = before + position < settings.filesMax();
      UUID id =
          insert(tx, conversation, channel, inbox, items.get(position), position, wanted, now);
      if (wanted) {
        FetchTask.schedule(tx, new MediaId(conversation.tenant(), id), now);
      }
    }
  }

  /// To be called after that commit.
  public void committed() {
    wakeScheduler.run();
  }

  private static UUID insert(
      DSLContext tx,
      ConversationId conversation,
      UUID channel,
      long inbox,
      Attachment item,
      int position,
      boolean wanted,
      Instant now) {
    MediaStatus status = wanted ? MediaStatus.WAITING : MediaStatus.REFUSED;
    return tx.insertInto(MEDIA)
        .set(MEDIA.TENANT_ID, conversation.tenant().value())
        .set(MEDIA.CONVERSATION_ID, conversation.id())
        .set(MEDIA.INBOX_ID, inbox)
        .set(MEDIA.CHANNEL_ID, channel)
        .set(MEDIA.POSITION, position)
        .set(MEDIA.KIND, item.kind().name().toLowerCase(Locale.ROOT))
        .set(MEDIA.MEDIA_TYPE, declared(item.mediaType()))
        .set(MEDIA.REFERENCE, item.reference())
        .set(MEDIA.SHA256, item.sha256().orElse(null))
        .set(MEDIA.STATUS, status.wireName())
        .set(MEDIA.REASON, wanted ? null : "too_many")
        .set(MEDIA.CREATED_AT, now)
        .returning(MEDIA.ID)
        .fetchSingle()
        .get(MEDIA.ID);
  }

  private static String declared(String mediaType) {
    return mediaType.substring(0, Math.min(mediaType.length(), MEDIA_TYPE_CHARS_MAX));
  }
}
