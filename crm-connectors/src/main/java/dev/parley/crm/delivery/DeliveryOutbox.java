package dev.parley.crm.delivery;

import dev.parley.config.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;

/// Where lead events enter: a row per connector, in the transaction that commits the event itself,
/// so that neither is there without the other. Thread-safe.
public final class DeliveryOutbox {
  private static final String ENQUEUE =
      """
      insert into deliveries (tenant_id, connector_id, lead_id, event, payload,
                              next_at, give_up_at, created_at)
      select c.tenant_id, c.id, ?, ?, ?::json, ?::timestamptz, ?::timestamptz, ?::timestamptz
        from connectors c
       where c.tenant_id = ? and c.deleted_at is null
      on conflict (lead_id, connector_id, event) do nothing
      returning connector_id
      """;

  private final Clock clock;
  private final Duration giveUpAfter;

  public DeliveryOutbox(Clock clock, DeliverySettings settings) {
    this.clock = clock;
    this.giveUpAfter = settings.giveUpAfter();
  }

  /// Enqueues one delivery for each of the tenant's connectors, paused and disabled ones too: their
  /// leads wait. The same event of the same lead again changes nothing.
  ///
  /// @param tx the caller's transaction, as this tenant
  /// @param event `lead.created` …
  /// @param payload the lead's wire form
  /// @return the connectors to `DeliveryEngine.wake` after the commit; without that the deliveries
  ///     start at the next poll
  public List<UUID> enqueue(
      DSLContext tx, TenantId tenant, UUID lead, String event, String payload) {
    Instant now = clock.instant();
    var at = now.atOffset(ZoneOffset.UTC);
    return tx.resultQuery(
            ENQUEUE,
            lead,
            event,
            payload,
            at,
            now.plus(giveUpAfter).atOffset(ZoneOffset.UTC),
            at,
            tenant.value())
        .fetch(0, UUID.class);
  }
}
