package dev.parley.runtime.conversation;

import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.config.store.OneTrip;
import dev.parley.config.store.Parameters;
import dev.parley.config.tenant.TenantId;
import dev.parley.lead.Disposition;
import dev.parley.runtime.flow.FlowState;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Turn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// The one statement that writes a turn: the conversation's row is its gate, and every other row
/// hangs on that the gate was passed with the right token.
final class TurnWriter {
  private static final String WRITE =
      """
      with held as (
        update conversations
           set state = ?::jsonb, status = ?, disposition = ?, reason = ?, language = ?,
               last_seq = ?, silence_at = ?::timestamptz,
               ended_at = case when ? then ?::timestamptz else ended_at end,
               lease_owner = ?,
               lease_until = clock_timestamp() + ? * interval '1 millisecond'
         where id = ? and lease_token = ?
        returning id, tenant_id, channel
      ), said as (
        insert into turns
          (conversation_id, seq, tenant_id, speaker, text, language, source, message_ids, at)
        select held.id, t.seq, held.tenant_id, t.speaker, t.text, t.language,
               case when t.speaker = 'agent' then ? end,
               case when t.speaker = 'contact' then ?::text[] else '{}' end, t.at
          from held,
               unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
                 as t (seq, speaker, text, language, at)
      ), answered as (
        update inbox set turn_seq = ?
          from held, unnest(?::bigint[]) as done (id)
         where inbox.id = done.id and inbox.conversation_id = held.id
      ), queued as (
        insert into outbox (tenant_id, conversation_id, seq, channel)
        select held.tenant_id, held.id, ?::int, held.channel
          from held where ?::int is not null
      )
      select id from held
      """;

  private TurnWriter() {}

  /// False when the lease was lost: then nothing was written.
  static boolean write(
      Database database,
      NodeId node,
      Duration leaseFor,
      OwnedConversation owned,
      TurnCommit commit) {
    TenantId tenant = owned.id().tenant();
    OneTrip<UUID> turn = new Turns(node, leaseFor, owned, commit);
    if (commit.attempts().isEmpty() && commit.also().isEmpty()) {
      return database.oneTrip(tenant, WRITE, turn).isPresent();
    }
    return database.inTenant(tenant, tx -> withMore(tx, turn, owned, commit));
  }

  private static boolean withMore(
      DSLContext tx, OneTrip<UUID> turn, OwnedConversation owned, TurnCommit commit) {
    boolean held = Database.statement(tx, WRITE, turn).isPresent();
    if (held) {
      ModelCalls.insert(
          tx, owned.id(), Optional.of(commit.lastSeq(owned.lastSeq())), "turn", commit.attempts());
      commit.also().forEach(also -> also.write(tx, owned));
    }
    return held;
  }

  private record Turns(NodeId node, Duration leaseFor, OwnedConversation owned, TurnCommit commit)
      implements OneTrip<UUID> {
    @Override
    public void parameters(Parameters parameters) throws SQLException {
      FlowState state = commit.state();
      List<Turn> turns = commit.turns();
      @Nullable Integer outboxSeq = outboxSeq(owned, commit);
      parameters
          .text(FlowStateJson.write(state))
          .text(ConversationStore.statusName(state))
          .text(state.disposition().map(Disposition::wireName).orElse(null))
          .text(state.reason().orElse(null))
          .text(state.language())
          .number(commit.lastSeq(owned.lastSeq()))
          .time(commit.silenceAt().orElse(null))
          .truth(state.status() == FlowState.Status.CLOSED)
          .time(commit.at())
          .uuid(node.value())
          .number(leaseFor.toMillis())
          .uuid(owned.id().id())
          .number(owned.token())
          .text(commit.source())
          .texts(commit.messageIds())
          .numbers(turns.stream().map(Turn::seq).toList())
          .texts(turns.stream().map(turn -> turn.from().wireName()).toList())
          .texts(turns.stream().map(Turn::text).toList())
          .texts(turns.stream().map(Turn::language).toList())
          .times(turns.stream().map(Turn::at).toList())
          .number(commit.contactSeq().orElse(0))
          .longs(commit.answered().stream().map(WaitingMessage::inboxId).toList())
          .number(outboxSeq)
          .number(outboxSeq);
    }

    @Override
    public UUID row(ResultSet row) throws SQLException {
      return row.getObject(1, UUID.class);
    }
  }

  /// The web chat needs no outbox: a browser names the last turn it has and gets what follows.
  private static @Nullable Integer outboxSeq(OwnedConversation owned, TurnCommit commit) {
    return owned.channel() == ChannelType.WEB
        ? null
        : commit.turns().stream()
            .filter(turn -> turn.from() == Speaker.AGENT)
            .map(Turn::seq)
            .findFirst()
            .orElse(null);
  }
}
