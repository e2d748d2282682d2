package dev.parley.runtime.conversation;

import static dev.parley.config.store.generated.Tables.CONVERSATIONS;
import static dev.parley.config.store.generated.Tables.INBOX;

import dev.parley.config.store.Database;
import dev.parley.config.store.OneTrip;
import dev.parley.config.store.Parameters;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;

/// What contacts sent, written down before anything is done about it. Thread-safe.
public final class Inbox {
  /// One statement: taken once, only while the conversation goes on and is not flooded.
  private static final String ACCEPT =
      """
      insert into inbox
        (tenant_id, conversation_id, channel, provider_message_id, text, sent_at, received_at)
      select c.tenant_id, c.id, c.channel, ?, ?, ?::timestamptz, ?::timestamptz
        from conversations c
       where c.id = ? and c.status <> 'closed'
         and (select count(*) from inbox i
               where i.conversation_id = c.id and i.turn_seq is null) < ?
      on conflict (provider_message_id, channel, tenant_id) do nothing
      returning id
      """;

  private final Database database;
  private final int waitingMax;

  /// @param waitingMax unanswered messages of one conversation at most
  public Inbox(Database database, int waitingMax) {
    this.database = database;
    this.waitingMax = waitingMax;
  }

  /// Returns after the commit.
  ///
  /// @param messageId unique for the tenant and channel; the same id is taken once
  public Accepted accept(
      ConversationId conversation, String messageId, String text, Instant sentAt, Instant now) {
    return database
        .oneTrip(
            conversation.tenant(),
            ACCEPT,
            new Arrival(conversation, messageId, text, sentAt, now, waitingMax))
        .<Accepted>map(
            id ->
                new Accepted.Fresh(
                    new WaitingMessage(id, messageId, WaitingMessage.Kind.WORDS, text, now)))
        .orElseGet(
            () ->
                database.inTenant(
                    conversation.tenant(), tx -> whyNot(tx, conversation, messageId)));
  }

  private record Arrival(
      ConversationId conversation,
      String messageId,
      String text,
      Instant sentAt,
      Instant now,
      int waitingMax)
      implements OneTrip<Long> {
    @Override
    public void parameters(Parameters parameters) throws SQLException {
      parameters
          .text(messageId)
          .text(text)
          .time(sentAt)
          .time(now)
          .uuid(conversation.id())
          .number(waitingMax);
    }

    @Override
    public Long row(ResultSet row) throws SQLException {
      return row.getLong(1);
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
