package dev.parley.crm.delivery;

import static dev.parley.config.store.generated.Tables.AGENTS;
import static dev.parley.config.store.generated.Tables.CHANNELS;
import static dev.parley.config.store.generated.Tables.CONTACTS;
import static dev.parley.config.store.generated.Tables.CONVERSATIONS;
import static dev.parley.config.store.generated.Tables.LEADS;
import static dev.parley.config.store.generated.Tables.TENANTS;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.parley.config.settings.Secret;
import dev.parley.config.store.Database;
import dev.parley.config.store.Sealer;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.Connector;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.Credentials;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.JSON;
import org.jooq.JSONB;

/// The rows a delivery stands on.
public final class CrmRows {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Instant AT = Instant.parse("2026-11-22T09:00:00Z");

  final Database database;
  public final Connectors connectors =
      new Connectors(new Sealer(Secret.of("a master key of some length")));

  public CrmRows(Database database) {
    this.database = database;
  }

  public TenantId tenant() {
    UUID id = UUID.randomUUID();
    database.runAcrossTenants(
        tx ->
            tx.insertInto(TENANTS)
                .set(TENANTS.TENANT_ID, id)
                .set(TENANTS.NAME, "tenant-" + id)
                .execute());
    return new TenantId(id);
  }

  public Connector connector(TenantId tenant, String type) {
    var secret = Credentials.none().with("secret", "s3cret-of-the-test");
    var config = ConnectorConfig.of(JsonNodeFactory.instance.objectNode(), secret);
    return database.inTenant(tenant, tx -> connectors.add(tx, tenant, type, config));
  }

  public UUID lead(TenantId tenant) {
    return database.inTenant(
        tenant,
        tx -> {
          String agent = "agent-" + NUMBER.incrementAndGet();
          tx.insertInto(AGENTS)
              .set(AGENTS.TENANT_ID, tenant.value())
              .set(AGENTS.AGENT, agent)
              .set(AGENTS.DRAFT, JSON.json("{}"))
              .execute();
          UUID channel =
              tx.insertInto(CHANNELS)
                  .set(CHANNELS.TENANT_ID, tenant.value())
                  .set(CHANNELS.TYPE, "web")
                  .set(CHANNELS.AGENT, agent)
                  .returningResult(CHANNELS.ID)
                  .fetchSingle()
                  .value1();
          UUID contact =
              tx.insertInto(CONTACTS)
                  .set(CONTACTS.TENANT_ID, tenant.value())
                  .returningResult(CONTACTS.ID)
                  .fetchSingle()
                  .value1();
          UUID conversation =
              tx.insertInto(CONVERSATIONS)
                  .set(CONVERSATIONS.TENANT_ID, tenant.value())
                  .set(CONVERSATIONS.AGENT, agent)
                  .set(CONVERSATIONS.AGENT_VERSION, 1)
                  .set(CONVERSATIONS.CHANNEL, "web")
                  .set(CONVERSATIONS.CHANNEL_ID, channel)
                  .set(CONVERSATIONS.CONTACT_ID, contact)
                  .set(CONVERSATIONS.CONTACT_ADDRESS, "web:1")
                  .set(CONVERSATIONS.LANGUAGE, "en")
                  .set(CONVERSATIONS.STATE, JSONB.valueOf("{}"))
                  .set(CONVERSATIONS.STARTED_AT, AT)
                  .returningResult(CONVERSATIONS.ID)
                  .fetchSingle()
                  .value1();
          return tx.insertInto(LEADS)
              .set(LEADS.TENANT_ID, tenant.value())
              .set(LEADS.CONVERSATION_ID, conversation)
              .set(LEADS.AGENT, agent)
              .set(LEADS.AGENT_VERSION, 1)
              .set(LEADS.DISPOSITION, "qualified")
              .set(LEADS.SCORE, 10)
              .set(LEADS.LEAD, JSON.valueOf("{}"))
              .set(LEADS.CREATED_AT, AT)
              .returningResult(LEADS.ID)
              .fetchSingle()
              .value1();
        });
  }
}
