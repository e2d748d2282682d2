package dev.parley.runtime.leads;

import static dev.parley.config.store.generated.Tables.CONVERSATIONS;
import static dev.parley.config.store.generated.Tables.DELIVERIES;
import static dev.parley.config.store.generated.Tables.LEADS;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.LeadEvent;
import dev.parley.lead.LeadRevisions.Change;
import dev.parley.lead.LeadRows;
import dev.parley.lead.LeadRows.StoredLead;
import dev.parley.runtime.leads.LeadMerge.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Leads of two contacts that turned out to be one: of each agent the first lead goes on, and the
/// others go into it. Works in the caller's transaction of the tenant; thread-safe.
final class LeadMerging {
  static final String INTO = "merged_into";

  /// A contact has few leads; beyond these the rest stay as they are.
  private static final int LEADS_MAX = 200;

  private final LeadRows leads = new LeadRows();
  private final MergeRows rows = new MergeRows();
  private final LeadScores scores;
  private final Amendments amendments;

  LeadMerging(LeadScores scores, Amendments amendments) {
    this.scores = scores;
    this.amendments = amendments;
  }

  /// Merges what the contact has now that another contact's conversations are its own. Leads that
  /// were one contact's all along stay as they are beside one another.
  ///
  /// @param moved the other contact's conversations
  /// @return the connectors to wake after the commit
  List<UUID> merge(
      DSLContext tx,
      TenantId tenant,
      UUID merge,
      UUID contact,
      Set<String> moved,
      Optional<Person> person) {
    ObjectNode shown = ContactMoves.json(tx, contact);
    Map<String, List<StoredLead>> byAgent = new LinkedHashMap<>();
    for (StoredLead lead : ofContact(tx, contact)) {
      if (!lead.lead().hasNonNull(INTO)) {
        byAgent
            .computeIfAbsent(lead.lead().path("agent").asText(), _ -> new ArrayList<>())
            .add(lead);
      }
    }
    List<UUID> connectors = new ArrayList<>();
    for (List<StoredLead> same : byAgent.values()) {
      long others =
          same.stream()
              .filter(lead -> moved.contains(lead.lead().path("conversation").asText()))
              .count();
      boolean both = others > 0 && others < same.size();
      for (List<StoredLead> group : both ? List.of(same) : same.stream().map(List::of).toList()) {
        connectors.addAll(merge(tx, tenant, merge, group, shown, person));
      }
    }
    return connectors;
  }

  private List<StoredLead> ofContact(DSLContext tx, UUID contact) {
    return leads.lock(
        tx,
        LEADS.CONVERSATION_ID.in(
            DSL.select(CONVERSATIONS.ID)
                .from(CONVERSATIONS)
                .where(CONVERSATIONS.CONTACT_ID.eq(contact))),
        LEADS_MAX);
  }

  private List<UUID> merge(
      DSLContext tx,
      TenantId tenant,
      UUID merge,
      List<StoredLead> same,
      ObjectNode contact,
      Optional<Person> person) {
    Side merged = LeadMerge.merge(same.stream().map(LeadMerging::side).toList());
    merged.lead().set("contact", contact.deepCopy());
    if (same.size() > 1) {
      scores.again(tx, tenant, merged.lead());
    }
    if (same.size() == 1 && merged.lead().equals(same.getFirst().lead())) {
      return List.of();
    }
    String survivor = merged.lead().path("id").asText();
    List<UUID> connectors = new ArrayList<>();
    for (StoredLead lead : same) {
      if (lead.id().toString().equals(survivor)) {
        Change change = change("merge", merge, same, person);
        connectors.addAll(
            amendments.write(tx, tenant, lead, merged.lead(), change, LeadEvent.UPDATED));
        Amendments.edited(tx, lead.id(), merged.edited());
        rows.touched(tx, tenant, merge, new MergeRows.Touched(lead.id(), side(lead), merged));
      } else {
        ObjectNode into = lead.lead().deepCopy();
        into.set("contact", contact.deepCopy());
        into.put(INTO, survivor);
        amendments.quietly(tx, tenant, lead, into, change("merge", merge, same, person));
        rows.touched(
            tx,
            tenant,
            merge,
            new MergeRows.Touched(lead.id(), side(lead), new Side(into, lead.edited())));
      }
    }
    return connectors;
  }

  private static Side side(StoredLead lead) {
    return new Side(lead.lead(), lead.edited());
  }

  private static Change change(
      String cause, UUID merge, List<StoredLead> same, Optional<Person> person) {
    ObjectNode detail = Json.object().put("merge", merge.toString());
    ArrayNode ids = detail.putArray("leads");
    same.forEach(lead -> ids.add(lead.id().toString()));
    return person
        .map(who -> Change.by(cause, who.key(), who.label(), detail))
        .orElseGet(() -> Change.own(cause, detail));
  }

  /// Makes every lead what it was, but for what has changed since.
  ///
  /// @return the connectors to wake after the commit
  List<UUID> undo(DSLContext tx, TenantId tenant, UUID merge, Person person) {
    List<UUID> connectors = new ArrayList<>();
    for (MergeRows.Touched touched : rows.touched(tx, merge)) {
      StoredLead now = leads.lock(tx, touched.lead()).orElseThrow();
      Side undone = LeadMerge.undo(touched.before(), touched.after(), side(now));
      Change change = change("undo_merge", merge, List.of(now), Optional.of(person));
      LeadEvent event = told(tx, now.id()) ? LeadEvent.UPDATED : LeadEvent.CREATED;
      connectors.addAll(amendments.write(tx, tenant, now, undone.lead(), change, event));
      Amendments.edited(tx, now.id(), undone.edited());
    }
    rows.forget(tx, merge);
    return connectors;
  }

  /// A lead that was merged as it was made was never told of.
  private static boolean told(DSLContext tx, UUID lead) {
    return tx.fetchExists(DELIVERIES, DELIVERIES.LEAD_ID.eq(lead));
  }
}
