package dev.parley.crm.delivery;

import dev.parley.config.store.Database;
import dev.parley.config.store.OneTrip;
import dev.parley.config.store.Parameters;
import dev.parley.config.tenant.TenantId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/// Where lead events enter: a row per connector, in the transaction that commits the event itself,
/// so that neither is there without the other. Thread-safe.
public final class DeliveryOutbox {
  private static final String ENQUEUE =
      """
      with enqueued as (
        insert into deliveries (tenant_id, connector_id, lead_id, revision, event, payload,
                                next_at, give_up_at, created_at)
        select c.tenant_id, c.id, l.id, l.revision, ?, ?::json, ?::timestamptz, ?::timestamptz,
               ?::timestamptz
          from connectors c join leads l on l.id = ?
         where c.tenant_id = ? and c.deleted_at is null
        on conflict (lead_id, connector_id, revision, event) do nothing
        returning connector_id)
      select array_agg(connector_id) from enqueued
      """;

  /// Locked: none can be taken for an attempt before the caller's transaction ends.
  private static final String UNDER_WAY =
      """
      select bool_or(held.lease_until > ?::timestamptz)
        from (select lease_until from deliveries
               where lead_id = any (?::uuid[]) for update) held
      """;

  private static final String ERASE =
      """
      insert into deliveries (tenant_id, connector_id, erased_lead, revision, event, payload,
                              remote_ref, next_at, give_up_at, created_at)
      select distinct on (d.lead_id, d.connector_id)
             d.tenant_id, d.connector_id, d.lead_id, d.revision, 'lead.erased',
             json_build_object('id', d.lead_id, 'conversation', l.conversation_id,
                               'contact', json_build_object('id', ?::uuid),
                               'erased_at', ?::text),
             d.remote_ref, ?::timestamptz, ?::timestamptz, ?::timestamptz
        from deliveries d
        join leads l on l.id = d.lead_id
        join connectors c on c.id = d.connector_id and c.deleted_at is null
       where d.lead_id = any (?::uuid[]) and d.attempt_count > 0
       order by d.lead_id, d.connector_id, d.remote_ref is null, d.revision desc, d.id desc
      on conflict do nothing
      returning id, connector_id
      """;

  private final Clock clock;
  private final Duration giveUpAfter;

  public DeliveryOutbox(Clock clock, DeliverySettings settings) {
    this.clock = clock;
    this.giveUpAfter = settings.giveUpAfter();
  }

  /// Enqueues one delivery for each of the tenant's connectors, paused and disabled ones too: their
  /// leads wait. It belongs to the revision the lead has now; the same event of the same revision
  /// again changes nothing. Deliveries of one lead go out in the order of its revisions.
  ///
  /// @param tx the caller's transaction, as this tenant
  /// @param event `lead.created` …
  /// @param payload the lead's wire form
  /// @return the connectors to `DeliveryEngine.wake` after the commit; without that the deliveries
  ///     start at the next poll
  public List<UUID> enqueue(
      DSLContext tx, TenantId tenant, UUID lead, String event, String payload) {
    var enqueue = new Enqueue(clock.instant(), giveUpAfter, tenant, lead, event, payload);
    return Database.statement(tx, ENQUEUE, enqueue).getFirst();
  }

  private record Enqueue(
      Instant at, Duration giveUpAfter, TenantId tenant, UUID lead, String event, String payload)
      implements OneTrip<List<UUID>> {
    @Override
    public void parameters(Parameters parameters) throws SQLException {
      parameters
          .text(event)
          .text(payload)
          .time(at)
          .time(at.plus(giveUpAfter))
          .time(at)
          .uuid(lead)
          .uuid(tenant.value());
    }

    @Override
    public List<UUID> row(ResultSet row) throws SQLException {
      Array connectors = row.getArray(1);
      return connectors == null ? List.of() : List.of((UUID[]) connectors.getArray());
    }
  }

  /// One delivery of an erasure.
  public record Erased(UUID delivery, UUID connector) {}

  /// Enqueues the erasure of leads at every connector that may have got them. It outlives the
  /// leads, which the caller deletes in the same transaction, and with them what was still to be
  /// delivered.
  ///
  /// @param contact whose leads these are
  /// @return empty when an attempt is under way, which would put the data there afterwards: nothing
  ///     was changed, and asking again a little later will do
  public Optional<List<Erased>> erase(DSLContext tx, UUID contact, Collection<UUID> leads) {
    Instant now = clock.instant();
    var at = now.atOffset(ZoneOffset.UTC);
    UUID[] ids = leads.toArray(UUID[]::new);
    Boolean underWay = tx.resultQuery(UNDER_WAY, at, ids).fetchOne(0, Boolean.class);
    if (Boolean.TRUE.equals(underWay)) {
      return Optional.empty();
    }
    return Optional.of(
        tx.resultQuery(
                ERASE,
                contact,
                now.toString(),
                at,
                now.plus(giveUpAfter).atOffset(ZoneOffset.UTC),
                at,
                ids)
            .fetch(row -> new Erased(row.get(0, UUID.class), row.get(1, UUID.class))));
  }
}
