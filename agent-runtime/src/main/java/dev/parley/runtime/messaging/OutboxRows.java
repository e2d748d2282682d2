package dev.parley.runtime.messaging;

import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.OutgoingPart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jooq.JSON;
import org.jooq.Record;

/// The rows of the outbox that became due: sent too late, sent by a process that died, or with an
/// outcome that is to be asked about. Each is handed to one process. Thread-safe.
final class OutboxRows {
  /// Only the first unsettled message of a conversation: what follows waits for it. What nobody
  /// asked for holds nobody back.
  private static final String CLAIM =
      """
      with due as (
        select o.id, o.status as was
          from outbox o
         where o.status in ('pending', 'sending', 'unknown') and o.next_at <= statement_timestamp()
           and not exists (
               select from outbox e
                where e.conversation_id = o.conversation_id
                  and (e.seq, e.part) < (o.seq, o.part)
                  and e.status in ('pending', 'sending', 'unknown')
                  and (e.purpose <> 'unasked' or e.status <> 'pending'))
         order by o.next_at
         limit ?
           for update of o skip locked
      )
      update outbox o
         set status = case when due.was = 'pending' then 'sending' else 'unknown' end,
             attempts = o.attempts + 1,
             first_tried_at = coalesce(o.first_tried_at, clock_timestamp()),
             next_at = clock_timestamp() + ? * interval '1 millisecond'
        from due
       where o.id = due.id
      returning o.id, o.tenant_id, o.conversation_id, o.channel, o.seq, o.purpose, o.body,
                due.was, o.attempts, o.first_tried_at, o.created_at, o.part
      """;

  private final Database database;
  private final Duration claimedFor;

  /// @param claimedFor how long a process may take over what it claims
  OutboxRows(Database database, Duration claimedFor) {
    this.database = database;
    this.claimedFor = claimedFor;
  }

  List<OutboxRow> claim(int limit) {
    return database.acrossTenants(
        tx -> tx.fetch(CLAIM, limit, claimedFor.toMillis()).map(OutboxRows::row));
  }

  private static OutboxRow row(Record row) {
    return new OutboxRow(
        row.get(0, UUID.class),
        new ConversationId(new TenantId(row.get(1, UUID.class)), row.get(2, UUID.class)),
        ChannelType.valueOf(row.get(3, String.class).toUpperCase(Locale.ROOT)),
        row.get(4, Integer.class),
        MissedWords.isMissed(row.get(11, Integer.class)),
        OutgoingPart.Purpose.of(row.get(5, String.class)),
        OutboundBodyJson.read(row.get(6, JSON.class).data()),
        row.get(7, String.class).equals("pending")
            ? OutboxRow.Stage.UNSENT
            : OutboxRow.Stage.UNKNOWN,
        row.get(8, Integer.class),
        row.get(9, Instant.class),
        row.get(10, Instant.class));
  }
}
