package dev.parley.crm.delivery;

import dev.parley.config.store.Database;
import java.time.Clock;
import java.time.ZoneOffset;

/// Makes dead letters of deliveries whose time is over while nothing was attempted: their connector
/// was paused, disabled, or did not answer. To be run every now and then, on one node at a time.
public final class GiveUp {
  /// Some at a time, so that no lock is held long.
  private static final int BATCH = 1000;

  private static final String GIVE_UP =
      """
      update deliveries d
         set status = 'dead', next_at = null, lease_until = null,
             code = coalesce(d.code, 'time_over'),
             reason = 'Gave up: its time was over.' ||
                      case when c.status <> 'active'
                           then ' The connector was ' || c.status || '. ' ||
                                coalesce(c.status_reason, '')
                           else ' ' || coalesce(d.reason, 'The other system did not answer.') end
        from connectors c
       where c.id = d.connector_id and d.id in (
         select id from deliveries
          where status = 'pending' and give_up_at <= ?::timestamptz
            and (lease_until is null or lease_until <= ?::timestamptz)
          limit ? for update skip locked)
      """;

  private final Database database;
  private final Clock clock;

  public GiveUp(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /// @return how many were given up
  public int run() {
    int total = 0;
    int some;
    do {
      var now = clock.instant().atOffset(ZoneOffset.UTC);
      some = database.acrossTenants(tx -> tx.query(GIVE_UP, now, now, BATCH).execute());
      total += some;
    } while (some == BATCH);
    return total;
  }
}
