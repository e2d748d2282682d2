package dev.parley.crm.delivery;

import static dev.parley.config.store.generated.Tables.CONNECTORS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.store.Sealer;
import dev.parley.config.store.StoreException;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.Connector;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.Credentials;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tenants' connectors, credentials sealed. Every method works in the caller's transaction.
/// Thread-safe.
public final class Connectors {
  private static final Logger LOG = LoggerFactory.getLogger(Connectors.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /// The type of a connector whose row could not be read; no connector serves it.
  static final String UNREADABLE = "";

  /// A connector and how it fares.
  ///
  /// @param reason why it is not active, in words
  public record Stored(Connector connector, ConnectorStatus status, Optional<String> reason) {}

  private final Sealer sealer;
  private final FreshTokens fresh;

  public Connectors(Sealer sealer) {
    this(sealer, new FreshTokens());
  }

  /// @param fresh where `SealedTokens` leaves the token of a configuration that has no row yet
  public Connectors(Sealer sealer, FreshTokens fresh) {
    this.sealer = sealer;
    this.fresh = fresh;
  }

  public Connector add(DSLContext tx, TenantId tenant, String type, ConnectorConfig config) {
    UUID id =
        tx.insertInto(CONNECTORS)
            .set(CONNECTORS.TENANT_ID, tenant.value())
            .set(CONNECTORS.TYPE, type)
            .set(CONNECTORS.SETTINGS, jsonb(config.settings()))
            .set(CONNECTORS.MAPPING, jsonb(config.mapping()))
            .returningResult(CONNECTORS.ID)
            .fetchSingle()
            .value1();
    // The seal is bound to the id, which the database gives.
    var connector = new Connector(id, tenant, type, config);
    update(tx, connector);
    return connector;
  }

  /// Replaces settings, credentials and mapping.
  public void update(DSLContext tx, Connector connector) {
    tx.update(CONNECTORS)
        .set(CONNECTORS.SETTINGS, jsonb(connector.config().settings()))
        .set(CONNECTORS.MAPPING, jsonb(connector.config().mapping()))
        .set(CONNECTORS.CREDENTIALS, sealed(connector))
        .where(CONNECTORS.ID.eq(connector.id()))
        .execute();
  }

  /// Forgets the OAuth token: the next call asks for one with the credentials as they are now.
  public void forgetToken(DSLContext tx, UUID id) {
    tx.update(CONNECTORS).setNull(CONNECTORS.TOKEN).where(CONNECTORS.ID.eq(id)).execute();
  }

  /// Keeps the token that was granted when the configuration was checked, where one was.
  ///
  /// @param checked the id it was checked under, before it was stored
  public void keepToken(DSLContext tx, UUID checked, UUID id) {
    fresh
        .take(checked)
        .ifPresent(
            token ->
                tx.update(CONNECTORS)
                    .set(CONNECTORS.TOKEN, token.sealed(sealer, id))
                    .where(CONNECTORS.ID.eq(id))
                    .execute());
  }

  public Optional<Stored> find(DSLContext tx, UUID id) {
    return tx.selectFrom(CONNECTORS)
        .where(CONNECTORS.ID.eq(id), CONNECTORS.DELETED_AT.isNull())
        .fetchOptional()
        .map(this::stored);
  }

  /// Connectors as far as a link to their records needs them: without credentials, deleted ones
  /// too, since their records are still there.
  public Map<UUID, Connector> places(DSLContext tx, Collection<UUID> ids) {
    Map<UUID, Connector> places = new HashMap<>();
    if (!ids.isEmpty()) {
      for (Record row : tx.selectFrom(CONNECTORS).where(CONNECTORS.ID.in(ids)).fetch()) {
        places.put(row.get(CONNECTORS.ID), connector(row, Credentials.none()));
      }
    }
    return places;
  }

  /// In the order they were made.
  ///
  /// @param after the last id of the page before
  public List<Stored> list(DSLContext tx, Optional<UUID> after, int limit) {
    return tx.selectFrom(CONNECTORS)
        .where(CONNECTORS.DELETED_AT.isNull())
        .and(after.map(CONNECTORS.ID::gt).orElse(DSL.noCondition()))
        .orderBy(CONNECTORS.ID)
        .limit(limit)
        .fetch(this::stored);
  }

  /// Takes a connector out of use. What it still had to deliver is rejected, and says so.
  ///
  /// @return whether there was one
  public boolean delete(DSLContext tx, UUID id) {
    int deleted =
        tx.update(CONNECTORS)
            .set(CONNECTORS.DELETED_AT, DSL.currentInstant())
            .setNull(CONNECTORS.CREDENTIALS)
            .setNull(CONNECTORS.TOKEN)
            .where(CONNECTORS.ID.eq(id), CONNECTORS.DELETED_AT.isNull())
            .execute();
    tx.query(
            """
            update deliveries
               set status = 'rejected', next_at = null, lease_until = null,
                   code = 'connector_deleted', reason = 'The connector was deleted.'
             where connector_id = ? and status = 'pending'
            """,
            id)
        .execute();
    return deleted > 0;
  }

  /// Sets a connector to work again, or stops it. Its waiting deliveries go on where they were.
  ///
  /// @return whether there was one
  public boolean setStatus(DSLContext tx, UUID id, ConnectorStatus status, String reason) {
    return tx.update(CONNECTORS)
            .set(CONNECTORS.STATUS, status.wireName())
            .set(CONNECTORS.STATUS_REASON, status == ConnectorStatus.ACTIVE ? null : reason)
            .where(CONNECTORS.ID.eq(id), CONNECTORS.DELETED_AT.isNull())
            .execute()
        > 0;
  }

  /// A connector as its columns say; where its credentials do not open, one no connector serves.
  Connector read(
      UUID id,
      TenantId tenant,
      String type,
      String settings,
      byte @Nullable [] credentials,
      String mapping) {
    try {
      return new Connector(
          id,
          tenant,
          type,
          new ConnectorConfig(object(settings), opened(id, credentials), object(mapping)));
    } catch (StoreException e) {
      LOG.error("Connector {} cannot be read; its leads wait", id, e);
      return unreadable(id, tenant);
    }
  }

  private static Connector unreadable(UUID id, TenantId tenant) {
    ObjectNode nothing = JSON.createObjectNode();
    return new Connector(id, tenant, UNREADABLE, ConnectorConfig.of(nothing, Credentials.none()));
  }

  private Stored stored(Record row) {
    return new Stored(
        connector(row),
        ConnectorStatus.ofWireName(row.get(CONNECTORS.STATUS)),
        Optional.ofNullable(row.get(CONNECTORS.STATUS_REASON)));
  }

  private Connector connector(Record row) {
    return connector(row, opened(row.get(CONNECTORS.ID), row.get(CONNECTORS.CREDENTIALS)));
  }

  private static Connector connector(Record row, Credentials credentials) {
    return new Connector(
        row.get(CONNECTORS.ID),
        new TenantId(row.get(CONNECTORS.TENANT_ID)),
        row.get(CONNECTORS.TYPE),
        new ConnectorConfig(
            object(row.get(CONNECTORS.SETTINGS).data()),
            credentials,
            object(row.get(CONNECTORS.MAPPING).data())));
  }

  private byte[] sealed(Connector connector) {
    try {
      return sealer.seal(
          place(connector.id()), JSON.writeValueAsBytes(connector.config().credentials().reveal()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always writable", e);
    }
  }

  private Credentials opened(UUID id, byte @Nullable [] sealed) {
    if (sealed == null) {
      return Credentials.none();
    }
    try {
      return Credentials.of((ObjectNode) JSON.readTree(sealer.open(place(id), sealed)));
    } catch (IOException e) {
      throw new IllegalStateException("sealed credentials of connector " + id + " are no JSON", e);
    }
  }

  private static String place(UUID id) {
    return "connector/" + id;
  }

  private static ObjectNode object(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the database holds only valid JSON", e);
    }
  }

  private static JSONB jsonb(ObjectNode node) {
    return JSONB.valueOf(node.toString());
  }
}
