package dev.parley.crm.delivery;

import static dev.parley.config.store.generated.Tables.DELIVERIES;
import static dev.parley.config.store.generated.Tables.DELIVERY_ATTEMPTS;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// What was delivered, what waits, and what failed. Every method works in the caller's transaction
/// and sees what its role sees. Thread-safe.
public final class Deliveries {
  private static final String PLACES =
      """
      select distinct on (d.connector_id) d.connector_id, d.status,
             first_value(d.remote_ref) over (
               partition by d.connector_id
               order by d.remote_ref is null, d.revision desc, d.id desc) as remote_ref
        from deliveries d
       where d.lead_id = ?
       order by d.connector_id, d.revision desc, d.id desc
      """;

  /// Which deliveries to list; an empty part does not narrow.
  public record Filter(
      Optional<UUID> connector, Optional<UUID> lead, Optional<DeliveryStatus> status) {
    public static final Filter ALL =
        new Filter(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// With what its attempts' calls were.
  public Optional<DeliveryView> find(DSLContext tx, UUID id) {
    return views(tx, DELIVERIES.ID.eq(id), 1, true).stream().findFirst();
  }

  /// Oldest first, attempts without their calls.
  ///
  /// @param after the last id of the page before
  public List<DeliveryView> list(DSLContext tx, Filter filter, Optional<UUID> after, int limit) {
    Condition condition =
        DSL.and(
            filter.connector().map(DELIVERIES.CONNECTOR_ID::eq).orElse(DSL.noCondition()),
            filter.lead().map(Deliveries::of).orElse(DSL.noCondition()),
            filter
                .status()
                .map(status -> DELIVERIES.STATUS.eq(status.wireName()))
                .orElse(DSL.noCondition()),
            after.map(DELIVERIES.ID::gt).orElse(DSL.noCondition()));
    return views(tx, condition, limit, false);
  }

  private static Condition of(UUID lead) {
    return DELIVERIES.LEAD_ID.eq(lead).or(DELIVERIES.ERASED_LEAD.eq(lead));
  }

  private static List<DeliveryView> views(
      DSLContext tx, Condition condition, int limit, boolean calls) {
    var rows =
        tx.selectFrom(DELIVERIES).where(condition).orderBy(DELIVERIES.ID).limit(limit).fetch();
    Map<UUID, String> payloads = new HashMap<>();
    if (calls) {
      rows.forEach(row -> payloads.put(row.get(DELIVERIES.ID), row.get(DELIVERIES.PAYLOAD).data()));
    }
    Map<UUID, List<DeliveryView.Attempt>> attempts =
        tx.select(
                DELIVERY_ATTEMPTS.DELIVERY_ID,
                DELIVERY_ATTEMPTS.NUMBER,
                DELIVERY_ATTEMPTS.AT,
                DELIVERY_ATTEMPTS.OUTCOME,
                DELIVERY_ATTEMPTS.CODE,
                DELIVERY_ATTEMPTS.STATUS_CODE,
                DELIVERY_ATTEMPTS.ERROR,
                DELIVERY_ATTEMPTS.NEXT_AT,
                DSL.when(DSL.inline(calls), DELIVERY_ATTEMPTS.CALLS).as(DELIVERY_ATTEMPTS.CALLS))
            .from(DELIVERY_ATTEMPTS)
            .where(DELIVERY_ATTEMPTS.DELIVERY_ID.in(rows.getValues(DELIVERIES.ID)))
            .orderBy(DELIVERY_ATTEMPTS.NUMBER)
            .fetchGroups(DELIVERY_ATTEMPTS.DELIVERY_ID, row -> attempt(row, payloads));
    return rows.map(row -> view(row, attempts.getOrDefault(row.get(DELIVERIES.ID), List.of())));
  }

  private static DeliveryView view(Record row, List<DeliveryView.Attempt> attempts) {
    UUID erased = row.get(DELIVERIES.ERASED_LEAD);
    return new DeliveryView(
        row.get(DELIVERIES.ID),
        row.get(DELIVERIES.CONNECTOR_ID),
        erased == null ? row.get(DELIVERIES.LEAD_ID) : erased,
        row.get(DELIVERIES.REVISION),
        row.get(DELIVERIES.EVENT),
        DeliveryStatus.ofWireName(row.get(DELIVERIES.STATUS)),
        Optional.ofNullable(row.get(DELIVERIES.CODE)),
        Optional.ofNullable(row.get(DELIVERIES.REASON)),
        Optional.ofNullable(row.get(DELIVERIES.REMOTE_REF)),
        row.get(DELIVERIES.CREATED_AT),
        attempts);
  }

  private static DeliveryView.Attempt attempt(Record row, Map<UUID, String> payloads) {
    JSON calls = row.get(DELIVERY_ATTEMPTS.CALLS);
    Integer statusCode = row.get(DELIVERY_ATTEMPTS.STATUS_CODE);
    return new DeliveryView.Attempt(
        row.get(DELIVERY_ATTEMPTS.NUMBER),
        row.get(DELIVERY_ATTEMPTS.AT),
        row.get(DELIVERY_ATTEMPTS.OUTCOME),
        Optional.ofNullable(row.get(DELIVERY_ATTEMPTS.CODE)),
        statusCode == null ? OptionalInt.empty() : OptionalInt.of(statusCode),
        Optional.ofNullable(row.get(DELIVERY_ATTEMPTS.ERROR)),
        Optional.ofNullable(row.get(DELIVERY_ATTEMPTS.NEXT_AT)),
        calls == null
            ? List.of()
            : CallJson.read(
                calls.data(), payloads.getOrDefault(row.get(DELIVERY_ATTEMPTS.DELIVERY_ID), "")));
  }

  /// Where a lead stands with one connector.
  ///
  /// @param status of its newest event there
  /// @param remoteRef what the other system called it last
  public record Place(UUID connector, DeliveryStatus status, Optional<String> remoteRef) {}

  /// One for each connector the lead was ever to go to.
  public List<Place> places(DSLContext tx, UUID lead) {
    return tx.resultQuery(PLACES, lead)
        .fetch(
            row ->
                new Place(
                    row.get("connector_id", UUID.class),
                    DeliveryStatus.ofWireName(row.get("status", String.class)),
                    Optional.ofNullable(row.get("remote_ref", String.class))));
  }

  /// Pending deliveries of all tenants on this database, for the queue's gauge.
  public int waiting(DSLContext tx) {
    return tx.fetchCount(DELIVERIES, DELIVERIES.STATUS.eq(DeliveryStatus.PENDING.wireName()));
  }
}
