package dev.parley.runtime.conversation;

import static dev.parley.config.store.generated.Tables.CONVERSATIONS;
import static dev.parley.config.store.generated.Tables.INBOX;

import dev.parley.config.store.Database;
import dev.parley.config.store.OneTrip;
import dev.parley.config.store.Parameters;
import dev.parley.config.store.SharedCommit;
import dev.parley.config.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/// What contacts sent, written down before anything is done about it. Thread-safe.
public final class Inbox {
  private static final int AT_ONCE_MAX = 64;

  /// One statement for the messages of many conversations: each is taken once, only while its
  /// conversation goes on and is not flooded. What has an offset is looked up one by one, by its
  /// index.
  private static final String ACCEPT =
      """
      insert into inbox
        (tenant_id, conversation_id, channel, provider_message_id, text, sent_at, received_at)
      select c.tenant_id, c.id, c.channel, g.message_id, g.text, g.sent_at, g.received_at
        from unnest(?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::uuid[])
             as g (message_id, text, sent_at, received_at, conversation_id)
       cross join lateral (
             select id, tenant_id, channel, status from conversations
              where id = g.conversation_id
             offset 0) as c
       cross join lateral (
             select count(*) as count from inbox
              where inbox.conversation_id = c.id and turn_seq is null
             offset 0) as waiting
       where c.status <> 'closed' and waiting.count < ?
      on conflict (provider_message_id, channel, tenant_id) do nothing
      returning conversation_id, id
      """;

  private final Database database;
  private final int waitingMax;
  private final SharedCommit<Arrival, Long> shared;

  /// @param waitingMax unanswered messages of one conversation at most
  public Inbox(Database database, int waitingMax) {
    this.database = database;
    this.waitingMax = waitingMax;
    this.shared =
        new SharedCommit<>(
            arrival -> arrival.conversation().tenant(),
            arrival -> arrival.conversation().id(),
            AT_ONCE_MAX,
            this::acceptAll);
  }

  /// Returns after the commit.
  ///
  /// @param messageId unique for the tenant and channel; the same id is taken once
  public Accepted accept(
      ConversationId conversation, String messageId, String text, Instant sentAt, Instant now) {
    return shared
        .write(new Arrival(conversation, messageId, text, sentAt, now))
        .<Accepted>map(
            id ->
                new Accepted.Fresh(
                    new WaitingMessage(id, messageId, WaitingMessage.Kind.WORDS, text, now)))
        .orElseGet(
            () ->
                database.inTenant(
                    conversation.tenant(), tx -> whyNot(tx, conversation, messageId)));
  }

  private Map<Object, Long> acceptAll(List<Arrival> all) {
    TenantId tenant = all.getFirst().conversation().tenant();
    return database.oneTripForAll(tenant, ACCEPT, new Arrivals(all, waitingMax)).stream()
        .collect(Collectors.toMap(Row::conversation, Row::id));
  }

  private record Arrival(
      ConversationId conversation, String messageId, String text, Instant sentAt, Instant now) {}

  private record Row(UUID conversation, long id) {}

  private record Arrivals(List<Arrival> all, int waitingMax) implements OneTrip<Row> {
    @Override
    public void parameters(Parameters parameters) throws SQLException {
      parameters
          .texts(all.stream().map(Arrival::messageId).toList())
          .texts(all.stream().map(Arrival::text).toList())
          .times(all.stream().map(Arrival::sentAt).toList())
          .times(all.stream().map(Arrival::now).toList())
          .uuids(all.stream().map(one -> one.conversation().id()).toList())
          .number(Integer.valueOf(waitingMax));
    }

    @Override
    public Row row(ResultSet row) throws SQLException {
      return new Row(row.getObject(1, UUID.class), row.getLong(2));
    }
  }

  /// Unanswered messages in the order of their arrival.
  public List<WaitingMessage> waiting(ConversationId conversation) {
    return database.inTenant(
        conversation.tenant(),
        tx ->
            tx.select(
                    INBOX.ID, INBOX.PROVIDER_MESSAGE_ID, INBOX.KIND, INBOX.TEXT, INBOX.RECEIVED_AT)
                .from(INBOX)
                .where(INBOX.CONVERSATION_ID.eq(conversation.id()), INBOX.TURN_SEQ.isNull())
                .orderBy(INBOX.ID)
                .limit(waitingMax)
                .fetch(
                    row ->
                        new WaitingMessage(
                            row.value1(),
                            row.value2(),
                            WaitingMessage.Kind.of(row.value3()),
                            row.value4(),
                            row.value5())));
  }

  private static Accepted whyNot(DSLContext tx, ConversationId conversation, String messageId) {
    boolean known =
        tx.fetchExists(
            tx.selectOne()
                .from(INBOX)
                .join(CONVERSATIONS)
                .on(CONVERSATIONS.CHANNEL.eq(INBOX.CHANNEL))
                .where(
                    CONVERSATIONS.ID.eq(conversation.id()),
                    INBOX.PROVIDER_MESSAGE_ID.eq(messageId)));
    if (known) {
      return new Accepted.Duplicate();
    }
    boolean open =
        tx.fetchExists(
            CONVERSATIONS,
            CONVERSATIONS.ID.eq(conversation.id()),
            CONVERSATIONS.STATUS.ne("closed"));
    return open ? new Accepted.TooManyWaiting() : new Accepted.Closed();
  }
}
