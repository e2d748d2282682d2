package dev.parley.runtime.conversation;

import dev.parley.config.store.Database;
import dev.parley.config.store.OneTrip;
import dev.parley.config.store.Parameters;
import dev.parley.config.tenant.TenantId;
import dev.parley.lead.Disposition;
import dev.parley.runtime.flow.FlowState;
import dev.parley.transcript.Turn;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;

/// The one statement that writes a turn: the conversation's row is its gate, and every other row
/// hangs on that the gate was passed with the right token, and for messages nobody has answered.
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
           and not exists (
               select from inbox i where i.id = any(?::bigint[]) and i.turn_seq is not null)
        returning id, tenant_id, channel, contact_id
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
      )\
      """;

  private static final String HELD = WRITE + " select id, null::uuid[] from held";

  /// Replies are sent by whoever wrote them, at once; what nobody asked for passes the gate first.
  /// A contact who opted out is sent the word that confirms it and nothing else. What a shut window
  /// kept back (far parts) is looked at again: the contact may have opened it. What is materialized
  /// would be looked up again for each place it is named in.
  private static final String HELD_AND_QUEUED =
      WRITE
          + """
          , overtaken as (
            update outbox
               set status = case when purpose = 'unasked' then 'refused' else status end,
                   reason = case when purpose = 'unasked' then 'overtaken' else reason end,
                   next_at = clock_timestamp()
              from held
             where outbox.conversation_id = held.id and outbox.status = 'pending'
               and (outbox.purpose = 'unasked' or outbox.part > 1000)
          ), earlier as materialized (
            select exists (
                   select from outbox e join held h on h.id = e.conversation_id
                    where e.status in ('pending', 'unknown') and e.purpose <> 'unasked')
                as unsent
          ), queued as (
            insert into outbox
              (id, tenant_id, conversation_id, seq, part, channel, purpose, body, status, reason,
               attempts, first_tried_at, next_at)
            select p.id, held.tenant_id, held.id, ?, p.part, held.channel, p.purpose, p.body::json,
                   s.status, case when s.status = 'refused' then 'suppressed' end,
                   case when s.status = 'sending' then 1 else 0 end,
                   case when s.status = 'sending' then clock_timestamp() end,
                   clock_timestamp()
                     + case when s.status = 'sending' then ? else 0 end * interval '1 millisecond'
              from held
              join contacts c on c.id = held.contact_id
             cross join unnest(?::uuid[], ?::text[], ?::text[])
                        with ordinality as p (id, purpose, body, part)
             cross join earlier
             cross join lateral (
                   select case when c.suppressed and p.purpose <> 'consent' then 'refused'
                               when p.purpose = 'unasked' or earlier.unsent then 'pending'
                               else 'sending' end) as s (status)
            returning id, status
          )
          select held.id, (select array_agg(queued.id) from queued where queued.status = 'sending')
            from held\
          """;

  private TurnWriter() {}

  /// Empty when the lease was lost, or one of the messages was answered already: then nothing was
  /// written.
  static Optional<Set<UUID>> write(
      Database database,
      NodeId node,
      Duration leaseFor,
      Duration senderSilent,
      OwnedConversation owned,
      TurnCommit commit) {
    TenantId tenant = owned.id().tenant();
    String sql = commit.outgoing().isEmpty() ? HELD : HELD_AND_QUEUED;
    OneTrip<Set<UUID>> turn = new Turns(node, leaseFor, senderSilent, owned, commit);
    if (commit.attempts().isEmpty() && commit.also().isEmpty()) {
      return database.oneTrip(tenant, sql, turn);
    }
    return database.inTenant(tenant, tx -> withMore(tx, sql, turn, owned, commit));
  }

  private static Optional<Set<UUID>> withMore(
      DSLContext tx,
      String sql,
      OneTrip<Set<UUID>> turn,
      OwnedConversation owned,
      TurnCommit commit) {
    Optional<Set<UUID>> held = Database.statement(tx, sql, turn);
    if (held.isPresent()) {
      ModelCalls.insert(
          tx, owned.id(), Optional.of(commit.lastSeq(owned.lastSeq())), "turn", commit.attempts());
      commit.also().forEach(also -> also.write(tx, owned));
    }
    return held;
  }

  private record Turns(
      NodeId node,
      Duration leaseFor,
      Duration senderSilent,
      OwnedConversation owned,
      TurnCommit commit)
      implements OneTrip<Set<UUID>> {
    @Override
    public void parameters(Parameters parameters) throws SQLException {
      FlowState state = commit.state();
      List<Turn> turns = commit.turns();
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
          .longs(commit.answered().stream().map(WaitingMessage::inboxId).toList())
          .text(commit.source())
          .texts(commit.messageIds())
          .numbers(turns.stream().map(Turn::seq).toList())
          .texts(turns.stream().map(turn -> turn.from().wireName()).toList())
          .texts(turns.stream().map(Turn::text).toList())
          .texts(turns.stream().map(Turn::language).toList())
          .times(turns.stream().map(Turn::at).toList())
          .number(commit.contactSeq().orElse(0))
          .longs(commit.answered().stream().map(WaitingMessage::inboxId).toList());
      List<OutgoingPart> outgoing = commit.outgoing();
      if (!outgoing.isEmpty()) {
        parameters
            .number(Integer.valueOf(commit.lastSeq(owned.lastSeq())))
            .number(senderSilent.toMillis())
            .uuids(outgoing.stream().map(OutgoingPart::id).toList())
            .texts(outgoing.stream().map(part -> part.purpose().wireName()).toList())
            .texts(outgoing.stream().map(OutgoingPart::body).toList());
      }
    }

    @Override
    public Set<UUID> row(ResultSet row) throws SQLException {
      Array sending = row.getArray(2);
      return sending == null ? Set.of() : Set.of((UUID[]) sending.getArray());
    }
  }
}
