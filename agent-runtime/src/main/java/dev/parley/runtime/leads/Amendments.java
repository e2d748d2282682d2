package dev.parley.runtime.leads;

import static dev.parley.config.store.generated.Tables.LEADS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.LeadEvent;
import dev.parley.crm.delivery.DeliveryOutbox;
import dev.parley.lead.LeadRevisions;
import dev.parley.lead.LeadRows.StoredLead;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;

/// Writes a lead that was changed: the revision, who did what, and the delivery that tells other
/// systems, in the caller's transaction. Thread-safe.
final class Amendments {
  private final LeadRevisions revisions = new LeadRevisions();
  private final DeliveryOutbox outbox;
  private final Clock clock;

  Amendments(DeliveryOutbox outbox, Clock clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  /// @param before locked by the caller: nobody else changes it meanwhile
  /// @return the connectors to wake after the commit
  List<UUID> write(
      DSLContext tx,
      TenantId tenant,
      StoredLead before,
      ObjectNode after,
      LeadRevisions.Change change,
      LeadEvent event) {
    quietly(tx, tenant, before, after, change);
    return outbox.enqueue(tx, tenant, before.id(), event.wireName(), after.toString());
  }

  /// As `write`, and other systems are not told: the lead goes on in another one.
  void quietly(
      DSLContext tx,
      TenantId tenant,
      StoredLead before,
      ObjectNode after,
      LeadRevisions.Change change) {
    boolean stale =
        revisions
            .revise(
                tx, tenant.value(), before.id(), before.revision(), after, change, clock.instant())
            .isEmpty();
    if (stale) {
      throw new IllegalStateException("a locked lead was changed by another");
    }
  }

  /// From now on these fields are a person's.
  static void edited(DSLContext tx, UUID lead, Collection<String> fields) {
    tx.update(LEADS)
        .set(LEADS.EDITED_FIELDS, fields.stream().sorted().toArray(String[]::new))
        .where(LEADS.ID.eq(lead))
        .execute();
  }
}
