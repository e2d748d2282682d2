package dev.parley.crm.delivery;

import static dev.parley.config.store.generated.Tables.DELIVERIES;

import dev.parley.crm.Connector;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.LeadEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// What the next attempt would be asked with, for `CrmConnector.preview`. Works in the caller's
/// transaction and changes nothing. Thread-safe.
public final class DeliveryPreview {
  private final Connectors connectors;

  public DeliveryPreview(Connectors connectors) {
    this.connectors = connectors;
  }

  /// The request of a delivery's next attempt; empty when there is none of that id, or its
  /// connector was deleted.
  public Optional<DeliveryRequest> ofDelivery(DSLContext tx, UUID delivery) {
    Record row = tx.selectFrom(DELIVERIES).where(DELIVERIES.ID.eq(delivery)).fetchOne();
    if (row == null) {
      return Optional.empty();
    }
    UUID erased = row.get(DELIVERIES.ERASED_LEAD);
    UUID lead = erased == null ? row.get(DELIVERIES.LEAD_ID) : erased;
    Optional<String> own = Optional.ofNullable(row.get(DELIVERIES.REMOTE_REF));
    return connectors
        .find(tx, row.get(DELIVERIES.CONNECTOR_ID))
        .map(Connectors.Stored::connector)
        .map(
            connector ->
                new DeliveryRequest(
                    delivery,
                    connector,
                    lead,
                    row.get(DELIVERIES.EVENT),
                    row.get(DELIVERIES.CREATED_AT),
                    row.get(DELIVERIES.PAYLOAD).data(),
                    row.get(DELIVERIES.ATTEMPT_COUNT) + 1,
                    own.or(() -> remoteRef(tx, connector, lead)),
                    previous(tx, connector, lead, row.get(DELIVERIES.REVISION))));
  }

  /// The request a lead would make as it is now, whether or not it was delivered before.
  ///
  /// @param payload the lead's wire form
  public DeliveryRequest ofLead(
      DSLContext tx, Connector connector, UUID lead, String payload, Instant now) {
    Optional<String> remoteRef = remoteRef(tx, connector, lead);
    Optional<String> previous = previous(tx, connector, lead, Integer.MAX_VALUE);
    LeadEvent event = previous.isPresent() ? LeadEvent.UPDATED : LeadEvent.CREATED;
    return new DeliveryRequest(
        new UUID(0, 0), connector, lead, event.wireName(), now, payload, 1, remoteRef, previous);
  }

  private static Optional<String> remoteRef(DSLContext tx, Connector connector, UUID lead) {
    return tx.select(DELIVERIES.REMOTE_REF)
        .from(DELIVERIES)
        .where(
            DELIVERIES.LEAD_ID.eq(lead),
            DELIVERIES.CONNECTOR_ID.eq(connector.id()),
            DELIVERIES.REMOTE_REF.isNotNull())
        .orderBy(DELIVERIES.REVISION.desc(), DELIVERIES.ID.desc())
        .limit(1)
        .fetchOptional(DELIVERIES.REMOTE_REF);
  }

  private static Optional<String> previous(
      DSLContext tx, Connector connector, UUID lead, int before) {
    return tx.select(DSL.field("payload::text", String.class))
        .from(DELIVERIES)
        .where(
            DELIVERIES.LEAD_ID.eq(lead),
            DELIVERIES.CONNECTOR_ID.eq(connector.id()),
            DELIVERIES.STATUS.eq(DeliveryStatus.DELIVERED.wireName()),
            DELIVERIES.REVISION.lt(before))
        .orderBy(DELIVERIES.REVISION.desc(), DELIVERIES.ID.desc())
        .limit(1)
        .fetchOptional(0, String.class);
  }
}
