package dev.parley.runtime.messaging;

import dev.parley.config.store.Database;
import dev.parley.config.store.OneTrip;
import dev.parley.config.store.Parameters;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes outcomes down, many in one commit: what was sent is known to this process anyway, and a
/// process that dies before finds it out again. Thread-safe.
final class OutcomeWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutcomeWriter.class);
  private static final int BATCH_MAX = 500;
  private static final Duration TRY_AGAIN = Duration.ofMillis(200);

  /// A receipt may have settled the row before, or another process may have taken it over: then
  /// only that the vendor has it still counts. A row the vendor does not have is as if untried.
  /// Where the contact wrote while a shut window was looked at, it is looked at again at once.
  /// With its offset each row is looked up by its id, whatever the plan was made for. Nobody waits
  /// for the disk: an outcome that is lost with the machine is found out like that of a process
  /// that died, and the messages and turns of other commits are flushed sooner.
  private static final String WRITE =
      """
      with given as (
        select * from unnest(?::uuid[], ?::int[], ?::text[], ?::text[], ?::text[], ?::bigint[])
                   as u (id, attempt, status, provider_message_id, reason, after_millis)
      ), found as (
        select u.* from (select * from given order by id) as u
         cross join lateral (
               select status, attempts from outbox where outbox.id = u.id
               offset 0 for no key update) as o
         where o.status in ('sending', 'unknown', 'pending')
           and (u.status = 'sent' or o.attempts = u.attempt)
      ), written as (
        update outbox o
           set status = u.status, reason = u.reason,
               provider_message_id = coalesce(u.provider_message_id, o.provider_message_id),
               first_tried_at =
                 case when u.status = 'pending' then null else o.first_tried_at end,
               next_at = clock_timestamp()
                 + case when u.status = 'pending' and o.reason = 'window_open' then 0
                        else u.after_millis end * interval '1 millisecond'
          from found u
         where o.id = any(array[u.id])
        returning 1)
      select count(*), set_config('synchronous_commit', 'off', true) from written
      """;

  private final Database database;
  private final LinkedBlockingQueue<Outcome> queue = new LinkedBlockingQueue<>();
  private final Thread thread = Thread.ofVirtual().name("outbox-outcomes").unstarted(this::run);
  private volatile boolean closing;

  OutcomeWriter(Database database) {
    this.database = database;
  }

  void start() {
    thread.start();
  }

  void write(Outcome outcome) {
    queue.add(outcome);
  }

  /// Writes what is still there, for at most `grace`.
  void drain(Duration grace) throws InterruptedException {
    closing = true;
    thread.join(grace);
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
  }

  private void run() {
    List<Outcome> batch = new ArrayList<>();
    try {
      while (!closing || !queue.isEmpty()) {
        Outcome first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, BATCH_MAX - 1);
          commit(batch);
          batch.clear();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void commit(List<Outcome> batch) throws InterruptedException {
    while (true) {
      try {
        database.oneTripAcrossTenants(WRITE, new Batch(List.copyOf(batch)));
        return;
      } catch (RuntimeException e) {
        LOG.atWarn()
            .setCause(e)
            .addKeyValue("outcomes", batch.size())
            .log("Outcomes of sent messages were not written; they are written again in a moment");
        Thread.sleep(TRY_AGAIN);
      }
    }
  }

  private record Batch(List<Outcome> outcomes) implements OneTrip<Long> {
    @Override
    public void parameters(Parameters parameters) throws SQLException {
      parameters
          .uuids(outcomes.stream().map(Outcome::id).toList())
          .numbers(outcomes.stream().map(Outcome::attempt).toList())
          .texts(outcomes.stream().map(Outcome::status).toList())
          .textsOrNull(outcomes.stream().map(one -> one.providerMessageId().orElse(null)).toList())
          .textsOrNull(outcomes.stream().map(one -> one.reason().orElse(null)).toList())
          .longs(outcomes.stream().map(one -> one.after().toMillis()).toList());
    }

    @Override
    public Long row(ResultSet row) throws SQLException {
      return row.getLong(1);
    }
  }
}
