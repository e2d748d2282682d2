package dev.parley.runtime.closing;

import static dev.parley.config.store.generated.Tables.CONTACTS;
import static dev.parley.config.store.generated.Tables.CONTACT_ADDRESSES;
import static dev.parley.config.store.generated.Tables.CONVERSATIONS;
import static dev.parley.config.store.generated.Tables.FORM_SUBMISSIONS;
import static dev.parley.config.store.generated.Tables.LEADS;
import static dev.parley.config.store.generated.Tables.MERGES;

import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.delivery.DeliveryOutbox;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/// Forgets a contact: every conversation with all that goes with it, every address, every form it
/// sent, and, by way of the connectors, what other systems were given. The consent ledger stays: it
/// protects the contact. Thread-safe.
public final class ContactErasure {
  private final Database database;
  private final DeliveryOutbox outbox;
  private final Consumer<Collection<UUID>> wakeDeliveries;

  /// @param wakeDeliveries told after the commit which connectors have something to do
  public ContactErasure(
      Database database, DeliveryOutbox outbox, Consumer<Collection<UUID>> wakeDeliveries) {
    this.database = database;
    this.outbox = outbox;
    this.wakeDeliveries = wakeDeliveries;
  }

  /// What came of asking.
  public sealed interface Erasure {
    /// @param deliveries one for each lead and connector that may have got it, under way now
    record Erased(int conversations, List<UUID> leads, List<UUID> deliveries) implements Erasure {}

    record NotFound() implements Erasure {}

    /// A lead is being pushed this moment: nothing was changed.
    record NotNow() implements Erasure {}
  }

  private record Done(Erasure erasure, List<UUID> connectors) {}

  public Erasure erase(TenantId tenant, UUID contact) {
    Done done = database.inTenant(tenant, tx -> erase(tx, contact));
    wakeDeliveries.accept(done.connectors());
    return done.erasure();
  }

  private Done erase(DSLContext tx, UUID contact) {
    if (tx.selectFrom(CONTACTS).where(CONTACTS.ID.eq(contact)).forUpdate().fetchOne() == null) {
      return new Done(new Erasure.NotFound(), List.of());
    }
    // Locked before the leads are read: a turn or an extraction under way commits first, or never.
    List<UUID> conversations =
        tx.select(CONVERSATIONS.ID)
            .from(CONVERSATIONS)
            .where(CONVERSATIONS.CONTACT_ID.eq(contact))
            .orderBy(CONVERSATIONS.ID)
            .forUpdate()
            .fetch(CONVERSATIONS.ID);
    List<UUID> leads =
        tx.select(LEADS.ID)
            .from(LEADS)
            .where(LEADS.CONVERSATION_ID.in(conversations))
            .fetch(LEADS.ID);
    Optional<List<DeliveryOutbox.Erased>> told = outbox.erase(tx, contact, leads);
    if (told.isEmpty()) {
      return new Done(new Erasure.NotNow(), List.of());
    }
    tx.deleteFrom(CONVERSATIONS).where(CONVERSATIONS.ID.in(conversations)).execute();
    tx.deleteFrom(FORM_SUBMISSIONS)
        .where(
            FORM_SUBMISSIONS.PHONE.in(
                tx.select(CONTACT_ADDRESSES.ADDRESS)
                    .from(CONTACT_ADDRESSES)
                    .where(CONTACT_ADDRESSES.CONTACT_ID.eq(contact))))
        .execute();
    tx.deleteFrom(MERGES)
        .where(MERGES.CONTACT_ID.eq(contact).or(MERGES.OTHER_ID.eq(contact)))
        .execute();
    tx.deleteFrom(CONTACTS).where(CONTACTS.ID.eq(contact)).execute();
    return new Done(
        new Erasure.Erased(
            conversations.size(),
            leads,
            told.get().stream().map(DeliveryOutbox.Erased::delivery).toList()),
        told.get().stream().map(DeliveryOutbox.Erased::connector).distinct().toList());
  }
}
