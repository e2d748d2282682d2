package dev.parley.crm.delivery;

import dev.parley.config.store.Database;
import dev.parley.config.store.OneTrip;
import dev.parley.config.store.Parameters;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Writes what came of attempts, many in one transaction. Whoever lost the lease writes nothing.
final class Outcomes {
  private static final String WRITE =
      """
      with verdict as (
        select * from unnest(?::uuid[], ?::int[], ?::text[], ?::text[], ?::bool[],
                             ?::timestamptz[], ?::timestamptz[], ?::text[], ?::int[], ?::text[],
                             ?::text[], ?::text[])
          as verdict (id, number, status, outcome, waived, at, next_at, code, status_code, text,
                      remote_ref, calls)),
      moved as (
        update deliveries d
           set status = v.status,
               next_at = v.next_at,
               lease_until = null,
               attempts_waived = d.attempts_waived + v.waived::int,
               remote_ref = coalesce(v.remote_ref, d.remote_ref),
               code = nullif(v.code, ''),
               reason = nullif(v.text, '')
          from verdict v
         where d.id = v.id and d.attempt_count = v.number and d.lease_until is not null
        returning d.id, d.tenant_id, v.number)
      insert into delivery_attempts
        (delivery_id, number, tenant_id, at, outcome, code, status_code, error, next_at, calls)
      select moved.id, moved.number, moved.tenant_id, v.at, v.outcome, nullif(v.code, ''),
             v.status_code, nullif(v.text, ''), v.next_at, v.calls::json
        from moved join verdict v on v.id = moved.id
      """;

  /// A delivery that is put off for days is attempted often: what its early calls were goes.
  private static final String THIN =
      """
      update delivery_attempts a set calls = null
        from unnest(?::uuid[], ?::int[]) as old (id, number)
       where a.delivery_id = old.id and a.number = old.number
      """;

  /// What waits behind a delivery of the same lead need not be looked at before that one is due.
  private static final String HOLD_FOLLOWERS =
      """
      update deliveries d set next_at = first.next_at
        from unnest(?::uuid[]) as held (id) join deliveries first on first.id = held.id
       where first.status = 'pending' and d.lead_id = first.lead_id
         and d.connector_id = first.connector_id
         and d.status = 'pending'
         and (d.revision, d.id) > (first.revision, first.id) and d.next_at < first.next_at
      """;

  private static final String STOP_CONNECTOR =
      """
      update connectors set status = ?, status_reason = ?
       where id = ? and status = 'active'
      """;

  private final Database database;
  private final int historyMax;

  Outcomes(Database database, DeliverySettings settings) {
    this.database = database;
    this.historyMax = settings.historyMax();
  }

  /// Nearly always nothing but the outcomes themselves: a single round trip.
  void write(List<Verdict> verdicts) {
    if (verdicts.stream().allMatch(this::isPlain)) {
      database.oneTripAcrossTenants(WRITE, new Batch(verdicts));
    } else {
      database.acrossTenantsOncePlanned(tx -> write(tx, verdicts));
    }
  }

  private boolean isPlain(Verdict verdict) {
    return verdict.nextAt().isEmpty()
        && verdict.connector().isEmpty()
        && verdict.number() <= historyMax;
  }

  private int write(DSLContext tx, List<Verdict> verdicts) {
    Database.statement(tx, WRITE, new Batch(verdicts));
    thin(tx, verdicts);
    UUID[] waiting =
        verdicts.stream()
            .filter(verdict -> verdict.nextAt().isPresent())
            .map(Verdict::delivery)
            .toArray(UUID[]::new);
    if (waiting.length > 0) {
      tx.query(HOLD_FOLLOWERS, (Object) waiting).execute();
    }
    for (Verdict verdict : verdicts) {
      verdict
          .connector()
          .ifPresent(
              status ->
                  tx.query(STOP_CONNECTOR, status.wireName(), verdict.text(), verdict.connectorId())
                      .execute());
    }
    return verdicts.size();
  }

  private void thin(DSLContext tx, List<Verdict> verdicts) {
    List<Verdict> often =
        verdicts.stream().filter(verdict -> verdict.number() > historyMax).toList();
    if (!often.isEmpty()) {
      tx.query(
              THIN,
              often.stream().map(Verdict::delivery).toArray(UUID[]::new),
              often.stream().map(verdict -> verdict.number() - historyMax).toArray(Integer[]::new))
          .execute();
    }
  }

  /// What `WRITE` takes; it returns nothing.
  private record Batch(List<Verdict> verdicts) implements OneTrip<Boolean> {
    @Override
    public void parameters(Parameters parameters) throws SQLException {
      parameters
          .uuids(all(Verdict::delivery))
          .numbers(all(Verdict::number))
          .texts(all(verdict -> verdict.status().wireName()))
          .texts(all(verdict -> verdict.outcome().wireName()))
          .truths(all(Verdict::waived))
          .times(all(Verdict::at))
          .timesOrNull(allOrNull(Verdict::nextAt))
          .texts(all(Verdict::code))
          .numbersOrNull(allOrNull(verdict -> boxed(verdict.statusCode())))
          .texts(all(Verdict::text))
          .textsOrNull(allOrNull(Verdict::remoteRef))
          .textsOrNull(allOrNull(Batch::calls));
    }

    @Override
    public Boolean row(ResultSet row) {
      return true;
    }

    private <T> List<T> all(Function<Verdict, T> part) {
      return verdicts.stream().map(part).toList();
    }

    private <T> List<@Nullable T> allOrNull(Function<Verdict, Optional<T>> part) {
      List<@Nullable T> all = new ArrayList<>();
      verdicts.forEach(verdict -> all.add(part.apply(verdict).orElse(null)));
      return all;
    }

    private static Optional<Integer> boxed(OptionalInt number) {
      return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }

    private static Optional<String> calls(Verdict verdict) {
      return verdict.calls().isEmpty()
          ? Optional.empty()
          : Optional.of(CallJson.write(verdict.calls()));
    }
  }
}
