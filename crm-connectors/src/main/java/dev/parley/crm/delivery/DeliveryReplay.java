package dev.parley.crm.delivery;

import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// Sends deliveries again by hand, with the whole schedule before them once more. The id stays, so
/// a receiver that had it already can tell. Thread-safe.
public final class DeliveryReplay {
  private static final String REPLAY =
      """
      update deliveries d
         set status = 'pending', attempts_waived = d.attempt_count, next_at = ?::timestamptz,
             give_up_at = ?::timestamptz,
             code = null, reason = null
        from connectors c
       where c.id = d.connector_id and c.deleted_at is null and d.lease_until is null
      """;

  private static final String ONE = REPLAY + " and d.id = ? returning d.connector_id";

  private static final String MANY =
      REPLAY
          + """
             and d.id in (
              select f.id from deliveries f
               where f.connector_id = ? and f.status in ('dead', 'rejected')
               order by f.id limit ?)
            returning d.connector_id
            """;

  private final Database database;
  private final Clock clock;
  private final Duration giveUpAfter;
  private final Consumer<List<UUID>> wake;

  /// @param wake told the connectors that have something to do again: `DeliveryEngine::wake`
  public DeliveryReplay(
      Database database, Clock clock, DeliverySettings settings, Consumer<List<UUID>> wake) {
    this.database = database;
    this.clock = clock;
    this.giveUpAfter = settings.giveUpAfter();
    this.wake = wake;
  }

  /// What came of asking for a replay.
  public enum Replay {
    /// It is pending and due now.
    DUE,
    /// The tenant has no such delivery.
    NOT_FOUND,
    /// An attempt is under way, or the connector was deleted: nothing was changed.
    NOT_NOW
  }

  /// Makes one delivery due now, whatever became of it before.
  public Replay replay(TenantId tenant, UUID delivery) {
    Instant now = clock.instant();
    List<UUID> due =
        database.inTenant(
            tenant,
            tx -> tx.resultQuery(ONE, at(now), giveUpAt(now), delivery).fetch(0, UUID.class));
    if (!due.isEmpty()) {
      wake.accept(due);
      return Replay.DUE;
    }
    boolean known =
        database.inTenant(tenant, tx -> new Deliveries().find(tx, delivery).isPresent());
    return known ? Replay.NOT_NOW : Replay.NOT_FOUND;
  }

  /// Makes a connector's dead and rejected deliveries due now, oldest first.
  ///
  /// @param limit at most so many
  /// @return how many
  public int redrive(TenantId tenant, UUID connector, int limit) {
    Instant now = clock.instant();
    int due =
        database.inTenant(
            tenant,
            tx -> tx.resultQuery(MANY, at(now), giveUpAt(now), connector, limit).fetch().size());
    if (due > 0) {
      wake.accept(List.of(connector));
    }
    return due;
  }

  private static Object at(Instant now) {
    return now.atOffset(ZoneOffset.UTC);
  }

  private Object giveUpAt(Instant now) {
    return now.plus(giveUpAfter).atOffset(ZoneOffset.UTC);
  }
}
