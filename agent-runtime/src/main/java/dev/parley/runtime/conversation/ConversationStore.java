package dev.parley.runtime.conversation;

import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.config.store.OneTrip;
import dev.parley.config.store.Parameters;
import dev.parley.runtime.flow.FlowState;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Conversations and their leases. A lease is taken by the database's clock and fenced by a token
/// that grows with every owner: a commit under an old token writes nothing. Thread-safe.
public final class ConversationStore {
  /// The owner lets go this much before the database does, so that clocks may differ a little.
  private static final Duration CLOCK_MARGIN = Duration.ofSeconds(1);

  private static final String ACQUIRE =
      """
      update conversations
         set lease_owner = ?, lease_token = lease_token + 1,
             lease_until = clock_timestamp() + ? * interval '1 millisecond'
       where id = ? and (lease_until is null or lease_until < clock_timestamp() or lease_owner = ?)
      returning agent, agent_version, channel, contact_id, state, last_seq, silence_at, lease_token
      """;

  private static final String RENEW =
      """
      update conversations
         set lease_until = clock_timestamp() + ? * interval '1 millisecond'
       where id = ? and lease_token = ?
      """;

  private static final String RELEASE =
      "update conversations set lease_until = null where id = ? and lease_token = ?";

  private static final String BEGIN =
      """
      with contact as (
        insert into contacts (tenant_id) values (?::uuid) returning id
      ), conversation as (
        insert into conversations
          (tenant_id, agent, agent_version, channel, channel_id, contact_id, contact_address,
           session_hash, status, language, state, last_seq, started_at, silence_at,
           lease_owner, lease_token, lease_until)
        select ?, ?, ?, ?, ?, contact.id, coalesce(?, contact.id::text), ?, ?, ?, ?::jsonb, ?,
               ?::timestamptz, ?::timestamptz, ?, 1,
               clock_timestamp() + ? * interval '1 millisecond'
          from contact
        returning id, contact_id, tenant_id
      ), opening as (
        insert into turns (conversation_id, seq, tenant_id, speaker, text, language, source, at)
        select id, 1, tenant_id, 'agent', ?, ?, 'engine', ?::timestamptz
          from conversation where ?::text is not null
      )
      select id, contact_id from conversation
      """;

  private final Database database;
  private final NodeId node;
  private final Duration leaseFor;
  private final TurnWriter turns;
  private final Clock clock;

  /// @param leaseFor how long an owner may be silent before another node takes over
  /// @param senderSilent how long whoever sends a message may say nothing of it before its outcome
  ///     counts as unknown
  public ConversationStore(
      Database database, NodeId node, Duration leaseFor, Duration senderSilent, Clock clock) {
    this.database = database;
    this.node = node;
    this.leaseFor = leaseFor;
    this.turns = new TurnWriter(database, node, leaseFor, senderSilent);
    this.clock = clock;
  }

  /// Writes a new conversation with its opening turn, owned by this node.
  public OwnedConversation begin(NewConversation fresh) {
    Instant leaseUntil = leaseUntil();
    String language = fresh.state().language();
    @Nullable String opening = fresh.opening().orElse(null);
    Begun begun =
        database.oneTrip(fresh.tenant(), BEGIN, new Beginning(fresh, node, leaseFor)).orElseThrow();
    List<Turn> turns =
        opening == null
            ? List.of()
            : List.of(new Turn(1, Speaker.AGENT, opening, fresh.at(), language));
    return new OwnedConversation(
        new ConversationId(fresh.tenant(), begun.id()),
        fresh.agent(),
        fresh.agentVersion(),
        fresh.channel(),
        begun.contact(),
        fresh.state(),
        new Transcript(turns),
        turns.size(),
        fresh.silenceAt(),
        1,
        leaseUntil);
  }

  /// Takes the lease, unless another node holds it; ours is taken anew.
  public Optional<OwnedConversation> acquire(ConversationId conversation) {
    Instant leaseUntil = leaseUntil();
    return database.inTenant(
        conversation.tenant(),
        tx ->
            tx.fetchOptional(
                    ACQUIRE, node.value(), leaseFor.toMillis(), conversation.id(), node.value())
                .map(row -> owned(tx, conversation, row, leaseUntil)));
  }

  /// Keeps the lease; empty when it was lost.
  public Optional<Instant> renew(OwnedConversation owned) {
    Instant leaseUntil = leaseUntil();
    int kept =
        database.inTenant(
            owned.id().tenant(),
            tx -> tx.execute(RENEW, leaseFor.toMillis(), owned.id().id(), owned.token()));
    return kept == 1 ? Optional.of(leaseUntil) : Optional.empty();
  }

  /// Gives the lease back, so that another node need not wait for its end.
  public void release(OwnedConversation owned) {
    database.runInTenant(
        owned.id().tenant(), tx -> tx.execute(RELEASE, owned.id().id(), owned.token()));
  }

  /// Writes the turn, if the lease is still ours and its messages are unanswered; else nothing, and
  /// the result is empty.
  public Optional<Committed> commit(OwnedConversation owned, TurnCommit commit) {
    Instant leaseUntil = leaseUntil();
    return turns
        .write(new OwnedTurn(owned, commit))
        .map(toSend -> new Committed(owned.after(commit, leaseUntil), toSend));
  }

  private record Begun(UUID id, UUID contact) {}

  private record Beginning(NewConversation fresh, NodeId node, Duration leaseFor)
      implements OneTrip<Begun> {
    @Override
    public void parameters(Parameters parameters) throws SQLException {
      @Nullable String opening = fresh.opening().orElse(null);
      String language = fresh.state().language();
      parameters
          .uuid(fresh.tenant().value())
          .uuid(fresh.tenant().value())
          .text(fresh.agent())
          .number(Integer.valueOf(fresh.agentVersion()))
          .text(fresh.channel().wireName())
          .uuid(fresh.channelId())
          .text(fresh.contactAddress().orElse(null))
          .bytes(fresh.sessionHash().orElse(null))
          .text(statusName(fresh.state()))
          .text(language)
          .text(FlowStateJson.write(fresh.state()))
          .number(Integer.valueOf(opening == null ? 0 : 1))
          .time(fresh.at())
          .time(fresh.silenceAt().orElse(null))
          .uuid(node.value())
          .number(leaseFor.toMillis())
          .text(opening)
          .text(language)
          .time(fresh.at())
          .text(opening);
    }

    @Override
    public Begun row(ResultSet row) throws SQLException {
      return new Begun(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
    }
  }

  static String statusName(FlowState state) {
    return state.status().name().toLowerCase(Locale.ROOT);
  }

  private static OwnedConversation owned(
      DSLContext tx, ConversationId id, Record row, Instant leaseUntil) {
    return new OwnedConversation(
        id,
        row.get(0, String.class),
        row.get(1, Integer.class),
        ChannelType.valueOf(row.get(2, String.class).toUpperCase(Locale.ROOT)),
        row.get(3, UUID.class),
        FlowStateJson.read(row.get(4, JSONB.class)),
        new Transcript(TurnQueries.turns(tx, id.id(), 0, Integer.MAX_VALUE)),
        row.get(5, Integer.class),
        Optional.ofNullable(row.get(6, OffsetDateTime.class)).map(OffsetDateTime::toInstant),
        row.get(7, Long.class),
        leaseUntil);
  }

  private Instant leaseUntil() {
    return clock.instant().plus(leaseFor).minus(CLOCK_MARGIN);
  }
}
