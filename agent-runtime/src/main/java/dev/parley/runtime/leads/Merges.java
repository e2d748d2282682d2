package dev.parley.runtime.leads;

import static dev.parley.config.store.generated.Tables.CONVERSATIONS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.delivery.DeliveryOutbox;
import dev.parley.lead.LeadRows;
import dev.parley.runtime.driver.EngineSource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;

/// Finds contacts that are the same person, makes them one, or asks a person to. Works in the
/// caller's transaction of the tenant; thread-safe.
public final class Merges {
  private final LeadRows leads = new LeadRows();
  private final StrongKeys keys = new StrongKeys();
  private final MergeRows rows = new MergeRows();
  private final LeadMerging merging;
  private final Clock clock;

  public Merges(EngineSource engines, DeliveryOutbox outbox, Clock clock) {
    this.merging = new LeadMerging(new LeadScores(engines), new Amendments(outbox, clock));
    this.clock = clock;
  }

  /// What came of a decision.
  public sealed interface Outcome {
    record Done(Merge merge) implements Outcome {}

    record Unknown() implements Outcome {}

    /// It does not wait for that decision, or not any more; nothing was done.
    record NotNow(String why) implements Outcome {}
  }

  /// Locks the contacts that a lead will be compared with, and its own, before the lead itself is
  /// locked or made: in the other order two that compare would wait for each other. For `notice`
  /// and `revised` later in the transaction; who has appeared since is locked there.
  ///
  /// @param lead as it is going to stand
  public void hold(DSLContext tx, TenantId tenant, ObjectNode lead, AgentDefinition definition) {
    contact(tx, lead)
        .map(self -> keys.compared(tx, tenant, self, lead, LeadScores.types(definition)))
        .filter(contacts -> !contacts.isEmpty())
        .ifPresent(contacts -> ContactMoves.lock(tx, contacts));
  }

  private static Optional<UUID> contact(DSLContext tx, ObjectNode lead) {
    return tx.select(CONVERSATIONS.CONTACT_ID)
        .from(CONVERSATIONS)
        .where(CONVERSATIONS.ID.eq(UUID.fromString(lead.path("conversation").asText())))
        .fetchOptional(CONVERSATIONS.CONTACT_ID);
  }

  /// Compares a lead that was just made with what is known of other contacts.
  ///
  /// @param definition whose fields the lead has
  /// @return the connectors to wake after the commit; when the lead went into another one, other
  ///     systems need not be told of it, see [#goesOn]
  public List<UUID> notice(
      DSLContext tx,
      TenantId tenant,
      UUID id,
      ObjectNode lead,
      UUID contact,
      AgentDefinition definition) {
    List<UUID> connectors = new ArrayList<>();
    UUID self = contact;
    for (StrongKeys.Key key : keys.note(tx, tenant, id, lead, LeadScores.types(definition))) {
      Set<UUID> others = keys.others(tx, tenant, self, key);
      if (others.size() > StrongKeys.CONTACTS_MAX) {
        continue;
      }
      for (UUID other : others) {
        if (ContactMoves.lock(tx, self, other)) {
          UUID elder = ContactMoves.elder(tx, self, other);
          UUID younger = elder.equals(self) ? other : self;
          boolean merged = notice(tx, tenant, elder, younger, key, connectors);
          self = merged ? elder : self;
        }
      }
    }
    return connectors;
  }

  /// Compares a lead that was changed: an edit or a later reading may bring another address, or
  /// prove the one it had. What it no longer has compares with nothing.
  ///
  /// @param lead as it stands now
  /// @return the connectors to wake after the commit
  public List<UUID> revised(
      DSLContext tx, TenantId tenant, UUID id, ObjectNode lead, AgentDefinition definition) {
    Optional<UUID> contact = contact(tx, lead);
    keys.forget(tx, id);
    return contact.map(who -> notice(tx, tenant, id, lead, who, definition)).orElse(List.of());
  }

