package dev.parley.runtime.process;

import static dev.parley.config.store.generated.Tables.AGENTS;

import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.runtime.forms.FormRegions;
import java.util.Optional;

/// The region of an agent as it is published now.
record AgentRegions(Database database, EngineSource engines) implements FormRegions {
  @Override
  public Optional<String> region(TenantId tenant, String agent) {
    return database
        .inTenant(
            tenant,
            tx ->
                tx.select(AGENTS.PUBLISHED)
                    .from(AGENTS)
                    .where(AGENTS.AGENT.eq(agent), AGENTS.PUBLISHED.isNotNull())
                    .fetchOptional(AGENTS.PUBLISHED))
        .map(version -> engines.engine(tenant, agent, version).definition().region());
  }
}
