package dev.parley.config.tenant;

import static dev.parley.config.store.generated.Tables.IDEMPOTENCY_KEYS;

import dev.parley.config.store.Sealer;
import java.security.MessageDigest;
import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.Record3;

/// Answers to writes that carried an `Idempotency-Key`, so that doing it again answers the same and
/// does nothing. Kept sealed: an answer may show a secret once. Works in the caller's transaction;
/// what is done and what is remembered are committed together. Thread-safe.
public final class IdempotencyKeys {
  private final Sealer sealer;

  public IdempotencyKeys(Sealer sealer) {
    this.sealer = sealer;
  }

  /// What is known of a key.
  public sealed interface Seen {
    /// Nobody used it; the caller holds it until its transaction ends.
    record Fresh() implements Seen {}

    /// Another transaction holds it.
    record InProgress() implements Seen {}

    /// It was used for another request.
    record OtherRequest() implements Seen {}

    @SuppressWarnings("ArrayRecordComponent") // moved once, never compared
    record Answered(byte[] answer) implements Seen {}
  }

  /// @param requestHash tells one request from another
  public Seen look(DSLContext tx, TenantId tenant, String key, byte[] requestHash) {
    boolean held =
        Boolean.TRUE.equals(
            tx.resultQuery(
                    "select pg_try_advisory_xact_lock(hashtextextended(?, 0))", tenant + "/" + key)
                .fetchSingle(0, Boolean.class));
    if (!held) {
      return new Seen.InProgress();
    }
    Record3<byte[], byte[], Integer> row =
        tx.select(
                IDEMPOTENCY_KEYS.REQUEST_HASH,
                IDEMPOTENCY_KEYS.ANSWER,
                IDEMPOTENCY_KEYS.STATUS_CODE)
            .from(IDEMPOTENCY_KEYS)
            .where(IDEMPOTENCY_KEYS.TENANT_ID.eq(tenant.value()), IDEMPOTENCY_KEYS.KEY.eq(key))
            .fetchOne();
    if (row == null) {
      return new Seen.Fresh();
    }
    return MessageDigest.isEqual(row.value1(), requestHash)
        ? new Seen.Answered(sealer.open(place(tenant, key), row.value2()))
        : new Seen.OtherRequest();
  }

  /// Remembers what the request was answered with.
  public void remember(
      DSLContext tx, TenantId tenant, String key, byte[] requestHash, int status, byte[] answer) {
    tx.insertInto(IDEMPOTENCY_KEYS)
        .set(IDEMPOTENCY_KEYS.TENANT_ID, tenant.value())
        .set(IDEMPOTENCY_KEYS.KEY, key)
        .set(IDEMPOTENCY_KEYS.REQUEST_HASH, requestHash)
        .set(IDEMPOTENCY_KEYS.STATUS_CODE, status)
        .set(IDEMPOTENCY_KEYS.ANSWER, sealer.seal(place(tenant, key), answer))
        .onConflictDoNothing()
        .execute();
  }

  /// Forgets old answers, in a transaction across tenants; a key may then be used again.
  public int forget(DSLContext tx, Instant before) {
    return tx.deleteFrom(IDEMPOTENCY_KEYS).where(IDEMPOTENCY_KEYS.CREATED_AT.lt(before)).execute();
  }

  private static String place(TenantId tenant, String key) {
    return "idempotency/" + tenant + "/" + key;
  }
}
