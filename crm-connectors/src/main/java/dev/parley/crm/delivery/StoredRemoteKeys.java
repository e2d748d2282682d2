package dev.parley.crm.delivery;

import static dev.parley.config.store.generated.Tables.REMOTE_KEYS;

import dev.parley.config.store.Database;
import dev.parley.crm.Connector;
import dev.parley.crm.RemoteKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;

/// Remote keys as rows: one statement takes a key, so that of many callers one gets it. No
/// transaction is open while its holder talks to the other system. Thread-safe.
public final class StoredRemoteKeys implements RemoteKeys {
  /// A free key, or one whose holder's time is over; a known one is nobody's to take.
  private static final String TAKE =
      """
      insert into remote_keys as k (tenant_id, connector_id, key, holder, held_until)
      values (?, ?, ?, ?, ?::timestamptz)
      on conflict (connector_id, key) do update
         set holder = excluded.holder, held_until = excluded.held_until
       where k.remote_id is null and k.held_until <= ?::timestamptz
      returning k.holder
      """;

  private final Database database;
  private final Clock clock;

  public StoredRemoteKeys(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Claim claim(Connector connector, String key, Duration hold) {
    return database.inTenant(connector.tenant(), tx -> claim(tx, connector, key, hold));
  }

  private Claim claim(DSLContext tx, Connector connector, String key, Duration hold) {
    UUID holder = UUID.randomUUID();
    Instant now = clock.instant();
    boolean taken =
        tx.resultQuery(
                TAKE,
                connector.tenant().value(),
                connector.id(),
                key,
                holder,
                utc(now.plus(hold)),
                utc(now))
            .fetch()
            .isNotEmpty();
    if (taken) {
      return new Claim.Mine(holder);
    }
    Optional<String> known =
        tx.select(REMOTE_KEYS.REMOTE_ID)
            .from(REMOTE_KEYS)
            .where(at(connector, key))
            .fetchOptional(REMOTE_KEYS.REMOTE_ID);
    return known.<Claim>map(Claim.Known::new).orElseGet(Claim.Held::new);
  }

  @Override
  public void made(Connector connector, String key, UUID holder, String remoteId) {
    database.inTenant(
        connector.tenant(),
        tx ->
            tx.update(REMOTE_KEYS)
                .set(REMOTE_KEYS.REMOTE_ID, remoteId)
                .where(at(connector, key), REMOTE_KEYS.HOLDER.eq(holder))
                .execute());
  }

  @Override
  public void release(Connector connector, String key, UUID holder) {
    delete(connector, at(connector, key).and(REMOTE_KEYS.HOLDER.eq(holder)));
  }

  @Override
  public void forget(Connector connector, String key, String remoteId) {
    delete(connector, at(connector, key).and(REMOTE_KEYS.REMOTE_ID.eq(remoteId)));
  }

  private void delete(Connector connector, Condition which) {
    database.inTenant(connector.tenant(), tx -> tx.deleteFrom(REMOTE_KEYS).where(which).execute());
  }

  private static Condition at(Connector connector, String key) {
    return REMOTE_KEYS.CONNECTOR_ID.eq(connector.id()).and(REMOTE_KEYS.KEY.eq(key));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
