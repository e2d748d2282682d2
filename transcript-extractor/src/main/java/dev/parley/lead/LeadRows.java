package dev.parley.lead;

import static dev.parley.config.store.generated.Tables.LEADS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// Leads as they were stored, in their wire form. Works in the caller's transaction. Thread-safe.
public final class LeadRows {
  /// @param revision grows with every change
  /// @param edited ids of fields a person decided
  public record StoredLead(
      UUID id, ObjectNode lead, int revision, Set<String> edited, Instant createdAt) {
    public StoredLead {
      edited = Set.copyOf(edited);
    }
  }

  /// Which leads to list; an empty part does not narrow.
  public record Filter(
      Optional<String> agent,
      Optional<String> disposition,
      Optional<String> band,
      Optional<String> review,
      Optional<UUID> conversation) {}

  public Optional<StoredLead> find(DSLContext tx, UUID id) {
    return tx.selectFrom(LEADS).where(LEADS.ID.eq(id)).fetchOptional().map(LeadRows::lead);
  }

  /// As `find`, and nobody else changes it until the transaction ends.
  public Optional<StoredLead> lock(DSLContext tx, UUID id) {
    return tx.selectFrom(LEADS)
        .where(LEADS.ID.eq(id))
        .forUpdate()
        .fetchOptional()
        .map(LeadRows::lead);
  }

  /// Leads in the order they were made; nobody else changes them until the transaction ends.
  public List<StoredLead> lock(DSLContext tx, Condition which, int limit) {
    return tx.selectFrom(LEADS)
        .where(which)
        .orderBy(LEADS.CREATED_AT, LEADS.ID)
        .limit(limit)
        .forUpdate()
        .fetch(LeadRows::lead);
  }

  public Optional<StoredLead> ofConversation(DSLContext tx, UUID conversation) {
    return tx.selectFrom(LEADS)
        .where(LEADS.CONVERSATION_ID.eq(conversation))
        .fetchOptional()
        .map(LeadRows::lead);
  }

  /// Oldest first.
  ///
  /// @param after the last id of the page before
  public List<StoredLead> list(DSLContext tx, Filter filter, Optional<UUID> after, int limit) {
    return tx.selectFrom(LEADS)
        .where(filter.agent().map(LEADS.AGENT::eq).orElse(DSL.noCondition()))
        .and(filter.disposition().map(LEADS.DISPOSITION::eq).orElse(DSL.noCondition()))
        .and(filter.band().map(LEADS.BAND::eq).orElse(DSL.noCondition()))
        .and(filter.review().map(LEADS.REVIEW::eq).orElse(DSL.noCondition()))
        .and(filter.conversation().map(LEADS.CONVERSATION_ID::eq).orElse(DSL.noCondition()))
        .and(
            after
                .map(
                    id ->
                        DSL.row(LEADS.CREATED_AT, LEADS.ID)
                            .gt(
                                DSL.select(LEADS.CREATED_AT, LEADS.ID)
                                    .from(LEADS)
                                    .where(LEADS.ID.eq(id))))
                .orElse(DSL.noCondition()))
        .orderBy(LEADS.CREATED_AT, LEADS.ID)
        .limit(limit)
        .fetch(LeadRows::lead);
  }

  private static StoredLead lead(Record row) {
    return new StoredLead(
        row.get(LEADS.ID),
        Json.stored(row.get(LEADS.LEAD).data()),
        row.get(LEADS.REVISION),
        Set.of(row.get(LEADS.EDITED_FIELDS)),
        row.get(LEADS.CREATED_AT));
  }
}
