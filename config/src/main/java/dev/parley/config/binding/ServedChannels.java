package dev.parley.config.binding;

import static dev.parley.config.store.generated.Tables.CHANNELS;

import dev.parley.config.settings.Secret;
import dev.parley.config.store.Sealer;
import dev.parley.config.store.StoreException;
import dev.parley.config.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Channels by what a vendor's request names, before the tenant is known: works in a transaction
/// across tenants. Credentials that do not open are a `StoreException`. Thread-safe.
public final class ServedChannels {
  private static final Logger LOG = LoggerFactory.getLogger(ServedChannels.class);

  private static final Field<String> HOSTED_AGENT =
      DSL.field("{0} ->> 'agent_id'", String.class, CHANNELS.SETTINGS);

  private final ChannelCredentials credentials;

  public ServedChannels(Sealer sealer) {
    this.credentials = new ChannelCredentials(sealer);
  }

  /// @param address in E.164
  public Optional<ServedChannel> byAddress(DSLContext tx, ChannelType type, String address) {
    return one(tx, type, CHANNELS.ADDRESS.eq(address));
  }

  /// @param vendorId the `phone_number_id` setting
  public Optional<ServedChannel> byVendorId(DSLContext tx, ChannelType type, String vendorId) {
    return one(tx, type, ChannelStore.VENDOR_ID.eq(vendorId));
  }

  /// A channel of any type.
  public Optional<ServedChannel> byId(DSLContext tx, UUID id) {
    return tx.selectFrom(CHANNELS)
        .where(CHANNELS.ID.eq(id), CHANNELS.DELETED_AT.isNull())
        .fetchOptional()
        .map(this::served);
  }

  /// The oldest voice channel whose calls this agent of the vendor's carries.
  ///
  /// @param agentId the `agent_id` setting
  public Optional<ServedChannel> byHostedAgent(DSLContext tx, String agentId) {
    return tx.selectFrom(CHANNELS)
        .where(
            CHANNELS.TYPE.eq(ChannelType.VOICE.wireName()),
            HOSTED_AGENT.eq(agentId),
            CHANNELS.DELETED_AT.isNull())
        .orderBy(CHANNELS.ID)
        .limit(1)
        .fetchOptional()
        .map(this::served);
  }

  /// A credential of every channel of a type that has it; blank ones and those that do not open are
  /// left out.
  public List<Secret> credential(DSLContext tx, ChannelType type, String name, int limit) {
    List<Secret> secrets = new ArrayList<>();
    tx.select(CHANNELS.ID, CHANNELS.CREDENTIALS)
        .from(CHANNELS)
        .where(CHANNELS.TYPE.eq(type.wireName()), CHANNELS.DELETED_AT.isNull())
        .and(CHANNELS.CREDENTIALS.isNotNull())
        .orderBy(CHANNELS.ID)
        .limit(limit)
        .forEach(
            row -> {
              Secret secret = opened(row.value1(), row.value2()).get(name);
              if (secret != null && !secret.reveal().isBlank()) {
                secrets.add(secret);
              }
            });
    return secrets;
  }

  private Map<String, Secret> opened(UUID channel, byte[] sealed) {
    try {
      return credentials.open(channel, sealed);
    } catch (StoreException e) {
      LOG.error("Channel {} cannot be read; it serves nobody", channel, e);
      return Map.of();
    }
  }

  private Optional<ServedChannel> one(DSLContext tx, ChannelType type, Condition condition) {
    return tx.selectFrom(CHANNELS)
        .where(CHANNELS.TYPE.eq(type.wireName()), CHANNELS.DELETED_AT.isNull())
        .and(condition)
        .fetchOptional()
        .map(this::served);
  }

  private ServedChannel served(Record row) {
    ChannelBinding binding = ChannelStore.binding(row);
    return new ServedChannel(
        new TenantId(row.get(CHANNELS.TENANT_ID)),
        binding,
        new ChannelConfig(
            binding.settings(), credentials.open(binding.id(), row.get(CHANNELS.CREDENTIALS))));
  }
}
