package dev.parley.config.binding;

import static dev.parley.config.store.generated.Tables.CHANNELS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.config.store.Sealer;
import dev.parley.config.tenant.TenantId;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.impl.DSL;

/// A tenant's channels. Every method works in the caller's transaction of that tenant. A deleted
/// channel keeps its row for its conversations and answers nobody any more. Thread-safe.
public final class ChannelStore {
  private static final int WIDGET_KEY_BYTES = 16;
  private static final String ORIGINS = "origins";

  /// As in the index of the vendors' ids.
  static final Field<String> VENDOR_ID =
      DSL.field("{0} ->> 'phone_number_id'", String.class, CHANNELS.SETTINGS);

  private final SecureRandom random = new SecureRandom();
  private final ChannelCredentials credentials;

  public ChannelStore(Sealer sealer) {
    this.credentials = new ChannelCredentials(sealer);
  }

  /// Makes a web channel with a new widget key.
  public ChannelBinding addWeb(DSLContext tx, TenantId tenant, String agent, List<String> origins) {
    byte[] key = new byte[WIDGET_KEY_BYTES];
    random.nextBytes(key);
    return binding(
        tx.insertInto(CHANNELS)
            .set(CHANNELS.TENANT_ID, tenant.value())
            .set(CHANNELS.TYPE, ChannelType.WEB.wireName())
            .set(CHANNELS.AGENT, agent)
            .set(CHANNELS.WIDGET_KEY, HexFormat.of().formatHex(key))
            .set(CHANNELS.SETTINGS, originsJson(origins))
            .returning()
            .fetchSingle());
  }

  /// Makes a channel with an address; empty when the address, or the vendor's id of it, is taken
  /// by whichever tenant.
  public Optional<ChannelBinding> addAddress(
      DSLContext tx,
      TenantId tenant,
      ChannelType type,
      String agent,
      String address,
      ChannelConfig config) {
    Optional<ChannelBinding> added =
        tx.insertInto(CHANNELS)
            .set(CHANNELS.TENANT_ID, tenant.value())
            .set(CHANNELS.TYPE, type.wireName())
            .set(CHANNELS.AGENT, agent)
            .set(CHANNELS.ADDRESS, address)
            .set(CHANNELS.SETTINGS, jsonb(config.settings()))
            .onConflictDoNothing()
            .returning()
            .fetchOptional()
            .map(ChannelStore::binding);
    // The seal is bound to the id, which the database gives.
    added.ifPresent(
        channel ->
            tx.update(CHANNELS)
                .set(CHANNELS.CREDENTIALS, credentials.seal(channel.id(), config.credentials()))
                .where(CHANNELS.ID.eq(channel.id()))
                .execute());
    return added;
  }

  /// What a channel's vendor needs, locked until the transaction ends, so that two changes do not
  /// undo each other.
  public ChannelConfig lockConfig(DSLContext tx, ChannelBinding channel) {
    return tx.selectFrom(CHANNELS)
        .where(CHANNELS.ID.eq(channel.id()), CHANNELS.DELETED_AT.isNull())
        .forUpdate()
        .fetchOptional()
        .map(
            row ->
                new ChannelConfig(
                    binding(row).settings(),
                    credentials.open(channel.id(), row.get(CHANNELS.CREDENTIALS))))
        .orElse(ChannelConfig.EMPTY);
  }

  /// Lets a channel lead to another agent, which must exist.
  public void moveTo(DSLContext tx, UUID id, String agent) {
    tx.update(CHANNELS)
        .set(CHANNELS.AGENT, agent)
        .where(CHANNELS.ID.eq(id), CHANNELS.DELETED_AT.isNull())
        .execute();
  }

  /// Replaces settings and credentials.
  ///
  /// @return false when another channel has the vendor's id already: the transaction can only be
  ///     rolled back then
  public boolean configure(DSLContext tx, UUID id, ChannelConfig config) {
    try {
      tx.update(CHANNELS)
          .set(CHANNELS.SETTINGS, jsonb(config.settings()))
          .set(CHANNELS.CREDENTIALS, credentials.seal(id, config.credentials()))
          .where(CHANNELS.ID.eq(id), CHANNELS.DELETED_AT.isNull())
          .execute();
      return true;
    } catch (IntegrityConstraintViolationException e) {
      return false;
    }
  }

  /// Replaces the pages that may embed a web channel's chat.
  public void setOrigins(DSLContext tx, UUID id, List<String> origins) {
    tx.update(CHANNELS)
        .set(CHANNELS.SETTINGS, originsJson(origins))
        .where(CHANNELS.ID.eq(id), CHANNELS.TYPE.eq(ChannelType.WEB.wireName()))
        .execute();
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

  static ChannelBinding binding(Record row) {
    ObjectNode stored = Json.stored(row.get(CHANNELS.SETTINGS).data());
    List<String> origins = new ArrayList<>();
    Map<String, String> settings = new HashMap<>();
    stored.path(ORIGINS).forEach(origin -> origins.add(origin.asText()));
    stored.properties().stream()
        .filter(entry -> entry.getValue().isTextual())
        .forEach(entry -> settings.put(entry.getKey(), entry.getValue().textValue()));
    return new ChannelBinding(
        row.get(CHANNELS.ID),
        ChannelType.valueOf(row.get(CHANNELS.TYPE).toUpperCase(Locale.ROOT)),
        row.get(CHANNELS.AGENT),
        Optional.ofNullable(row.get(CHANNELS.ADDRESS)),
        Optional.ofNullable(row.get(CHANNELS.WIDGET_KEY)),
        origins,
        settings,
        row.get(CHANNELS.CREATED_AT));
  }

  private static JSONB originsJson(List<String> origins) {
    ObjectNode settings = Json.object();
    origins.forEach(settings.putArray(ORIGINS)::add);
    return JSONB.jsonb(settings.toString());
  }

  private static JSONB jsonb(Map<String, String> settings) {
    return JSONB.jsonb(Json.tree(settings).toString());
  }
}
