package dev.parley.crm.delivery;

import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Sends deliveries again by hand, with the whole schedule before them once more. The id stays, so
/// a receiver that had it already can tell. Thread-safe.
public final class DeliveryReplay {
  private static final String REPLAY =
      """
      update deliveries d
         set status = 'pending', attempts_waived = d.attempt_count, next_at = ?::timestamptz,
             give_up_at = ?::timestamptz,
             code = null, reason = null
        from connectors c
       where c.id = d.connector_id and c.deleted_at is null and d.lease_until is null
      """;

  private static final String ONE = REPLAY + " and d.id = ? returning d.connector_id";

  /// A lead's older event is left alone where a newer one arrived: it would undo that.
  private static final String FAILED =
      """
      from deliveries f
       where f.status = any (?::text[])
         and (?::uuid is null or f.connector_id = ?::uuid)
         and (?::uuid is null or coalesce(f.lead_id, f.erased_lead) = ?::uuid)
         and (?::text is null or f.code = ?::text)
         and (?::timestamptz is null or f.created_at >= ?::timestamptz)
         and (?::timestamptz is null or f.created_at < ?::timestamptz)
         and not exists (
           select from deliveries newer
            where newer.lead_id = f.lead_id and newer.connector_id = f.connector_id
              and newer.status = 'delivered'
              and (newer.revision, newer.id) > (f.revision, f.id))
         and exists (
           select from connectors live where live.id = f.connector_id and live.deleted_at is null)
      """;

  private static final String COUNT = "select count(*) " + FAILED;

  private static final String MANY =
      REPLAY
          + " and d.id in (select f.id "
          + FAILED
          + " order by f.id limit ?) returning d.connector_id";

  private final Database database;
  private final Clock clock;
  private final Duration giveUpAfter;
  private final Consumer<List<UUID>> wake;

  /// @param wake told the connectors that have something to do again: `DeliveryEngine::wake`
  public DeliveryReplay(
      Database database, Clock clock, DeliverySettings settings, Consumer<List<UUID>> wake) {
    this.database = database;
    this.clock = clock;
    this.giveUpAfter = settings.giveUpAfter();
    this.wake = wake;
  }

  /// What came of asking for a replay.
  public enum Replay {
    /// It is pending and due now.
    DUE,
    /// The tenant has no such delivery.
    NOT_FOUND,
    /// An attempt is under way, or the connector was deleted: nothing was changed.
    NOT_NOW
  }

  /// Makes one delivery due now, whatever became of it before.
  public Replay replay(TenantId tenant, UUID delivery) {
    Instant now = clock.instant();
    List<UUID> due =
        database.inTenant(
            tenant,
            tx -> tx.resultQuery(ONE, at(now), giveUpAt(now), delivery).fetch(0, UUID.class));
    if (!due.isEmpty()) {
      wake.accept(due);
      return Replay.DUE;
    }
    boolean known =
        database.inTenant(tenant, tx -> new Deliveries().find(tx, delivery).isPresent());
    return known ? Replay.NOT_NOW : Replay.NOT_FOUND;
  }

  /// Which of the deliveries that failed; an empty part does not narrow.
  ///
  /// @param statuses `DEAD`, `REJECTED` or both; empty: both
  /// @param code why they failed, e.g. `token_revoked`
  /// @param from made at or after
  /// @param until made before
  public record Failed(
      Optional<UUID> connector,
      Optional<UUID> lead,
      Set<DeliveryStatus> statuses,
      Optional<String> code,
      Optional<Instant> from,
      Optional<Instant> until) {
    public static final Failed ALL =
        new Failed(
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public Failed {
      statuses = Set.copyOf(statuses);
    }

    public static Failed of(UUID connector) {
      return new Failed(
          Optional.of(connector),
          Optional.empty(),
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    private List<@Nullable Object> values() {
      List<@Nullable Object> values = new ArrayList<>();
      values.add(
          Stream.of(DeliveryStatus.DEAD, DeliveryStatus.REJECTED)
              .filter(status -> statuses.isEmpty() || statuses.contains(status))
              .map(DeliveryStatus::wireName)
              .toArray(String[]::new));
      twice(values, connector.orElse(null));
      twice(values, lead.orElse(null));
      twice(values, code.orElse(null));
      twice(values, from.map(DeliveryReplay::at).orElse(null));
      twice(values, until.map(DeliveryReplay::at).orElse(null));
      return values;
    }

    private static void twice(List<@Nullable Object> values, @Nullable Object value) {
      values.add(value);
      values.add(value);
    }
  }

  /// How many a redrive would send again now.
  public int failed(TenantId tenant, Failed which) {
    return database.inTenant(
        tenant,
        tx -> tx.resultQuery(COUNT, which.values().toArray()).fetchSingle().get(0, int.class));
  }

  /// Makes deliveries that failed due now, oldest first.
  ///
  /// @param limit at most so many
  /// @return how many
  public int redrive(TenantId tenant, Failed which, int limit) {
    Instant now = clock.instant();
    List<@Nullable Object> values = new ArrayList<>(List.of(at(now), giveUpAt(now)));
    values.addAll(which.values());
    values.add(limit);
    List<UUID> due =
        database.inTenant(
            tenant, tx -> tx.resultQuery(MANY, values.toArray()).fetch(0, UUID.class));
    wake.accept(due.stream().distinct().toList());
    return due.size();
  }

  private static Object at(Instant now) {
    return now.atOffset(ZoneOffset.UTC);
  }

  private Object giveUpAt(Instant now) {
    return now.plus(giveUpAfter).atOffset(ZoneOffset.UTC);
  }
}
