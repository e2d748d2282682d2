package dev.parley.crm.delivery;

import dev.parley.config.store.Database;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
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

  void write(List<Verdict> verdicts) {
    database.acrossTenantsOncePlanned(tx -> write(tx, verdicts));
  }

  private int write(DSLContext tx, List<Verdict> verdicts) {
    tx.query(
            WRITE,
            uuids(verdicts, Verdict::delivery),
            numbers(verdicts),
            texts(verdicts, verdict -> verdict.status().wireName()),
            texts(verdicts, verdict -> verdict.outcome().wireName()),
            verdicts.stream().map(Verdict::waived).toArray(Boolean[]::new),
            starts(verdicts),
            nextTimes(verdicts),
            texts(verdicts, Verdict::code),
            statusCodes(verdicts),
            texts(verdicts, Verdict::text),
            remoteRefs(verdicts),
            calls(verdicts))
        .execute();
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
              uuids(often, Verdict::delivery),
              often.stream().map(verdict -> verdict.number() - historyMax).toArray(Integer[]::new))
          .execute();
    }
  }

  private static UUID[] uuids(List<Verdict> verdicts, Function<Verdict, UUID> part) {
    return verdicts.stream().map(part).toArray(UUID[]::new);
  }

  private static Integer[] numbers(List<Verdict> verdicts) {
    return verdicts.stream().map(Verdict::number).toArray(Integer[]::new);
  }

  private static String[] texts(List<Verdict> verdicts, Function<Verdict, String> part) {
    return verdicts.stream().map(part).toArray(String[]::new);
  }

  private static OffsetDateTime[] starts(List<Verdict> verdicts) {
    return verdicts.stream()
        .map(verdict -> verdict.at().atOffset(ZoneOffset.UTC))
        .toArray(OffsetDateTime[]::new);
  }

  private static @Nullable OffsetDateTime[] nextTimes(List<Verdict> verdicts) {
    @Nullable OffsetDateTime[] times = new @Nullable OffsetDateTime[verdicts.size()];
    for (int i = 0; i < times.length; i++) {
      times[i] = verdicts.get(i).nextAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null);
    }
    return times;
  }

  private static @Nullable Integer[] statusCodes(List<Verdict> verdicts) {
    @Nullable Integer[] codes = new @Nullable Integer[verdicts.size()];
    for (int i = 0; i < codes.length; i++) {
      OptionalInt code = verdicts.get(i).statusCode();
      codes[i] = code.isPresent() ? code.getAsInt() : null;
    }
    return codes;
  }

  private static @Nullable String[] remoteRefs(List<Verdict> verdicts) {
    @Nullable String[] refs = new @Nullable String[verdicts.size()];
    for (int i = 0; i < refs.length; i++) {
      refs[i] = verdicts.get(i).remoteRef().orElse(null);
    }
    return refs;
  }

  private static @Nullable String[] calls(List<Verdict> verdicts) {
    @Nullable String[] calls = new @Nullable String[verdicts.size()];
    for (int i = 0; i < calls.length; i++) {
      calls[i] = verdicts.get(i).calls().isEmpty() ? null : CallJson.write(verdicts.get(i).calls());
    }
    return calls;
  }
}
