package dev.parley.runtime.risk;

import dev.parley.config.tenant.TenantId;
import dev.parley.risk.Sightings;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jooq.DSLContext;
import org.jooq.Record;

/// Counts what was seen and notes that it was seen again, in one statement. Works in the caller's
/// transaction; thread-safe.
final class SightingRows {
  static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);

  /// A flood of the same is counted no further than this: it is too much long before.
  private static final int COUNTED_MAX = 1_000;

  private static final String SEE =
      """
      with given (kind, key) as (
        select * from (values ('ip', ?::bytea), ('email', ?::bytea), ('phone', ?::bytea),
                              ('same', ?::bytea)) v (kind, key)
         where v.key is not null),
      noted as (
        insert into risk_sightings (tenant_id, kind, key, at)
        select ?::uuid, kind, key, ?::timestamptz from given),
      seen as (
        select given.kind, before.at
          from given,
               lateral (select s.at from risk_sightings s
                         where s.tenant_id = ?::uuid and s.kind = given.kind
                           and s.key = given.key and s.at > ?::timestamptz
                         order by s.at desc
                         limit ?) before)
      select count(*) filter (where kind = 'ip' and at > ?::timestamptz),
             count(*) filter (where kind = 'ip'),
             count(*) filter (where kind = 'email'),
             count(*) filter (where kind = 'phone'),
             count(*) filter (where kind = 'same')
        from seen
      """;

  Sightings see(DSLContext tx, TenantId tenant, SightingKeys keys, Instant now) {
    Record row =
        tx.fetchSingle(
            SEE,
            keys.ip(),
            keys.email(),
            keys.phone(),
            keys.same(),
            tenant.value(),
            time(now),
            tenant.value(),
            time(now.minus(LONGEST)),
            COUNTED_MAX,
            time(now.minus(HOUR)));
    return new Sightings(
        row.get(0, int.class),
        row.get(1, int.class),
        row.get(2, int.class),
        row.get(3, int.class),
        row.get(4, int.class));
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
