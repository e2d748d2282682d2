package dev.parley.config.agent.store;

import dev.parley.config.agent.AgentDefinitionReader;
import dev.parley.config.agent.AgentDefinitionReader.Format;
import dev.parley.config.agent.AgentDefinitionReader.Read;
import dev.parley.config.agent.AgentDefinitionReader.Refused;
import dev.parley.config.agent.AgentVersion;
import dev.parley.config.agent.store.AgentStore.StoredVersion;
import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Published versions with their conditions compiled, read once and kept: a version never changes.
/// Thread-safe.
public final class PublishedAgents {
  private static final int KEPT_MAX = 1_000;

  private final Database database;
  private final AgentStore store;
  private final AgentDefinitionReader reader;
  private final ConcurrentHashMap<Key, AgentVersion> kept = new ConcurrentHashMap<>();

  public PublishedAgents(Database database, AgentStore store, AgentDefinitionReader reader) {
    this.database = database;
    this.store = store;
    this.reader = reader;
  }

  private record Key(TenantId tenant, String agent, int version) {}

  /// The version, or empty when it was never published.
  public Optional<AgentVersion> find(TenantId tenant, String agent, int version) {
    Key key = new Key(tenant, agent, version);
    AgentVersion known = kept.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<AgentVersion> read =
        database.inTenant(tenant, tx -> store.version(tx, agent, version)).map(this::read);
    if (kept.size() >= KEPT_MAX) {
      kept.clear();
    }
    read.ifPresent(found -> kept.put(key, found));
    return read;
  }

  private AgentVersion read(StoredVersion stored) {
    return switch (reader.read(stored.definition().toString(), Format.JSON)) {
      case Read(var definition, var tree) ->
          new AgentVersion(stored.version(), definition, stored.publishedAt());
      case Refused(var errors) ->
          throw new IllegalStateException(
              "version %d of agent %s is stored but not valid: %s"
                  .formatted(stored.version(), stored.agent(), errors.getFirst()));
    };
  }
}
