package dev.parley.runtime.agents;

import dev.parley.config.agent.AgentVersion;
import dev.parley.config.agent.store.PublishedAgents;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.runtime.flow.FlowEngine;
import java.util.concurrent.ConcurrentHashMap;

/// Engines by published version. A version never changes, so an engine made once stays good; when
/// too many are held, all are let go and made again as they are needed. Thread-safe.
public final class PublishedEngines implements EngineSource {
  private static final int HELD_MAX = 1_000;

  private final PublishedAgents agents;
  private final ConcurrentHashMap<Key, FlowEngine> engines = new ConcurrentHashMap<>();

  private record Key(TenantId tenant, String agent, int version) {}

  public PublishedEngines(PublishedAgents agents) {
    this.agents = agents;
  }

  @Override
  public FlowEngine engine(TenantId tenant, String agent, int version) {
    Key key = new Key(tenant, agent, version);
    FlowEngine held = engines.get(key);
    if (held != null) {
      return held;
    }
    if (engines.size() >= HELD_MAX) {
      engines.clear();
    }
    return engines.computeIfAbsent(key, this::make);
  }

  private FlowEngine make(Key key) {
    AgentVersion version =
        agents
            .find(key.tenant(), key.agent(), key.version())
            .orElseThrow(() -> new IllegalStateException("no such agent version: " + key));
    return new FlowEngine(version.definition());
  }
}
