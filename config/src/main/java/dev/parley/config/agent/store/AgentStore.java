package dev.parley.config.agent.store;

import static dev.parley.config.store.generated.Tables.AGENTS;
import static dev.parley.config.store.generated.Tables.AGENT_VERSIONS;
import static dev.parley.config.store.generated.Tables.CHANNELS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.config.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// Drafts and versions of a tenant's agents. Every method works in the caller's transaction of that
/// tenant. Versions are never changed and never deleted: conversations pin them. Thread-safe.
public final class AgentStore {
  /// A published definition, as stored.
  public record StoredVersion(
      String agent, int version, ObjectNode definition, Instant publishedAt) {}

  /// Stores a new agent; empty when there is one of that name already.
  public Optional<AgentDraft> create(
      DSLContext tx, TenantId tenant, String agent, ObjectNode definition) {
    JSON json = JSON.json(definition.toString());
    // A deleted agent of that name comes back with its old versions behind it.
    return tx.insertInto(AGENTS)
        .set(AGENTS.TENANT_ID, tenant.value())
        .set(AGENTS.AGENT, agent)
        .set(AGENTS.DRAFT, json)
        .onConflict(AGENTS.TENANT_ID, AGENTS.AGENT)
        .doUpdate()
        .set(AGENTS.DRAFT, json)
        .set(AGENTS.REVISION, AGENTS.REVISION.plus(1))
        .set(AGENTS.PUBLISHED, DSL.val((Integer) null))
        .set(AGENTS.CREATED_AT, DSL.currentInstant())
        .set(AGENTS.UPDATED_AT, DSL.currentInstant())
        .setNull(AGENTS.DELETED_AT)
        .where(AGENTS.DELETED_AT.isNotNull())
        .returning()
        .fetchOptional()
        .map(AgentStore::draft);
  }

  public Optional<AgentDraft> find(DSLContext tx, String agent) {
    return tx.selectFrom(AGENTS).where(alive(agent)).fetchOptional().map(AgentStore::draft);
  }

  /// As `find`, and nobody else writes this agent until the transaction ends.
  public Optional<AgentDraft> lock(DSLContext tx, String agent) {
    return tx.selectFrom(AGENTS)
        .where(alive(agent))
        .forUpdate()
        .fetchOptional()
        .map(AgentStore::draft);
  }

  /// By name.
  ///
  /// @param after the last name of the page before
  public List<AgentDraft> list(DSLContext tx, Optional<String> after, int limit) {
    return tx.selectFrom(AGENTS)
        .where(AGENTS.DELETED_AT.isNull())
        .and(after.map(AGENTS.AGENT::gt).orElse(DSL.noCondition()))
        .orderBy(AGENTS.AGENT)
        .limit(limit)
        .fetch(AgentStore::draft);
  }

  /// Replaces the draft of a locked agent.
  public AgentDraft replace(DSLContext tx, String agent, ObjectNode definition) {
    return draft(
        tx.update(AGENTS)
            .set(AGENTS.DRAFT, JSON.json(definition.toString()))
            .set(AGENTS.REVISION, AGENTS.REVISION.plus(1))
            .set(AGENTS.UPDATED_AT, DSL.currentInstant())
            .where(alive(agent))
            .returning()
            .fetchSingle());
  }

  /// Whether channels lead to it: then it cannot be deleted.
  public boolean inUse(DSLContext tx, String agent) {
    return tx.fetchExists(CHANNELS, CHANNELS.AGENT.eq(agent), CHANNELS.DELETED_AT.isNull());
  }

  /// Deletes a locked agent. Its versions stay for the conversations that pin them.
  public void delete(DSLContext tx, String agent) {
    tx.update(AGENTS)
        .set(AGENTS.DELETED_AT, DSL.currentInstant())
        .set(AGENTS.REVISION, AGENTS.REVISION.plus(1))
        .where(alive(agent))
        .execute();
  }

  /// Publishes the draft of a locked agent: new conversations begin with it from now on.
  ///
  /// @return the new version's number
  public int publish(DSLContext tx, TenantId tenant, AgentDraft draft) {
    int version =
        1
            + tx.select(DSL.coalesce(DSL.max(AGENT_VERSIONS.VERSION), 0))
                .from(AGENT_VERSIONS)
                .where(AGENT_VERSIONS.AGENT.eq(draft.agent()))
                .fetchSingle()
                .value1();
    tx.insertInto(AGENT_VERSIONS)
        .set(AGENT_VERSIONS.TENANT_ID, tenant.value())
        .set(AGENT_VERSIONS.AGENT, draft.agent())
        .set(AGENT_VERSIONS.VERSION, version)
        .set(AGENT_VERSIONS.DEFINITION, JSON.json(draft.definition().toString()))
        .execute();
    point(tx, draft.agent(), version);
    return version;
  }

  /// Lets new conversations begin with an older version; false when there is no such version.
  public boolean rollBack(DSLContext tx, String agent, int version) {
    boolean known = version(tx, agent, version).isPresent();
    if (known) {
      point(tx, agent, version);
    }
    return known;
  }

  public Optional<StoredVersion> version(DSLContext tx, String agent, int version) {
    return tx.selectFrom(AGENT_VERSIONS)
        .where(AGENT_VERSIONS.AGENT.eq(agent), AGENT_VERSIONS.VERSION.eq(version))
        .fetchOptional()
        .map(AgentStore::storedVersion);
  }

  /// Oldest first.
  ///
  /// @param after the last number of the page before; 0 for the first page
  public List<StoredVersion> versions(DSLContext tx, String agent, int after, int limit) {
    return tx.selectFrom(AGENT_VERSIONS)
        .where(AGENT_VERSIONS.AGENT.eq(agent), AGENT_VERSIONS.VERSION.gt(after))
        .orderBy(AGENT_VERSIONS.VERSION)
        .limit(limit)
        .fetch(AgentStore::storedVersion);
  }

  private static void point(DSLContext tx, String agent, int version) {
    tx.update(AGENTS).set(AGENTS.PUBLISHED, version).where(alive(agent)).execute();
  }

  private static Condition alive(String agent) {
    return AGENTS.AGENT.eq(agent).and(AGENTS.DELETED_AT.isNull());
  }

  private static AgentDraft draft(Record row) {
    return new AgentDraft(
        row.get(AGENTS.AGENT),
        Json.stored(row.get(AGENTS.DRAFT).data()),
        row.get(AGENTS.REVISION),
        Optional.ofNullable(row.get(AGENTS.PUBLISHED)),
        row.get(AGENTS.CREATED_AT),
        row.get(AGENTS.UPDATED_AT));
  }

  private static StoredVersion storedVersion(Record row) {
    return new StoredVersion(
        row.get(AGENT_VERSIONS.AGENT),
        row.get(AGENT_VERSIONS.VERSION),
        Json.stored(row.get(AGENT_VERSIONS.DEFINITION).data()),
        row.get(AGENT_VERSIONS.PUBLISHED_AT));
  }
}