  /// Whether it was made one of.
  private boolean notice(
      DSLContext tx,
      TenantId tenant,
      UUID elder,
      UUID younger,
      StrongKeys.Key key,
      List<UUID> connectors) {
    MergeVerdict verdict =
        MergeVerdict.of(
            keys.confirmed(tx, tenant, elder, younger, key),
            keys.proved(tx, elder),
            keys.proved(tx, younger));
    Optional<UUID> id =
        rows.insert(tx, tenant, elder, younger, key, verdict.reason(), clock.instant());
    if (id.isEmpty() || verdict != MergeVerdict.MERGE) {
      return false;
    }
    connectors.addAll(merge(tx, tenant, id.get(), elder, younger, Optional.empty()));
    return true;
  }

  /// Whether a lead stands for itself and was not merged into another.
  public boolean goesOn(DSLContext tx, UUID lead) {
    return leads.find(tx, lead).filter(one -> one.lead().hasNonNull(LeadMerging.INTO)).isEmpty();
  }

  private List<UUID> merge(
      DSLContext tx,
      TenantId tenant,
      UUID merge,
      UUID contact,
      UUID other,
      Optional<Person> person) {
    ObjectNode moved = ContactMoves.move(tx, other, contact);
    Set<String> conversations = new HashSet<>();
    moved.path("conversations").forEach(id -> conversations.add(id.asText()));
    List<UUID> connectors = merging.merge(tx, tenant, merge, contact, conversations, person);
    rows.decided(tx, merge, Merge.Status.MERGED, person, Optional.of(moved), clock.instant());
    return connectors;
  }

  public Optional<Merge> find(DSLContext tx, UUID id) {
    return rows.find(tx, id);
  }

  /// Oldest first.
  ///
  /// @param after the last id of the page before
  public List<Merge> list(
      DSLContext tx, Optional<Merge.Status> status, Optional<UUID> after, int limit) {
    return rows.list(tx, status, after, limit);
  }

  /// They are one person.
  ///
  /// @param key id of the API key
  public Outcome accept(DSLContext tx, TenantId tenant, UUID id, String key) {
    return decide(
        tx,
        id,
        Merge.Status.OPEN,
        merge -> {
          merge(tx, tenant, id, merge.contact(), merge.other(), Optional.of(Person.of(tx, key)));
          return Optional.empty();
        });
  }

  /// They are two.
  ///
  /// @param key id of the API key
  public Outcome reject(DSLContext tx, UUID id, String key) {
    return decide(
        tx,
        id,
        Merge.Status.OPEN,
        merge -> {
          Optional<Person> person = Optional.of(Person.of(tx, key));
          rows.decided(tx, id, Merge.Status.REJECTED, person, Optional.empty(), clock.instant());
          return Optional.empty();
        });
  }

  /// They are two after all: everything is what it was, but for what has changed since. The two
  /// are not merged again.
  ///
  /// @param key id of the API key
  public Outcome undo(DSLContext tx, TenantId tenant, UUID id, String key) {
    return decide(
        tx,
        id,
        Merge.Status.MERGED,
        merge -> {
          if (rows.followed(tx, merge)) {
            return Optional.of("A later merge of these contacts must be undone first.");
          }
          Person person = Person.of(tx, key);
          ContactMoves.back(tx, tenant, rows.moved(tx, id), merge.contact(), merge.other());
          merging.undo(tx, tenant, id, person);
          rows.decided(
              tx, id, Merge.Status.UNDONE, Optional.of(person), Optional.empty(), clock.instant());
          return Optional.empty();
        });
  }

  private interface Work {
    /// @return why not
    Optional<String> on(Merge merge);
  }

  private Outcome decide(DSLContext tx, UUID id, Merge.Status wanted, Work work) {
    Optional<Merge> merge =
        rows.find(tx, id)
            .filter(found -> ContactMoves.lock(tx, found.contact(), found.other()))
            .flatMap(_ -> rows.lock(tx, id));
    if (merge.isEmpty()) {
      return new Outcome.Unknown();
    }
    if (merge.get().status() != wanted) {
      return new Outcome.NotNow("It is " + merge.get().status().wireName() + ".");
    }
    return work.on(merge.get())
        .<Outcome>map(Outcome.NotNow::new)
        .orElseGet(() -> new Outcome.Done(rows.find(tx, id).orElseThrow()));
  }
}
