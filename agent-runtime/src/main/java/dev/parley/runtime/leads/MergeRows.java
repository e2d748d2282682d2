package dev.parley.runtime.leads;

import static dev.parley.config.store.generated.Tables.MERGES;
import static dev.parley.config.store.generated.Tables.MERGE_LEADS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.leads.LeadMerge.Side;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// Merges as rows, with what it takes to undo them. Works in the caller's transaction of the
/// tenant.
final class MergeRows {
  /// A lead before a merge and after it.
  record Touched(UUID lead, Side before, Side after) {}

  /// Empty where these two were told of before, whatever came of it.
  Optional<UUID> insert(
      DSLContext tx,
      TenantId tenant,
      UUID contact,
      UUID other,
      StrongKeys.Key key,
      Optional<String> reason,
      Instant at) {
    return tx.insertInto(MERGES)
        .set(MERGES.TENANT_ID, tenant.value())
        .set(MERGES.CONTACT_ID, contact)
        .set(MERGES.OTHER_ID, other)
        .set(MERGES.KIND, key.kind())
        .set(MERGES.KEY, key.key())
        .set(MERGES.REASON, reason.orElse(null))
        .set(MERGES.CREATED_AT, at)
        .onConflictDoNothing()
        .returning(MERGES.ID)
        .fetchOptional(MERGES.ID);
  }

  Optional<Merge> find(DSLContext tx, UUID id) {
    return tx.selectFrom(MERGES).where(MERGES.ID.eq(id)).fetchOptional(row -> merge(tx, row));
  }

  /// As `find`, and nobody else decides on it until the transaction ends.
  Optional<Merge> lock(DSLContext tx, UUID id) {
    return tx.selectFrom(MERGES)
        .where(MERGES.ID.eq(id))
        .forUpdate()
        .fetchOptional(row -> merge(tx, row));
  }

  /// Oldest first: ids grow with time.
  List<Merge> list(DSLContext tx, Optional<Merge.Status> status, Optional<UUID> after, int limit) {
    return tx.selectFrom(MERGES)
        .where(status.map(wanted -> MERGES.STATUS.eq(wanted.wireName())).orElse(DSL.noCondition()))
        .and(after.map(MERGES.ID::gt).orElse(DSL.noCondition()))
        .orderBy(MERGES.ID)
        .limit(limit)
        .fetch(row -> merge(tx, row));
  }

  /// Whether one that stands touched the contacts later.
  boolean followed(DSLContext tx, Merge merge) {
    List<UUID> both = List.of(merge.contact(), merge.other());
    return tx.fetchExists(
        MERGES,
        MERGES.STATUS.eq(Merge.Status.MERGED.wireName()),
        MERGES.ID.ne(merge.id()),
        MERGES.CONTACT_ID.in(both).or(MERGES.OTHER_ID.in(both)),
        MERGES.DECIDED_AT.ge(merge.decidedAt().orElse(merge.createdAt())));
  }

  void decided(
      DSLContext tx,
      UUID id,
      Merge.Status status,
      Optional<Person> person,
      Optional<ObjectNode> moved,
      Instant at) {
    tx.update(MERGES)
        .set(MERGES.STATUS, status.wireName())
        .set(MERGES.DECIDED_BY, person.map(Person::key).orElse(null))
        .set(MERGES.DECIDED_LABEL, person.map(Person::label).orElse(null))
        .set(
            MERGES.MOVED,
            moved.map(json -> DSL.val(JSON.json(json.toString()))).orElse(DSL.val((JSON) null)))
        .set(MERGES.DECIDED_AT, at)
        .where(MERGES.ID.eq(id))
        .execute();
  }

  /// What went from the other contact to the one that stays.
  ObjectNode moved(DSLContext tx, UUID id) {
    return Json.stored(
        tx.select(MERGES.MOVED).from(MERGES).where(MERGES.ID.eq(id)).fetchSingle().value1().data());
  }

  void touched(DSLContext tx, TenantId tenant, UUID merge, Touched touched) {
    tx.insertInto(MERGE_LEADS)
        .set(MERGE_LEADS.MERGE_ID, merge)
        .set(MERGE_LEADS.LEAD_ID, touched.lead())
        .set(MERGE_LEADS.TENANT_ID, tenant.value())
        .set(MERGE_LEADS.BEFORE, JSON.json(touched.before().lead().toString()))
        .set(MERGE_LEADS.EDITED_BEFORE, touched.before().edited().toArray(String[]::new))
        .set(MERGE_LEADS.AFTER, JSON.json(touched.after().lead().toString()))
        .set(MERGE_LEADS.EDITED_AFTER, touched.after().edited().toArray(String[]::new))
        .execute();
  }

  List<Touched> touched(DSLContext tx, UUID merge) {
    return tx.selectFrom(MERGE_LEADS)
        .where(MERGE_LEADS.MERGE_ID.eq(merge))
        .orderBy(MERGE_LEADS.LEAD_ID)
        .fetch(
            row ->
                new Touched(
                    row.get(MERGE_LEADS.LEAD_ID),
                    side(row.get(MERGE_LEADS.BEFORE), row.get(MERGE_LEADS.EDITED_BEFORE)),
                    side(row.get(MERGE_LEADS.AFTER), row.get(MERGE_LEADS.EDITED_AFTER))));
  }

  void forget(DSLContext tx, UUID merge) {
    tx.deleteFrom(MERGE_LEADS).where(MERGE_LEADS.MERGE_ID.eq(merge)).execute();
  }

  private static Side side(JSON lead, String[] edited) {
    return new Side(Json.stored(lead.data()), Set.of(edited));
  }

  private static Merge merge(DSLContext tx, Record row) {
    return new Merge(
        row.get(MERGES.ID),
        row.get(MERGES.CONTACT_ID),
        row.get(MERGES.OTHER_ID),
        row.get(MERGES.KIND),
        row.get(MERGES.KEY),
        Merge.Status.valueOf(row.get(MERGES.STATUS).toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.get(MERGES.REASON)),
        tx.select(MERGE_LEADS.LEAD_ID)
            .from(MERGE_LEADS)
            .where(MERGE_LEADS.MERGE_ID.eq(row.get(MERGES.ID)))
            .orderBy(MERGE_LEADS.LEAD_ID)
            .fetch(MERGE_LEADS.LEAD_ID),
        Optional.ofNullable(row.get(MERGES.DECIDED_LABEL)),
        row.get(MERGES.CREATED_AT),
        Optional.ofNullable(row.get(MERGES.DECIDED_AT)));
  }
}
