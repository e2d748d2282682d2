package dev.parley.config.binding;

import static dev.parley.config.store.generated.Tables.CHANNELS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.config.tenant.TenantId;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// A tenant's channels. Every method works in the caller's transaction of that tenant. A deleted
/// channel keeps its row for its conversations and answers nobody any more. Thread-safe.
public final class ChannelStore {
  private static final int WIDGET_KEY_BYTES = 16;
  private static final String ORIGINS = "origins";

  private final SecureRandom random = new SecureRandom();

  /// Makes a web channel with a new widget key.
  public ChannelBinding addWeb(DSLContext tx, TenantId tenant, String agent, List<String> origins) {
    byte[] key = new byte[WIDGET_KEY_BYTES];
    random.nextBytes(key);
    ObjectNode settings = Json.object();
    ArrayNode listed = settings.putArray(ORIGINS);
    origins.forEach(listed::add);
    return binding(
        tx.insertInto(CHANNELS)
            .set(CHANNELS.TENANT_ID, tenant.value())
            .set(CHANNELS.TYPE, ChannelType.WEB.wireName())
            .set(CHANNELS.AGENT, agent)
            .set(CHANNELS.WIDGET_KEY, HexFormat.of().formatHex(key))
            .set(CHANNELS.SETTINGS, JSONB.jsonb(settings.toString()))
            .returning()
            .fetchSingle());
  }

  /// Makes a channel with an address; empty when the address is taken, by whichever tenant.
  public Optional<ChannelBinding> addAddress(
      DSLContext tx, TenantId tenant, ChannelType type, String agent, String address) {
    return tx.insertInto(CHANNELS)
        .set(CHANNELS.TENANT_ID, tenant.value())
        .set(CHANNELS.TYPE, type.wireName())
        .set(CHANNELS.AGENT, agent)
        .set(CHANNELS.ADDRESS, address)
        .onConflictDoNothing()
        .returning()
        .fetchOptional()
        .map(ChannelStore::binding);
  }

  public Optional<ChannelBinding> find(DSLContext tx, UUID id) {
    return tx.selectFrom(CHANNELS)
        .where(CHANNELS.ID.eq(id), CHANNELS.DELETED_AT.isNull())
        .fetchOptional()
        .map(ChannelStore::binding);
  }

  /// In the order they were made.
  ///
  /// @param after the last id of the page before
  public List<ChannelBinding> list(DSLContext tx, Optional<UUID> after, int limit) {
    return tx.selectFrom(CHANNELS)
        .where(CHANNELS.DELETED_AT.isNull())
        .and(after.map(CHANNELS.ID::gt).orElse(DSL.noCondition()))
        .orderBy(CHANNELS.ID)
        .limit(limit)
        .fetch(ChannelStore::binding);
  }

  /// Takes a channel out of use; false when there is none.
  public boolean delete(DSLContext tx, UUID id) {
    return tx.update(CHANNELS)
            .set(CHANNELS.DELETED_AT, DSL.currentInstant())
            .setNull(CHANNELS.CREDENTIALS)
            .where(CHANNELS.ID.eq(id), CHANNELS.DELETED_AT.isNull())
            .execute()
        > 0;
  }

  private static ChannelBinding binding(Record row) {
    List<String> origins = new ArrayList<>();
    for (JsonNode origin : Json.stored(row.get(CHANNELS.SETTINGS).data()).path(ORIGINS)) {
      origins.add(origin.asText());
    }
    return new ChannelBinding(
        row.get(CHANNELS.ID),
        ChannelType.valueOf(row.get(CHANNELS.TYPE).toUpperCase(Locale.ROOT)),
        row.get(CHANNELS.AGENT),
        Optional.ofNullable(row.get(CHANNELS.ADDRESS)),
        Optional.ofNullable(row.get(CHANNELS.WIDGET_KEY)),
        origins,
        row.get(CHANNELS.CREATED_AT));
  }
}
