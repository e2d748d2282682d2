package dev.parley.runtime.call;

import static dev.parley.config.store.generated.Tables.AGENTS;
import static dev.parley.config.store.generated.Tables.CALLS;
import static dev.parley.config.store.generated.Tables.CONTACTS;
import static dev.parley.config.store.generated.Tables.CONVERSATIONS;

import dev.parley.channel.Sender;
import dev.parley.channel.voice.CallDetails;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.json.Json;
import dev.parley.config.store.Database;
import dev.parley.config.store.OneTrip;
import dev.parley.config.store.Parameters;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.StoredState;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.messaging.Binding;
import dev.parley.runtime.messaging.ContactBook;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/// Calls and their conversations as rows. Thread-safe; blocks, so never used by a call's owner.
final class CallRows {
  /// A lease that is not renewed is taken over; the conversation is closed this long after the
  /// last sign of its call.
  static final Duration LOST_AFTER = Duration.ofSeconds(60);

  /// A call whose end nobody told is asked for its cost after this; then it is surely over.
  private static final Duration COST_UNTOLD_AFTER = Duration.ofHours(4);

  private static final String RENEW =
      """
      update conversations
         set lease_until = clock_timestamp() + ? * interval '1 millisecond',
             silence_at = case when status = 'closed' then null
                               else clock_timestamp() + ? * interval '1 millisecond' end
       where id = ? and lease_token = ?
      returning true
      """;

  private final Database database;
  private final Duration leaseFor;
  private final Duration costAfter;
  private final ContactBook contacts = new ContactBook();

  /// @param costAfter how long after its end a call's cost is first asked for
  CallRows(Database database, Duration leaseFor, Duration costAfter) {
    this.database = database;
    this.leaseFor = leaseFor;
    this.costAfter = costAfter;
  }

  Optional<Integer> published(Binding binding) {
    return database.inTenant(
        binding.tenant(),
        tx ->
            tx.select(AGENTS.PUBLISHED)
                .from(AGENTS)
                .where(
                    AGENTS.TENANT_ID.eq(binding.tenant().value()),
                    AGENTS.AGENT.eq(binding.agent()),
                    AGENTS.PUBLISHED.isNotNull(),
                    AGENTS.DELETED_AT.isNull())
                .fetchOptional(AGENTS.PUBLISHED));
  }

  /// Whether the contact of this number is not to be talked to by us.
  boolean suppressed(TenantId tenant, String contact) {
    return database.inTenant(
        tenant,
        tx ->
            contacts
                .find(tx, tenant, List.of(contact))
                .map(
                    id ->
                        tx.fetchExists(CONTACTS, CONTACTS.ID.eq(id), CONTACTS.SUPPRESSED.isTrue()))
                .orElse(false));
  }

  /// The conversation of a call that was on a line before.
  Optional<ConversationId> find(String callId) {
    return database.acrossTenants(
        tx ->
            tx.select(CALLS.TENANT_ID, CALLS.CONVERSATION_ID)
                .from(CALLS)
                .where(CALLS.CALL_ID.eq(callId))
                .fetchOptional(
                    row -> new ConversationId(new TenantId(row.value1()), row.value2())));
  }

  /// The conversation of a call of ours whose id the carrier tells before it was written.
  Optional<ConversationId> awaiting(UUID conversation, String business, String callId) {
    return database.acrossTenants(
        tx ->
            tx.update(CALLS)
                .set(CALLS.CALL_ID, callId)
                .where(
                    CALLS.CONVERSATION_ID.eq(conversation),
                    CALLS.BUSINESS.eq(business),
                    CALLS.DIRECTION.eq("outbound"),
                    CALLS.CALL_ID.isNull())
                .returning(CALLS.TENANT_ID)
                .fetchOptional(CALLS.TENANT_ID)
                .map(tenant -> new ConversationId(new TenantId(tenant), conversation)));
  }

  /// A new conversation of this call.
  ConversationId begin(
      Binding binding, int version, CallDetails call, FlowState state, Instant now) {
    return database.acrossTenants(tx -> begin(tx, binding, version, call, state, now));
  }

