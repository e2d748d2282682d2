package dev.parley.runtime.messaging;

import static dev.parley.config.store.generated.Tables.INBOX;

import dev.parley.channel.InboundMessage;
import dev.parley.channel.MessageContent;
import dev.parley.config.store.Database;
import dev.parley.config.store.OneTrip;
import dev.parley.config.store.Parameters;
import dev.parley.config.store.SharedCommit;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.WaitingMessage;
import dev.parley.runtime.conversation.WaitingMessage.Kind;
import dev.parley.runtime.media.MediaRequests;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.JSON;

/// The inbox as vendors fill it. Thread-safe.
final class MessageInbox {
  private static final int AT_ONCE_MAX = 64;

  /// Each message of a sender of its own. What has an offset is looked up one by one, by its index.
  private static final String INTO_ONGOING =
      """
      with given as (
        select * from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[],
                             ?::uuid[], ?::text[])
               with ordinality
               as g (message_id, text, content, sent_at, received_at, channel_id, address, place)
      ), found as (
        select g.*, c.id as conversation_id, c.tenant_id, c.channel
          from given g
         cross join lateral (
               select id, tenant_id, channel, contact_id from conversations
                where channel_id = g.channel_id and contact_address = g.address
                  and status <> 'closed'
                order by started_at desc
                limit 1) as c
         cross join lateral (
               select count(*) as count from inbox
                where inbox.conversation_id = c.id and turn_seq is null
               offset 0) as waiting
         where waiting.count < ?
           and not exists (
               select from call_texts t
                where t.contact_id = c.contact_id and t.channel_id = g.channel_id
                  and t.answer is null and t.until > statement_timestamp()
               offset 0)
      ), put as (
        insert into inbox
          (tenant_id, conversation_id, channel, provider_message_id, text, content, sent_at,
           received_at)
        select tenant_id, conversation_id, channel, message_id, text, content::json, sent_at,
               received_at
          from found
        on conflict (provider_message_id, channel, tenant_id) do nothing
        returning id, conversation_id, provider_message_id
      )
      select found.place, put.id, put.conversation_id
        from put
        join found on found.conversation_id = put.conversation_id
                  and found.message_id = put.provider_message_id
      """;

  private final Database database;
  private final int waitingMax;
  private final MediaRequests media;
  private final SharedCommit<Ongoing, Arrived> shared;

  /// @param waitingMax unanswered messages of one conversation at most; what comes beyond is left
  ///     with the vendor, who brings it again
  /// @param media asked for the files of each message
  MessageInbox(Database database, int waitingMax, MediaRequests media) {
    this.database = database;
    this.waitingMax = waitingMax;
    this.media = media;
    this.shared =
        new SharedCommit<>(_ -> INTO_ONGOING, Ongoing::place, AT_ONCE_MAX, this::intoOngoing);
  }

  /// Empty when there is no conversation that goes on, or the message is in it already; or a call
  /// waits for it.
  Optional<Arrived> intoOngoing(Binding binding, InboundMessage message, Instant now) {
    return shared.write(new Ongoing(binding, message, now));
  }

  private Map<Object, Arrived> intoOngoing(List<Ongoing> messages) {
    List<Row> rows =
        database.oneTripForAllAcrossTenants(INTO_ONGOING, new All(messages, waitingMax));
    return rows.stream()
        .map(row -> Map.entry(messages.get(row.place() - 1), row))
        .collect(
            Collectors.toMap(
                one -> one.getKey().place(), one -> one.getKey().arrived(one.getValue())));
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

  private record Ongoing(Binding binding, InboundMessage message, Instant now) {
    /// Whose conversation it goes into.
    Object place() {
      return List.of(binding.channel(), message.sender().address());
    }

    Arrived arrived(Row row) {
      return new Arrived(
          new ConversationId(binding.tenant(), row.conversation()),
          new WaitingMessage(
              row.id(), message.providerMessageId(), Kind.WORDS, message.content().text(), now));
    }
  }

  /// @param place of the message among those that were given, from 1
  private record Row(int place, long id, UUID conversation) {}

  private record All(List<Ongoing> messages, int waitingMax) implements OneTrip<Row> {
    @Override
    public void parameters(Parameters parameters) throws SQLException {
      parameters
          .texts(messages.stream().map(one -> one.message().providerMessageId()).toList())
          .texts(messages.stream().map(one -> one.message().content().text()).toList())
          .textsOrNull(
              messages.stream().map(one -> ContentJson.of(one.message()).orElse(null)).toList())
          .times(messages.stream().map(one -> one.message().sentAt()).toList())
          .times(messages.stream().map(Ongoing::now).toList())
          .uuids(messages.stream().map(one -> one.binding().channel()).toList())
          .texts(messages.stream().map(one -> one.message().sender().address()).toList())
          .number(Integer.valueOf(waitingMax));
    }

    @Override
    public Row row(ResultSet row) throws SQLException {
      return new Row(row.getInt(1), row.getLong(2), row.getObject(3, UUID.class));
    }
  }
}
