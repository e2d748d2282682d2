package dev.parley.config.tenant;

import static dev.parley.config.store.generated.Tables.API_KEYS;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.config.settings.Secret;
import dev.parley.config.store.Database;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// API keys: `pk_<public id>_<secret>`, of which the database holds the id and a SHA-256 of the
/// whole. The secret has 256 random bits, so a plain hash is as good as a slow one. The configured
/// admin key may be any text and is held in memory alone. Thread-safe.
public final class ApiKeys {
  /// The id under which the configured admin key is known.
  public static final String SERVER_KEY = "admin";

  private static final Pattern KEY = Pattern.compile("pk_([0-9a-f]{16})_[A-Za-z0-9_-]{43}");
  private static final int PRESENTED_CHARS_MAX = 500;

  private final Database database;
  private final byte[] serverKeyHash;
  private final SecureRandom random = new SecureRandom();

  /// @param serverKey printable, 16 characters or more
  public ApiKeys(Database database, Secret serverKey) {
    if (!serverKey.reveal().matches("[\\x21-\\x7E]{16,500}")) {
      throw new IllegalArgumentException(
          "the admin key needs 16 to 500 printable characters without spaces");
    }
    this.database = database;
    this.serverKeyHash = sha256(serverKey.reveal());
  }

  /// A key just made; the only moment it can be shown.
  public record Fresh(ApiKey key, Secret secret) {}

  /// Whose key this is; empty when it is nobody's, or revoked.
  public Optional<Caller> authenticate(String presented) {
    if (presented.length() > PRESENTED_CHARS_MAX) {
      return Optional.empty();
    }
    byte[] hash = sha256(presented);
    if (MessageDigest.isEqual(hash, serverKeyHash)) {
      return Optional.of(new Caller(TenantId.DEFAULT, Role.ADMIN, SERVER_KEY, true));
    }
    Matcher parts = KEY.matcher(presented);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return database
        .acrossTenants(
            tx ->
                tx.selectFrom(API_KEYS)
                    .where(API_KEYS.ID.eq(parts.group(1)), API_KEYS.REVOKED_AT.isNull())
                    .fetchOptional())
        .filter(row -> MessageDigest.isEqual(hash, row.get(API_KEYS.HASH)))
        .map(
            row ->
                new Caller(
                    new TenantId(row.get(API_KEYS.TENANT_ID)),
                    role(row),
                    row.get(API_KEYS.ID),
                    false));
  }

  public Fresh create(DSLContext tx, TenantId tenant, Role role, String label) {
    String id = HexFormat.of().formatHex(bytes(8));
    String key =
        "pk_" + id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
    Record row =
        tx.insertInto(API_KEYS)
            .set(API_KEYS.ID, id)
            .set(API_KEYS.TENANT_ID, tenant.value())
            .set(API_KEYS.ROLE, role.name().toLowerCase(Locale.ROOT))
            .set(API_KEYS.LABEL, label)
            .set(API_KEYS.HASH, sha256(key))
            .returning()
            .fetchSingle();
    return new Fresh(key(row), Secret.of(key));
  }

  /// The keys that work, by id; the configured admin key is not among them.
  public List<ApiKey> list(DSLContext tx, Optional<String> after, int limit) {
    return tx.selectFrom(API_KEYS)
        .where(API_KEYS.REVOKED_AT.isNull())
        .and(after.map(API_KEYS.ID::gt).orElse(DSL.noCondition()))
        .orderBy(API_KEYS.ID)
        .limit(limit)
        .fetch(ApiKeys::key);
  }

  /// The key, and nobody else revokes keys of this tenant until the transaction ends.
  public Optional<ApiKey> lock(DSLContext tx, String id) {
    return tx
        .selectFrom(API_KEYS)
        .where(API_KEYS.REVOKED_AT.isNull())
        .orderBy(API_KEYS.ID)
        .forUpdate()
        .fetch(ApiKeys::key)
        .stream()
        .filter(key -> key.id().equals(id))
        .findFirst();
  }

  /// How many admin keys of this tenant work.
  public int admins(DSLContext tx) {
    return tx.fetchCount(API_KEYS, API_KEYS.ROLE.eq("admin"), API_KEYS.REVOKED_AT.isNull());
  }

  public void revoke(DSLContext tx, String id) {
    tx.update(API_KEYS)
        .set(API_KEYS.REVOKED_AT, DSL.currentInstant())
        .where(API_KEYS.ID.eq(id))
        .execute();
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static ApiKey key(Record row) {
    return new ApiKey(
        row.get(API_KEYS.ID), role(row), row.get(API_KEYS.LABEL), row.get(API_KEYS.CREATED_AT));
  }

  private static Role role(Record row) {
    return Role.valueOf(row.get(API_KEYS.ROLE).toUpperCase(Locale.ROOT));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
