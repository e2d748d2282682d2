package dev.parley.runtime.background;

import dev.parley.config.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How much waits in each queue, over all tenants and nodes, for the metrics. Read from the rows at
/// most once a second; not a number while the database does not answer. Thread-safe.
public final class Queues {
  private static final Logger LOG = LoggerFactory.getLogger(Queues.class);
  private static final Duration KEPT = Duration.ofSeconds(1);
  private static final String DEPTHS =
      """
      select (select count(*) from inbox where turn_seq is null) as inbox,
             (select count(*) from outbox where status in ('pending', 'sending', 'unknown')) as outbox,
             (select count(*) from deliveries where status = 'pending') as deliveries,
             (select count(*) from scheduled_tasks where execution_time <= now() and not picked) as tasks
      """;

  /// Each by its column.
  public enum Queue {
    /// Messages of contacts that no turn has answered yet.
    INBOX,
    /// Messages to contacts whose sending is not settled.
    OUTBOX,
    /// Leads that a connector has not taken yet.
    DELIVERIES,
    /// Background tasks that are due.
    TASKS;

    /// As it is called in the metrics.
    public String column() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Database database;
  private final Clock clock;
  private Optional<Record> depths = Optional.empty();
  private Instant readAt = Instant.EPOCH;

  public Queues(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  public synchronized double depth(Queue queue) {
    Instant now = clock.instant();
    if (Duration.between(readAt, now).compareTo(KEPT) >= 0) {
      depths = read();
      readAt = now;
    }
    return depths.map(row -> row.get(queue.column(), Double.class)).orElse(Double.NaN);
  }

  private Optional<Record> read() {
    try {
      return database.acrossTenants(tx -> tx.fetchOptional(DEPTHS));
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("The queues' depths could not be read; the metrics lack them");
      return Optional.empty();
    }
  }
}
