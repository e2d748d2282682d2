package dev.parley.runtime.conversation;

import dev.parley.config.store.Database;
import dev.parley.config.store.OneTrip;
import dev.parley.config.store.Parameters;
import dev.parley.config.store.SharedCommit;
import dev.parley.config.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// The one statement that writes turns, of one conversation or of many at once: each conversation's
/// row is the gate of its turn, and every other row hangs on that the gate was passed with the
/// right token, and for messages nobody has answered. Rows are found by an `any` of one id: a plan
/// made while the tables are empty would take a plain equality for a reason to walk them.
/// Thread-safe.
final class TurnWriter {
  private static final int AT_ONCE_MAX = 64;

  private static final String WRITE =
      """
      with given as (
        select * from json_to_recordset(?::json) as g
          (id uuid, token bigint, state jsonb, status text, disposition text, reason text,
           language text, last_seq int, silence_at timestamptz, ended_at timestamptz,
           answered bigint[], contact_seq int, turns json, parts json)
      ), held as (
        update conversations c
           set state = g.state, status = g.status, disposition = g.disposition,
               reason = g.reason, language = g.language, last_seq = g.last_seq,
               silence_at = g.silence_at, ended_at = coalesce(g.ended_at, c.ended_at),
               lease_owner = ?,
               lease_until = clock_timestamp() + ? * interval '1 millisecond'
          from given g
         where c.id = any(array[g.id]) and c.lease_token = g.token
           and not exists (
               select from inbox i where i.id = any(g.answered) and i.turn_seq is not null)
        returning c.id, c.tenant_id, c.channel, c.contact_id, c.last_seq,
                  g.answered, g.contact_seq, g.turns, g.parts
      ), said as (
        insert into turns
          (conversation_id, seq, tenant_id, speaker, text, language, source, message_ids, at,
           confidence)
        select held.id, t.seq, held.tenant_id, t.speaker, t.text, t.language, t.source,
               t.message_ids, t.at, t.confidence
          from held,
               json_to_recordset(held.turns) as t
                 (seq int, speaker text, text text, language text, source text,
                  message_ids text[], at timestamptz, confidence real)
      ), answered as (
        update inbox set turn_seq = held.contact_seq
          from held
         where inbox.id = any(held.answered) and inbox.conversation_id = held.id
      )\
      """;

  private static final String HELD = WRITE + " select id, null::uuid from held";

  /// Replies are sent by whoever wrote them, at once; what nobody asked for passes the gate first.
  /// A contact who opted out is sent the word that confirms it and nothing else. What a shut window
  /// kept back (far parts) is looked at again, and replies wait for it even where it is being
  /// looked at just now: the contact may have opened it. Without its offset what is earlier would
  /// be looked up again for each place that names it. Both ask in the words of the index of what
  /// waits: a plan made on an empty table may take the one of all that is unsent instead.
  private static final String HELD_AND_QUEUED =
      WRITE
          + """
          , overtaken as (
            update outbox
               set status =
                     case when purpose = 'unasked' and status = 'pending' then 'refused'
                          else status end,
                   reason =
                     case when purpose = 'unasked' and status = 'pending' then 'overtaken'
                          else 'window_open' end,
                   next_at = case when status = 'pending' then clock_timestamp() else next_at end
              from held
             where outbox.conversation_id = held.id
               and (outbox.status = 'pending' and outbox.purpose = 'unasked'
                    or outbox.part > 1000)
               and outbox.status not in ('unknown', 'sent', 'refused')
          ), queued as (
            insert into outbox
              (id, tenant_id, conversation_id, seq, part, channel, purpose, body, status, reason,
               attempts, first_tried_at, next_at)
            select p.id, held.tenant_id, held.id, held.last_seq, p.part, held.channel, p.purpose,
                   p.body, s.status, case when s.status = 'refused' then 'suppressed' end,
                   case when s.status = 'sending' then 1 else 0 end,
                   case when s.status = 'sending' then clock_timestamp() end,
                   clock_timestamp()
                     + case when s.status = 'sending' then ? else 0 end * interval '1 millisecond'
              from held
              join contacts c on c.id = any(array[held.contact_id])
             cross join lateral json_to_recordset(held.parts) as p
                          (id uuid, part int, purpose text, body json)
             cross join lateral (
                   select exists (
                          select from outbox e
                           where e.conversation_id = held.id
                             and (e.status in ('pending', 'unknown') or e.part > 1000)
                           and e.status not in ('sent', 'refused')
                           and e.purpose <> 'unasked')
                   offset 0) as earlier (unsent)
             cross join lateral (
                   select case when c.suppressed and p.purpose <> 'consent' then 'refused'
                               when p.purpose = 'unasked' or earlier.unsent then 'pending'
                               else 'sending' end) as s (status)
            returning conversation_id, id, status
          )
          select id, null::uuid from held
           union all
          select conversation_id, id from queued where status = 'sending'\
          """;

