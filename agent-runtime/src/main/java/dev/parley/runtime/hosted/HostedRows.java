package dev.parley.runtime.hosted;

import static dev.parley.config.store.generated.Tables.AGENTS;
import static dev.parley.config.store.generated.Tables.CONVERSATIONS;
import static dev.parley.config.store.generated.Tables.INBOX;
import static dev.parley.config.store.generated.Tables.TURNS;

import dev.parley.channel.hosted.HostedChannel;
import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.conversation.ConversationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/// What hosted agents' conversations hold. Thread-safe.
final class HostedRows {
  private static final int TAKEN_MAX = 2_000;

  private final Database database;

  HostedRows(Database database) {
    this.database = database;
  }

  Optional<ConversationId> find(HostedChannel channel, byte[] hash) {
    return database.inTenant(
        channel.tenant(),
        tx ->
            tx.select(CONVERSATIONS.ID)
                .from(CONVERSATIONS)
                .where(
                    CONVERSATIONS.SESSION_HASH.eq(hash), CONVERSATIONS.CHANNEL_ID.eq(channel.id()))
                .fetchOptional(row -> new ConversationId(channel.tenant(), row.value1())));
  }

  Optional<Integer> published(TenantId tenant, String agent) {
    return database.inTenant(
        tenant,
        tx ->
            tx.select(AGENTS.PUBLISHED)
                .from(AGENTS)
                .where(AGENTS.AGENT.eq(agent), AGENTS.PUBLISHED.isNotNull())
                .fetchOptional(AGENTS.PUBLISHED));
  }

  /// @param messageId as [HostedMessageId] writes it
  record Taken(String messageId, String text) {}

  /// What was asked so far, in order.
  List<Taken> taken(ConversationId conversation) {
    return database.inTenant(
        conversation.tenant(),
        tx ->
            tx.select(INBOX.PROVIDER_MESSAGE_ID, INBOX.TEXT)
                .from(INBOX)
                .where(INBOX.CONVERSATION_ID.eq(conversation.id()))
                .orderBy(INBOX.ID)
                .limit(TAKEN_MAX)
                .fetch(row -> new Taken(row.value1(), row.value2())));
  }

  /// @param text the agent's words after the message; empty where it said nothing
  record Answered(String text, boolean over) {}

  /// Empty while the message is not answered.
  Optional<Answered> answer(ConversationId conversation, String messageId) {
    return database.inTenant(
        conversation.tenant(),
        tx ->
            tx.select(INBOX.TURN_SEQ)
                .from(INBOX)
                .where(
                    INBOX.CONVERSATION_ID.eq(conversation.id()),
                    INBOX.PROVIDER_MESSAGE_ID.eq(messageId),
                    INBOX.TURN_SEQ.isNotNull())
                .fetchOptional(INBOX.TURN_SEQ)
                .map(
                    seq ->
                        new Answered(
                            wordsAt(tx, conversation, seq + 1), isOver(tx, conversation))));
  }

  /// The conversation's first words, where they are the agent's.
  Answered opening(ConversationId conversation) {
    return database.inTenant(
        conversation.tenant(),
        tx -> new Answered(wordsAt(tx, conversation, 1), isOver(tx, conversation)));
  }

  /// The agent's last words.
  Answered last(ConversationId conversation) {
    return database.inTenant(
        conversation.tenant(),
        tx ->
            new Answered(
                lastWords(tx, conversation).map(LastWords::text).orElse(""),
                isOver(tx, conversation)));
  }

  private record LastWords(int seq, String text) {}

  /// The agent was interrupted: of its last words, only these were heard.
  void heard(ConversationId conversation, String words) {
    database.runInTenant(
        conversation.tenant(),
        tx ->
            lastWords(tx, conversation)
                .ifPresent(
                    last ->
                        Heard.cut(last.text(), words)
                            .ifPresent(cut -> rewrite(tx, conversation, last.seq(), cut))));
  }

  private static void rewrite(DSLContext tx, ConversationId conversation, int seq, String text) {
    tx.update(TURNS)
        .set(TURNS.TEXT, text)
        .where(TURNS.CONVERSATION_ID.eq(conversation.id()), TURNS.SEQ.eq(seq))
        .execute();
  }

  /// The vendor tells when the call is over; without a word of it, silence ends it then.
  void expectSilence(ConversationId conversation, Instant at) {
    database.runInTenant(
        conversation.tenant(),
        tx ->
            tx.update(CONVERSATIONS)
                .set(CONVERSATIONS.SILENCE_AT, at)
                .where(CONVERSATIONS.ID.eq(conversation.id()), CONVERSATIONS.SILENCE_AT.isNotNull())
                .execute());
  }

  private static Optional<LastWords> lastWords(DSLContext tx, ConversationId conversation) {
    return tx.select(TURNS.SEQ, TURNS.TEXT)
        .from(TURNS)
        .where(TURNS.CONVERSATION_ID.eq(conversation.id()), TURNS.SPEAKER.eq("agent"))
        .orderBy(TURNS.SEQ.desc())
        .limit(1)
        .fetchOptional(row -> new LastWords(row.value1(), row.value2()));
  }

  private static String wordsAt(DSLContext tx, ConversationId conversation, int seq) {
    return tx.select(TURNS.TEXT)
        .from(TURNS)
        .where(
            TURNS.CONVERSATION_ID.eq(conversation.id()),
            TURNS.SEQ.eq(seq),
            TURNS.SPEAKER.eq("agent"))
        .fetchOptional(TURNS.TEXT)
        .orElse("");
  }

  private static boolean isOver(DSLContext tx, ConversationId conversation) {
    return tx.fetchExists(
        CONVERSATIONS, CONVERSATIONS.ID.eq(conversation.id()), CONVERSATIONS.STATUS.eq("closed"));
  }
}
