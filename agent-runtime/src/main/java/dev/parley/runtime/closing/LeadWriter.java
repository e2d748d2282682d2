package dev.parley.runtime.closing;

import static dev.parley.config.store.generated.Tables.LEADS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.store.Database;
import dev.parley.crm.LeadEvent;
import dev.parley.crm.delivery.DeliveryOutbox;
import dev.parley.lead.Lead;
import dev.parley.lead.LeadRevisions;
import dev.parley.runtime.closing.LeadExtraction.Extracted;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.runtime.driver.Milestones;
import dev.parley.runtime.driver.Milestones.Milestone;
import dev.parley.runtime.leads.Merges;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.JSON;

/// Makes the one lead of a finished conversation, and one delivery for each connector with it, in
/// one commit. Doing it again changes nothing. Thread-safe.
public final class LeadWriter {
  private final Database database;
  private final ClosedConversations conversations;
  private final LeadExtraction extraction;
  private final LeadRevisions revisions = new LeadRevisions();
  private final ClaimedNumbers numbers = new ClaimedNumbers();
  private final DeliveryOutbox outbox;
  private final Merges merges;
  private final Consumer<Collection<UUID>> wakeDeliveries;
  private final Milestones milestones;
  private final Clock clock;

  /// @param wakeDeliveries told after the commit which connectors have something to do
  public LeadWriter(
      Database database,
      EngineSource engines,
      LeadExtraction extraction,
      DeliveryOutbox outbox,
      Merges merges,
      Consumer<Collection<UUID>> wakeDeliveries,
      Milestones milestones,
      Clock clock) {
    this.database = database;
    this.conversations = new ClosedConversations(database, engines);
    this.extraction = extraction;
    this.outbox = outbox;
    this.merges = merges;
    this.wakeDeliveries = wakeDeliveries;
    this.milestones = milestones;
    this.clock = clock;
  }

  /// Nothing happens where there is a lead already, or the contact never said a word.
  public void write(ConversationId id) {
    Optional<ClosedConversation> closed =
        conversations.withoutLead(id).filter(ClosedConversation::contactSpoke);
    if (closed.isEmpty()) {
      return;
    }
    Extracted extracted = extraction.extract(closed.get());
    Lead.LeadContact contact =
        database.inTenant(
            id.tenant(),
            tx ->
                ClosedConversations.contact(
                    tx, numbers.claim(tx, closed.get(), extracted.fields())));
    Lead lead = Leads.of(UUID.randomUUID(), 1, closed.get(), contact, extracted, clock.instant());
    milestones.reached(Milestone.BEFORE_LEAD_COMMIT);
    List<UUID> connectors =
        database.inTenant(id.tenant(), tx -> insert(tx, closed.get(), lead, extracted));
    milestones.reached(Milestone.LEAD_COMMITTED);
    wakeDeliveries.accept(connectors);
  }

  /// The connectors that now have a delivery; none when another node was first.
  private List<UUID> insert(
      DSLContext tx, ClosedConversation closed, Lead lead, Extracted extracted) {
    ObjectNode whole = Leads.json(lead, closed);
    String json = whole.toString();
    UUID tenant = closed.id().tenant().value();
    merges.hold(tx, closed.id().tenant(), whole, closed.definition());
    int inserted =
        tx.insertInto(LEADS)
            .set(LEADS.ID, lead.id())
            .set(LEADS.TENANT_ID, tenant)
            .set(LEADS.CONVERSATION_ID, lead.conversation())
            .set(LEADS.AGENT, lead.agent())
            .set(LEADS.AGENT_VERSION, lead.agentVersion())
            .set(LEADS.DISPOSITION, lead.disposition().wireName())
            .set(LEADS.SCORE, lead.score().points())
            .set(LEADS.LEAD, JSON.json(json))
            .set(LEADS.CREATED_AT, lead.createdAt())
            .onConflictDoNothing()
            .execute();
    if (inserted == 0) {
      return List.of();
    }
    revisions.first(tx, tenant, lead.id(), whole, lead.createdAt());
    ExtractionRows.insert(tx, closed, lead, extracted, Optional.empty());
    List<UUID> connectors =
        new ArrayList<>(
            merges.notice(
                tx,
                closed.id().tenant(),
                lead.id(),
                whole,
                lead.contact().id(),
                closed.definition()));
    // What went into another lead at once is an amendment of that one, and no lead of its own.
    if (merges.goesOn(tx, lead.id())) {
      connectors.addAll(
          outbox.enqueue(tx, closed.id().tenant(), lead.id(), LeadEvent.CREATED.wireName(), json));
    }
    return connectors.stream().distinct().toList();
  }
}
