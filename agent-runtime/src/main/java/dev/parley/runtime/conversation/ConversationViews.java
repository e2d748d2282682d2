package dev.parley.runtime.conversation;

import static dev.parley.config.store.generated.Tables.CALLS;
import static dev.parley.config.store.generated.Tables.CONTACT_ADDRESSES;
import static dev.parley.config.store.generated.Tables.CONVERSATIONS;

import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.conversation.ConversationView.CallView;
import dev.parley.transcript.Turn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;

/// Conversations for reading. Every method works in the caller's transaction. Thread-safe.
public final class ConversationViews {
  /// Which conversations to list; an empty part does not narrow.
  public record Filter(
      Optional<String> agent, Optional<String> status, Optional<String> disposition) {}

  public Optional<ConversationView> find(DSLContext tx, UUID id) {
    return views(tx, CONVERSATIONS.ID.eq(id), 1).stream().findFirst();
  }

  /// In the order they began.
  ///
  /// @param after the last id of the page before
  public List<ConversationView> list(
      DSLContext tx, TenantId tenant, Filter filter, Optional<UUID> after, int limit) {
    return views(
        tx,
        DSL.and(
            CONVERSATIONS.TENANT_ID.eq(tenant.value()),
            filter.agent().map(CONVERSATIONS.AGENT::eq).orElse(DSL.noCondition()),
            filter.status().map(CONVERSATIONS.STATUS::eq).orElse(DSL.noCondition()),
            filter.disposition().map(CONVERSATIONS.DISPOSITION::eq).orElse(DSL.noCondition()),
            after.map(ConversationViews::begunAfter).orElse(DSL.noCondition())),
        limit);
  }

  private static Condition begunAfter(UUID id) {
    return DSL.row(CONVERSATIONS.STARTED_AT, CONVERSATIONS.ID)
        .gt(
            DSL.select(CONVERSATIONS.STARTED_AT, CONVERSATIONS.ID)
                .from(CONVERSATIONS)
                .where(CONVERSATIONS.ID.eq(id)));
  }

  /// All turns of a conversation, which its limits keep few; empty when there is none of that id.
  public Optional<List<Turn>> transcript(DSLContext tx, UUID id) {
    return tx.fetchExists(CONVERSATIONS, CONVERSATIONS.ID.eq(id))
        ? Optional.of(TurnQueries.turns(tx, id, 0, Integer.MAX_VALUE))
        : Optional.empty();
  }

  private static List<ConversationView> views(DSLContext tx, Condition condition, int limit) {
    Result<Record> rows =
        tx.selectFrom(CONVERSATIONS)
            .where(condition)
            .orderBy(CONVERSATIONS.STARTED_AT, CONVERSATIONS.ID)
            .limit(limit)
            .fetch();
    Map<UUID, List<String>> addresses =
        tx.select(
                CONTACT_ADDRESSES.CONTACT_ID,
                CONTACT_ADDRESSES.CHANNEL.concat(":").concat(CONTACT_ADDRESSES.ADDRESS))
            .from(CONTACT_ADDRESSES)
            .where(CONTACT_ADDRESSES.CONTACT_ID.in(rows.getValues(CONVERSATIONS.CONTACT_ID)))
            .orderBy(CONTACT_ADDRESSES.CREATED_AT)
            .fetchGroups(row -> row.value1(), row -> row.value2());
    Map<UUID, CallView> calls = calls(tx, rows);
    return rows.map(
        row ->
            view(
                row,
                addresses.getOrDefault(row.get(CONVERSATIONS.CONTACT_ID), List.of()),
                Optional.ofNullable(calls.get(row.get(CONVERSATIONS.ID)))));
  }

  private static Map<UUID, CallView> calls(DSLContext tx, Result<Record> rows) {
    List<UUID> voice =
        rows.stream()
            .filter(row -> row.get(CONVERSATIONS.CHANNEL).equals("voice"))
            .map(row -> row.get(CONVERSATIONS.ID))
            .toList();
    return voice.isEmpty()
        ? Map.of()
        : tx.selectFrom(CALLS)
            .where(CALLS.CONVERSATION_ID.in(voice))
            .fetchMap(row -> row.get(CALLS.CONVERSATION_ID), ConversationViews::call);
  }

  private static CallView call(Record row) {
    return new CallView(
        Optional.ofNullable(row.get(CALLS.CALL_ID)),
        row.get(CALLS.DIRECTION),
        row.get(CALLS.BUSINESS),
        Optional.ofNullable(row.get(CALLS.CONTACT)),
        row.get(CALLS.STARTED_AT),
        Optional.ofNullable(row.get(CALLS.ENDED_AT)),
        Optional.ofNullable(row.get(CALLS.SECONDS)),
        Optional.ofNullable(row.get(CALLS.OUTCOME)),
        row.get(CALLS.RECORDING),
        Optional.ofNullable(row.get(CALLS.RECORDING_ID)),
        Optional.ofNullable(row.get(CALLS.COST)),
        Optional.ofNullable(row.get(CALLS.CURRENCY)));
  }

  private static ConversationView view(
      Record row, List<String> addresses, Optional<CallView> call) {
    return new ConversationView(
        row.get(CONVERSATIONS.ID),
        row.get(CONVERSATIONS.AGENT),
        row.get(CONVERSATIONS.AGENT_VERSION),
        row.get(CONVERSATIONS.CHANNEL),
        row.get(CONVERSATIONS.CONTACT_ID),
        addresses,
        row.get(CONVERSATIONS.STATUS),
        Optional.ofNullable(row.get(CONVERSATIONS.DISPOSITION)),
        Optional.ofNullable(row.get(CONVERSATIONS.REASON)),
        row.get(CONVERSATIONS.LANGUAGE),
        row.get(CONVERSATIONS.STARTED_AT),
        Optional.ofNullable(row.get(CONVERSATIONS.ENDED_AT)),
        FlowStateJson.read(row.get(CONVERSATIONS.STATE)),
        call);
  }
}
