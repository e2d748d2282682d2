package dev.parley.runtime.messaging;

import static dev.parley.config.store.generated.Tables.INBOX;

import dev.parley.channel.InboundMessage;
import dev.parley.channel.MessageContent;
import dev.parley.config.store.Database;
import dev.parley.config.store.OneTrip;
import dev.parley.config.store.Parameters;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.WaitingMessage;
import dev.parley.runtime.conversation.WaitingMessage.Kind;
import dev.parley.runtime.media.MediaRequests;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSON;

/// The inbox as vendors fill it. Thread-safe.
final class MessageInbox {
  private static final String INTO_ONGOING =
      """
      insert into inbox
        (tenant_id, conversation_id, channel, provider_message_id, text, content, sent_at,
         received_at)
      select c.tenant_id, c.id, c.channel, ?, ?, ?::json, ?::timestamptz, ?::timestamptz
        from conversations c
       where c.channel_id = ? and c.contact_address = ? and c.status <> 'closed'
         and (select count(*) from inbox i
               where i.conversation_id = c.id and i.turn_seq is null) < ?
       order by c.started_at desc
       limit 1
      on conflict (provider_message_id, channel, tenant_id) do nothing
      returning id, conversation_id
      """;

  private final Database database;
  private final int waitingMax;
  private final MediaRequests media;

  /// @param waitingMax unanswered messages of one conversation at most; what comes beyond is left
  ///     with the vendor, who brings it again
  /// @param media asked for the files of each message
  MessageInbox(Database database, int waitingMax, MediaRequests media) {
    this.database = database;
    this.waitingMax = waitingMax;
    this.media = media;
  }

  /// Empty when there is no conversation that goes on, or the message is in it already.
  Optional<Arrived> intoOngoing(Binding binding, InboundMessage message, Instant now) {
    return database.oneTripAcrossTenants(
        INTO_ONGOING, new Ongoing(binding, message, waitingMax, now));
  }

  boolean holds(DSLContext tx, Binding binding, InboundMessage message) {
    return tx.fetchExists(
        INBOX,
        INBOX.PROVIDER_MESSAGE_ID.eq(message.providerMessageId()),
        INBOX.CHANNEL.eq(message.channel().wireName()),
        INBOX.TENANT_ID.eq(binding.tenant().value()));
  }

  Arrived add(
      DSLContext tx, Binding binding, UUID conversation, InboundMessage message, Instant now) {
    int waiting =
        tx.fetchCount(INBOX, INBOX.CONVERSATION_ID.eq(conversation), INBOX.TURN_SEQ.isNull());
    if (waiting >= waitingMax) {
      throw new IllegalStateException("too many messages wait in one conversation");
    }
    Kind kind = kind(message);
    String text = text(message);
    long id =
        tx.insertInto(INBOX)
            .set(INBOX.TENANT_ID, binding.tenant().value())
            .set(INBOX.CONVERSATION_ID, conversation)
            .set(INBOX.CHANNEL, message.channel().wireName())
            .set(INBOX.PROVIDER_MESSAGE_ID, message.providerMessageId())
            .set(INBOX.KIND, kind.wireName())
            .set(INBOX.TEXT, text)
            .set(INBOX.CONTENT, ContentJson.of(message).map(JSON::json).orElse(null))
            .set(INBOX.SENT_AT, message.sentAt())
            .set(INBOX.RECEIVED_AT, now)
            .returning(INBOX.ID)
            .fetchSingle()
            .get(INBOX.ID);
    ConversationId ours = new ConversationId(binding.tenant(), conversation);
    if (message.content() instanceof MessageContent.Attachments(var _, var items)) {
      media.ask(tx, ours, binding.channel(), id, items, now);
    }
    return new Arrived(ours, new WaitingMessage(id, message.providerMessageId(), kind, text, now));
  }

  private static Kind kind(InboundMessage message) {
    if (message.vendorAnswered()) {
      return Kind.ANSWERED;
    }
    return message.content().usable() ? Kind.WORDS : Kind.UNUSABLE;
  }

  /// What a person reads in the transcript where there were no words.
  private static String text(InboundMessage message) {
    if (message.content().usable()) {
      return message.content().text();
    }
    return switch (message.content()) {
      case MessageContent.Attachments(var _, var items) ->
          "[" + items.getFirst().kind().name().toLowerCase(Locale.ROOT) + "]";
      case MessageContent.Unsupported(var kind) -> "[" + kind + "]";
      default -> "[message]";
    };
  }

  private record Ongoing(Binding binding, InboundMessage message, int waitingMax, Instant now)
      implements OneTrip<Arrived> {
    @Override
    public void parameters(Parameters parameters) throws SQLException {
      parameters
          .text(message.providerMessageId())
          .text(message.content().text())
          .text(ContentJson.of(message).orElse(null))
          .time(message.sentAt())
          .time(now)
          .uuid(binding.channel())
          .text(message.sender().address())
          .number(Integer.valueOf(waitingMax));
    }

    @Override
    public Arrived row(ResultSet row) throws SQLException {
      return new Arrived(
          new ConversationId(binding.tenant(), row.getObject(2, UUID.class)),
          new WaitingMessage(
              row.getLong(1),
              message.providerMessageId(),
              Kind.WORDS,
              message.content().text(),
              now));
    }
  }
}
