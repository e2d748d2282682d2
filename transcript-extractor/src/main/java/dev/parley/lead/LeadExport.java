package dev.parley.lead;

import static dev.parley.config.store.generated.Tables.LEADS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Leads page by page for a file of them. Each page is a transaction of its own, so that no export
/// holds one open for long; a lead that is made or erased meanwhile may or may not be in it. Works
/// in the caller's transaction. Thread-safe.
public final class LeadExport {
  /// Which leads; an empty part does not narrow.
  ///
  /// @param from made at or after
  /// @param until made before
  public record Filter(
      Optional<String> agent,
      Optional<String> disposition,
      Optional<Instant> from,
      Optional<Instant> until) {}

  public record Row(Instant createdAt, UUID id, ObjectNode lead) {}

  /// Oldest first.
  ///
  /// @param after the last row of the page before
  public List<Row> page(DSLContext tx, Filter filter, Optional<Row> after, int limit) {
    return tx.select(LEADS.CREATED_AT, LEADS.ID, LEADS.LEAD)
        .from(LEADS)
        .where(condition(filter))
        .and(
            after
                .<Condition>map(
                    last -> DSL.row(LEADS.CREATED_AT, LEADS.ID).gt(last.createdAt(), last.id()))
                .orElse(DSL.noCondition()))
        .orderBy(LEADS.CREATED_AT, LEADS.ID)
        .limit(limit)
        .fetch(row -> new Row(row.value1(), row.value2(), Json.stored(row.value3().data())));
  }

  /// Ids of all fields the leads have, sorted.
  ///
  /// @param limit at most so many
  public List<String> fieldIds(DSLContext tx, Filter filter, int limit) {
    var field = DSL.field("field.id", String.class);
    return tx.selectDistinct(field)
        .from(LEADS)
        .crossJoin("json_object_keys(leads.lead -> 'fields') as field (id)")
        .where(condition(filter))
        .orderBy(field)
        .limit(limit)
        .fetch(field);
  }

  private static Condition condition(Filter filter) {
    return DSL.and(
        filter.agent().map(LEADS.AGENT::eq).orElse(DSL.noCondition()),
        filter.disposition().map(LEADS.DISPOSITION::eq).orElse(DSL.noCondition()),
        filter.from().map(LEADS.CREATED_AT::ge).orElse(DSL.noCondition()),
        filter.until().map(LEADS.CREATED_AT::lt).orElse(DSL.noCondition()));
  }
}