  private ConversationId begin(
      DSLContext tx, Binding binding, int version, CallDetails call, FlowState state, Instant now) {
    UUID contact = contact(tx, binding.tenant(), call.contact());
    UUID id =
        tx.insertInto(CONVERSATIONS)
            .set(CONVERSATIONS.TENANT_ID, binding.tenant().value())
            .set(CONVERSATIONS.AGENT, binding.agent())
            .set(CONVERSATIONS.AGENT_VERSION, version)
            .set(CONVERSATIONS.CHANNEL, ChannelType.VOICE.wireName())
            .set(CONVERSATIONS.CHANNEL_ID, binding.channel())
            .set(CONVERSATIONS.CONTACT_ID, contact)
            .set(CONVERSATIONS.CONTACT_ADDRESS, call.contact().orElse(contact.toString()))
            .set(CONVERSATIONS.LANGUAGE, state.language())
            .set(CONVERSATIONS.STATE, JSONB.jsonb(StoredState.write(state)))
            .set(CONVERSATIONS.STARTED_AT, now)
            .set(CONVERSATIONS.SILENCE_AT, now.plus(LOST_AFTER.multipliedBy(2)))
            .returning(CONVERSATIONS.ID)
            .fetchSingle()
            .get(CONVERSATIONS.ID);
    tx.insertInto(CALLS)
        .set(CALLS.CONVERSATION_ID, id)
        .set(CALLS.TENANT_ID, binding.tenant().value())
        .set(CALLS.CALL_ID, call.callId().isEmpty() ? null : call.callId())
        .set(CALLS.DIRECTION, call.direction().name().toLowerCase(Locale.ROOT))
        .set(CALLS.BUSINESS, call.business())
        .set(CALLS.CONTACT, call.contact().orElse(null))
        .set(CALLS.CONTEXT, JSONB.jsonb(context(call.context()).toString()))
        .set(CALLS.STARTED_AT, call.startedAt())
        .set(CALLS.COST_AT, call.startedAt().plus(COST_UNTOLD_AFTER))
        .execute();
    return new ConversationId(binding.tenant(), id);
  }

  private static com.fasterxml.jackson.databind.node.ObjectNode context(
      Map<String, String> context) {
    var node = Json.object();
    context.forEach(node::put);
    return node;
  }

  private UUID contact(DSLContext tx, TenantId tenant, Optional<String> number) {
    if (number.isEmpty()) {
      return tx.insertInto(CONTACTS)
          .set(CONTACTS.TENANT_ID, tenant.value())
          .returning(CONTACTS.ID)
          .fetchSingle()
          .get(CONTACTS.ID);
    }
    Sender sender = Sender.ofPhone(number.get());
    contacts.lock(tx, tenant, sender);
    return contacts.resolve(tx, tenant, ChannelType.VOICE, sender);
  }

  /// The carrier has taken an outbound call.
  void placed(ConversationId conversation, String callId) {
    database.runInTenant(
        conversation.tenant(),
        tx ->
            tx.update(CALLS)
                .set(CALLS.CALL_ID, callId)
                .where(CALLS.CONVERSATION_ID.eq(conversation.id()), CALLS.CALL_ID.isNull())
                .execute());
  }

  /// Keeps lease and conversation alive; false when another owner has it.
  boolean renew(ConversationId conversation, long token) {
    return database
        .oneTrip(conversation.tenant(), RENEW, new Renewal(leaseFor, conversation.id(), token))
        .isPresent();
  }

  /// Each call that is up asks for one every few seconds.
  private record Renewal(Duration leaseFor, UUID conversation, long token)
      implements OneTrip<Boolean> {
    @Override
    public void parameters(Parameters parameters) throws SQLException {
      parameters
          .number(leaseFor.toMillis())
          .number(LOST_AFTER.toMillis())
          .uuid(conversation)
          .number(token);
    }

    @Override
    public Boolean row(ResultSet row) throws SQLException {
      return row.getBoolean(1);
    }
  }

  /// The line ended. A carrier's own count of the seconds, told later, replaces this one.
  void ended(ConversationId conversation, String outcome, String recording, Instant at) {
    database.runInTenant(
        conversation.tenant(),
        tx ->
            tx.execute(
                """
                update calls
                   set ended_at = ?::timestamptz, outcome = ?, recording = ?,
                       cost_at = case when cost is null then ?::timestamptz end,
                       seconds = coalesce(seconds,
                         greatest(0, extract(epoch from ?::timestamptz - started_at))::int)
                 where conversation_id = ?
                """,
                java.sql.Timestamp.from(at),
                outcome,
                recording,
                java.sql.Timestamp.from(at.plus(costAfter)),
                java.sql.Timestamp.from(at),
                conversation.id()));
  }

  void reported(
      ConversationId conversation, String outcome, Optional<Integer> seconds, Instant at) {
    database.runInTenant(
        conversation.tenant(),
        tx ->
            tx.execute(
                """
                update calls
                   set ended_at = coalesce(ended_at, ?::timestamptz),
                       outcome = coalesce(outcome, ?), seconds = coalesce(?, seconds),
                       cost_at = case when cost is null then ?::timestamptz end,
                       cost_tries = 0
                 where conversation_id = ?
                """,
                java.sql.Timestamp.from(at),
                outcome,
                seconds.orElse(null),
                java.sql.Timestamp.from(at.plus(costAfter)),
                conversation.id()));
  }

  void recorded(ConversationId conversation, String recordingId, String url) {
    database.runInTenant(
        conversation.tenant(),
        tx ->
            tx.update(CALLS)
                .set(CALLS.RECORDING_ID, recordingId)
                .set(CALLS.RECORDING_URL, url)
                .where(CALLS.CONVERSATION_ID.eq(conversation.id()))
                .execute());
  }
}
