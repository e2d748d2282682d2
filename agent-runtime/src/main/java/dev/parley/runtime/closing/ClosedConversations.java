package dev.parley.runtime.closing;

import static dev.parley.config.store.generated.Tables.CALLS;
import static dev.parley.config.store.generated.Tables.CONTACT_ADDRESSES;
import static dev.parley.config.store.generated.Tables.CONVERSATIONS;
import static dev.parley.config.store.generated.Tables.LEADS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.agent.store.AgentDraft;
import dev.parley.config.agent.store.AgentStore;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.json.Json;
import dev.parley.config.store.Database;
import dev.parley.lead.Disposition;
import dev.parley.lead.Lead;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.StoredState;
import dev.parley.runtime.conversation.TurnQueries;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.runtime.flow.FlowState;
import dev.parley.transcript.Transcript;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// Reads finished conversations. Thread-safe.
final class ClosedConversations {
  private final Database database;
  private final EngineSource engines;
  private final AgentStore agents = new AgentStore();

  ClosedConversations(Database database, EngineSource engines) {
    this.database = database;
    this.engines = engines;
  }

  /// Empty when it has a lead already, is not closed, or is gone.
  Optional<ClosedConversation> withoutLead(ConversationId id) {
    return database.inTenant(
        id.tenant(),
        tx ->
            tx.select(CONVERSATIONS.fields())
                .from(CONVERSATIONS)
                .where(
                    CONVERSATIONS.ID.eq(id.id()),
                    CONVERSATIONS.STATUS.eq("closed"),
                    DSL.notExists(
                        tx.selectOne().from(LEADS).where(LEADS.CONVERSATION_ID.eq(id.id()))))
                .fetchOptional()
                .map(row -> closed(tx, id, row, row.get(CONVERSATIONS.AGENT_VERSION))));
  }

  /// With the version of its agent that new conversations begin with, or its own where there is
  /// none. Empty when it is not closed or is gone.
  Optional<ClosedConversation> today(ConversationId id) {
    return database.inTenant(
        id.tenant(),
        tx ->
            row(tx, id)
                .map(
                    row ->
                        closed(
                            tx,
                            id,
                            row,
                            agents
                                .find(tx, row.get(CONVERSATIONS.AGENT))
                                .flatMap(AgentDraft::published)
                                .orElse(row.get(CONVERSATIONS.AGENT_VERSION)))));
  }

  /// With that version of its agent; empty without one, or when it is not closed or is gone.
  Optional<ClosedConversation> asOf(ConversationId id, Optional<Integer> version) {
    return version.flatMap(
        number ->
            database.inTenant(
                id.tenant(), tx -> row(tx, id).map(row -> closed(tx, id, row, number))));
  }

  /// Whether there is such a conversation and it goes on.
  boolean open(ConversationId id) {
    return database.inTenant(
        id.tenant(),
        tx ->
            tx.fetchExists(
                CONVERSATIONS, CONVERSATIONS.ID.eq(id.id()), CONVERSATIONS.STATUS.ne("closed")));
  }

  private static Optional<? extends Record> row(DSLContext tx, ConversationId id) {
    return tx.select(CONVERSATIONS.fields())
        .from(CONVERSATIONS)
        .where(CONVERSATIONS.ID.eq(id.id()), CONVERSATIONS.STATUS.eq("closed"))
        .fetchOptional();
  }

  private ClosedConversation closed(DSLContext tx, ConversationId id, Record row, int version) {
    FlowState state = StoredState.read(row.get(CONVERSATIONS.STATE));
    return new ClosedConversation(
        id,
        engines.engine(id.tenant(), row.get(CONVERSATIONS.AGENT), version).definition(),
        version,
        ChannelType.valueOf(row.get(CONVERSATIONS.CHANNEL).toUpperCase(Locale.ROOT)),
        contact(tx, row.get(CONVERSATIONS.CONTACT_ID)),
        state.disposition().orElse(Disposition.ABANDONED),
        state.reason(),
        state,
        new Transcript(TurnQueries.turns(tx, id.id(), 0, Integer.MAX_VALUE)),
        Optional.ofNullable(Json.stored(row.get(CONVERSATIONS.METADATA).data()).get("source")),
        row.get(CONVERSATIONS.STARTED_AT),
        new Course(Optional.ofNullable(row.get(CONVERSATIONS.ENDED_AT)), call(tx, id.id())));
  }

  private static Optional<ObjectNode> call(DSLContext tx, UUID conversation) {
    return tx.selectFrom(CALLS)
        .where(CALLS.CONVERSATION_ID.eq(conversation))
        .fetchOptional()
        .map(
            row -> {
              ObjectNode call = Json.object();
              call.put("call_id", row.get(CALLS.CALL_ID));
              call.put("direction", row.get(CALLS.DIRECTION));
              call.put("business", row.get(CALLS.BUSINESS));
              call.put("started_at", row.get(CALLS.STARTED_AT).toString());
              Instant ended = row.get(CALLS.ENDED_AT);
              call.put("ended_at", ended == null ? null : ended.toString());
              call.put("seconds", row.get(CALLS.SECONDS));
              call.put("outcome", row.get(CALLS.OUTCOME));
              String recording = row.get(CALLS.RECORDING);
              call.put("recording", recording);
              if (recording.equals("allowed")) {
                call.put("recording_url", row.get(CALLS.RECORDING_URL));
              }
              return call;
            });
  }

  static Lead.LeadContact contact(DSLContext tx, UUID contact) {
    return new Lead.LeadContact(
        contact,
        tx.select(CONTACT_ADDRESSES.CHANNEL, CONTACT_ADDRESSES.ADDRESS)
            .from(CONTACT_ADDRESSES)
            .where(CONTACT_ADDRESSES.CONTACT_ID.eq(contact))
            .orderBy(CONTACT_ADDRESSES.CREATED_AT)
            .fetch(row -> row.value1() + ":" + row.value2()));
  }
}
