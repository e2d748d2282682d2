package dev.parley.crm.delivery;

import dev.parley.config.store.Database;
import dev.parley.config.store.OneTrip;
import dev.parley.config.store.Parameters;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.delivery.Lanes.Room;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Takes due deliveries for this node, keeps them, and finds connectors that have some.
final class Leases {
  /// One index probe per connector with anything pending, however much that is.
  private static final String DUE =
      """
      with recursive lane as (
        (select connector_id, next_at from deliveries where status = 'pending'
          order by connector_id, next_at limit 1)
        union all
        select further.connector_id, further.next_at
          from lane cross join lateral (
            select d.connector_id, d.next_at from deliveries d
             where d.status = 'pending' and d.connector_id > lane.connector_id
             order by d.connector_id, d.next_at limit 1) further)
      select lane.connector_id from lane join connectors c on c.id = lane.connector_id
       where lane.next_at <= ?::timestamptz and c.status = 'active' and c.deleted_at is null
      """;

  /// The attempt is on record before the push: attempt_count is raised here. A lease that had run
  /// out means the attempt before never told its outcome; that goes into the history now. Only
  /// the oldest pending event of a lead is taken, so that a lead's events arrive in order.
  /// What came before of the same lead is found by the lead alone: `is true` keeps a plan that was
  /// made on an empty table from walking a connector's whole backlog for each delivery.
  /// A connector comes along where its row is not of the version this node has in memory.
  private static final String TAKE =
      """
      with room as (
        select * from unnest(?::uuid[], ?::int[], ?::text[])
            as room (connector_id, attempts, version)),
      due as (
        select found.id from room
          join connectors c on c.id = room.connector_id
               and c.status = 'active' and c.deleted_at is null
         cross join lateral (
           select d.id from deliveries d
            where d.connector_id = room.connector_id and d.status = 'pending'
              and d.next_at <= ?::timestamptz
              and (d.lease_until is null or d.lease_until <= ?::timestamptz)
              and not exists (
                select from deliveries earlier
                 where earlier.lead_id = d.lead_id
                   and (earlier.connector_id = d.connector_id) is true
                   and (earlier.status = 'pending') is true
                   and (earlier.revision, earlier.id) < (d.revision, d.id))
            order by d.next_at, d.id limit room.attempts
              for update of d skip locked) found),
      taken as (
        update deliveries d
           set attempt_count = d.attempt_count + 1,
               attempts_waived = d.attempts_waived + (d.lease_until is not null)::int,
               lease_until = ?::timestamptz
          from due where d.id = due.id
        returning d.*, old.lease_until as lost_lease),
      lost as (
        insert into delivery_attempts (delivery_id, number, tenant_id, at, outcome, code, error)
        select id, attempt_count - 1, tenant_id, lost_lease, 'interrupted', 'interrupted',
               'The process ended before the outcome was known; sent again with the same id.'
          from taken where lost_lease is not null
        on conflict do nothing),
      changed as (
        select c.id, c.xmin::text as version, c.type, c.settings::text, c.credentials,
               c.mapping::text
          from room join connectors c on c.id = room.connector_id
         where c.xmin::text <> room.version)
      select t.id, t.tenant_id, t.connector_id, coalesce(t.lead_id, t.erased_lead) as lead_id,
             t.event, t.payload::text, t.created_at, t.attempt_count, t.attempts_waived,
             t.next_at, t.give_up_at, c.type, c.version, c.settings, c.credentials, c.mapping,
             coalesce(t.remote_ref,
               (select e.remote_ref from deliveries e
                 where e.lead_id = t.lead_id and e.connector_id = t.connector_id
                   and e.remote_ref is not null
                 order by e.revision desc, e.id desc limit 1)) as remote_ref,
             case when t.event <> 'lead.created' then
               (select e.payload::text from deliveries e
                 where e.lead_id = t.lead_id and e.connector_id = t.connector_id
                   and e.status = 'delivered' and (e.revision, e.id) < (t.revision, t.id)
                 order by e.revision desc, e.id desc limit 1) end as previous
        from taken t left join changed c on c.id = t.connector_id
      """;

  private static final String KEEP =
      """
      update deliveries d set lease_until = ?::timestamptz
        from unnest(?::uuid[], ?::int[]) as mine (id, number)
       where d.id = mine.id and d.attempt_count = mine.number and d.lease_until is not null
      """;

  private final Database database;
  private final KnownConnectors known;
  private final DeliverySettings settings;

  Leases(Database database, Connectors connectors, DeliverySettings settings) {
    this.database = database;
    this.known = new KnownConnectors(connectors);
    this.settings = settings;
  }

  List<UUID> due(Instant now) {
    return database.oneTripForAllAcrossTenants(DUE, new Due(now));
  }

  private record Due(Instant now) implements OneTrip<UUID> {
    @Override
    public void parameters(Parameters parameters) throws SQLException {
      parameters.time(now);
    }

    @Override
    public UUID row(ResultSet row) throws SQLException {
      return row.getObject(1, UUID.class);
    }
  }

  /// On one thread at a time.
  List<Leased> take(List<Room> rooms, Instant now) {
    known.trim();
    return database.oneTripForAllAcrossTenants(
        TAKE, new Take(rooms, now, now.plus(settings.lease()), known));
  }

  private record Take(List<Room> rooms, Instant now, Instant until, KnownConnectors known)
      implements OneTrip<Leased> {
    @Override
    public void parameters(Parameters parameters) throws SQLException {
      parameters
          .uuids(rooms.stream().map(Room::connector).toList())
          .numbers(rooms.stream().map(Room::attempts).toList())
          .texts(rooms.stream().map(room -> known.version(room.connector())).toList())
          .time(now)
          .time(now)
          .time(until);
    }

    @Override
    public Leased row(ResultSet row) throws SQLException {
      int attempt = row.getInt("attempt_count");
      var request =
          new DeliveryRequest(
              row.getObject("id", UUID.class),
              known.of(row),
              row.getObject("lead_id", UUID.class),
              row.getString("event"),
              instant(row, "created_at"),
              row.getString("payload"),
              attempt,
              Optional.ofNullable(row.getString("remote_ref")),
              Optional.ofNullable(row.getString("previous")));
      return new Leased(
          request,
          attempt - 1 - row.getInt("attempts_waived"),
          instant(row, "next_at"),
          instant(row, "give_up_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
      return row.getObject(column, OffsetDateTime.class).toInstant();
    }
  }

  /// Renews the leases of attempts that take long.
  void keep(Collection<Leased> running, Instant now) {
    database.runAcrossTenants(
        tx ->
            tx.query(
                    KEEP,
                    utc(now.plus(settings.lease())),
                    running.stream().map(each -> each.request().id()).toArray(UUID[]::new),
                    running.stream().map(each -> each.request().attempt()).toArray(Integer[]::new))
                .execute());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