  private final Database database;
  private final NodeId node;
  private final Duration leaseFor;
  private final Duration senderSilent;
  private final SharedCommit<OwnedTurn, Set<UUID>> shared =
      new SharedCommit<>(Lane::of, turn -> turn.owned().id().id(), AT_ONCE_MAX, this::together);

  TurnWriter(Database database, NodeId node, Duration leaseFor, Duration senderSilent) {
    this.database = database;
    this.node = node;
    this.leaseFor = leaseFor;
    this.senderSilent = senderSilent;
  }

  /// What one statement may write: rows of one tenant, all of them with messages or none.
  private record Lane(TenantId tenant, boolean queued) {
    static Lane of(OwnedTurn turn) {
      return new Lane(turn.owned().id().tenant(), !turn.commit().outgoing().isEmpty());
    }

    String sql() {
      return queued ? HELD_AND_QUEUED : HELD;
    }
  }

  /// The ids of what this process is to send; empty when the lease was lost, or one of the messages
  /// was answered already: then nothing was written.
  Optional<Set<UUID>> write(OwnedTurn turn) {
    return turn.commit().attempts().isEmpty() && turn.commit().also().isEmpty()
        ? shared.write(turn)
        : database.inTenant(turn.owned().id().tenant(), tx -> withMore(tx, turn));
  }

  private Map<Object, Set<UUID>> together(List<OwnedTurn> turns) {
    Lane lane = Lane.of(turns.getFirst());
    return toSend(database.oneTripForAll(lane.tenant(), lane.sql(), new Turns(turns, lane)));
  }

  private Optional<Set<UUID>> withMore(DSLContext tx, OwnedTurn turn) {
    Lane lane = Lane.of(turn);
    OwnedConversation owned = turn.owned();
    TurnCommit commit = turn.commit();
    var held = toSend(Database.statement(tx, lane.sql(), new Turns(List.of(turn), lane)));
    if (!held.isEmpty()) {
      ModelCalls.insert(
          tx, owned.id(), Optional.of(commit.lastSeq(owned.lastSeq())), "turn", commit.attempts());
      commit.also().forEach(also -> also.write(tx, owned));
    }
    return held.values().stream().findFirst();
  }

  private static Map<Object, Set<UUID>> toSend(List<Row> rows) {
    Map<Object, Set<UUID>> byConversation = new HashMap<>();
    for (Row row : rows) {
      Set<UUID> ids = byConversation.computeIfAbsent(row.conversation(), _ -> new HashSet<>());
      Optional.ofNullable(row.toSend()).ifPresent(ids::add);
    }
    return byConversation;
  }

  /// @param toSend null in the one row that says that the turn was written
  private record Row(UUID conversation, @Nullable UUID toSend) {}

  private final class Turns implements OneTrip<Row> {
    private final List<OwnedTurn> turns;
    private final Lane lane;

    Turns(List<OwnedTurn> turns, Lane lane) {
      this.turns = turns;
      this.lane = lane;
    }

    @Override
    public void parameters(Parameters parameters) throws SQLException {
      parameters.text(TurnJson.write(turns)).uuid(node.value()).number(leaseFor.toMillis());
      if (lane.queued()) {
        parameters.number(senderSilent.toMillis());
      }
    }

    @Override
    public Row row(ResultSet row) throws SQLException {
      return new Row(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
    }
  }
}
