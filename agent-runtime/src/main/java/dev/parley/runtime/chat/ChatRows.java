package dev.parley.runtime.chat;

import static dev.parley.config.store.generated.Tables.CONVERSATIONS;
import static dev.parley.config.store.generated.Tables.TURNS;

import dev.parley.channel.web.ChatHistory;
import dev.parley.channel.web.ChatTurn;
import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.conversation.ConversationId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record5;

/// What the web chat reads. Thread-safe.
public final class ChatRows {
  private final Database database;

  public ChatRows(Database database) {
    this.database = database;
  }

  /// The conversation of a session, if it belongs to this channel.
  Optional<ConversationId> bySession(byte[] sessionHash, UUID channel) {
    return database.acrossTenants(
        tx ->
            tx.select(CONVERSATIONS.TENANT_ID, CONVERSATIONS.ID)
                .from(CONVERSATIONS)
                .where(
                    CONVERSATIONS.SESSION_HASH.eq(sessionHash),
                    CONVERSATIONS.CHANNEL_ID.eq(channel))
                .fetchOptional(
                    row -> new ConversationId(new TenantId(row.value1()), row.value2())));
  }

  ChatHistory history(ConversationId conversation, int afterSeq, int limit) {
    return database.inTenant(
        conversation.tenant(),
        tx -> {
          List<ChatTurn> turns = turns(tx, conversation.id(), afterSeq, limit + 1);
          boolean more = turns.size() > limit;
          return new ChatHistory(
              more ? turns.subList(0, limit) : turns, more, disposition(tx, conversation.id()));
        });
  }

  /// How far a conversation is.
  record Reach(int lastSeq, boolean closed) {}

  Map<UUID, Reach> reach(Collection<UUID> conversations) {
    return database.acrossTenants(
        tx ->
            tx.select(CONVERSATIONS.ID, CONVERSATIONS.LAST_SEQ, CONVERSATIONS.STATUS)
                .from(CONVERSATIONS)
                .where(CONVERSATIONS.ID.in(conversations))
                .fetchMap(
                    CONVERSATIONS.ID,
                    row -> new Reach(row.value2(), row.value3().equals("closed"))));
  }

  private static Optional<String> disposition(DSLContext tx, UUID conversation) {
    return tx.select(CONVERSATIONS.DISPOSITION)
        .from(CONVERSATIONS)
        .where(CONVERSATIONS.ID.eq(conversation), CONVERSATIONS.STATUS.eq("closed"))
        .fetchOptional(CONVERSATIONS.DISPOSITION);
  }

  private static List<ChatTurn> turns(DSLContext tx, UUID conversation, int afterSeq, int limit) {
    return tx.select(TURNS.SEQ, TURNS.SPEAKER, TURNS.TEXT, TURNS.AT, TURNS.MESSAGE_IDS)
        .from(TURNS)
        .where(TURNS.CONVERSATION_ID.eq(conversation), TURNS.SEQ.gt(afterSeq))
        .orderBy(TURNS.SEQ)
        .limit(limit)
        .fetch(ChatRows::turn);
  }

  private static ChatTurn turn(Record5<Integer, String, String, Instant, String[]> row) {
    return new ChatTurn(
        row.value1(),
        ChatTurn.From.valueOf(row.value2().toUpperCase(Locale.ROOT)),
        row.value3(),
        row.value4(),
        ClientMessageId.clientIds(List.of(row.value5())));
  }
}
