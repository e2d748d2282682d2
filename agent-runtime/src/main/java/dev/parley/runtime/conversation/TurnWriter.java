package dev.parley.runtime.conversation;

import dev.parley.config.binding.ChannelType;
import dev.parley.runtime.flow.FlowState;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
          from held where inbox.conversation_id = held.id and inbox.id = any(?::bigint[])
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
      DSLContext tx, NodeId node, Duration leaseFor, OwnedConversation owned, TurnCommit commit) {
    FlowState state = commit.state();
    List<Turn> turns = commit.turns();
    @Nullable Integer outboxSeq = outboxSeq(owned, commit);
    boolean closed = state.status() == FlowState.Status.CLOSED;
    boolean held =
        tx.fetchOne(
                WRITE,
                FlowStateJson.write(state),
                ConversationStore.statusName(state),
                state.disposition().map(disposition -> disposition.wireName()).orElse(null),
                state.reason().orElse(null),
                state.language(),
                commit.lastSeq(owned.lastSeq()),
                commit.silenceAt().orElse(null),
                closed,
                commit.at(),
                node.value(),
                leaseFor.toMillis(),
                owned.id().id(),
                owned.token(),
                commit.source(),
                commit.messageIds().toArray(String[]::new),
                turns.stream().map(Turn::seq).toArray(Integer[]::new),
                turns.stream().map(turn -> turn.from().wireName()).toArray(String[]::new),
                turns.stream().map(Turn::text).toArray(String[]::new),
                turns.stream().map(Turn::language).toArray(String[]::new),
                turns.stream().map(Turn::at).toArray(Instant[]::new),
                commit.contactSeq().orElse(0),
                commit.answered().stream().map(WaitingMessage::inboxId).toArray(Long[]::new),
                outboxSeq,
                outboxSeq)
            != null;
    if (held) {
      ModelCalls.insert(
          tx, owned.id(), Optional.of(commit.lastSeq(owned.lastSeq())), "turn", commit.attempts());
      commit.also().forEach(also -> also.write(tx, owned));
    }
    return held;
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
