package dev.parley.runtime.forms;

import dev.parley.config.tenant.TenantId;
import java.util.Optional;

/// In which region's way an agent's people write their numbers.
@FunctionalInterface
public interface FormRegions {
  /// ISO 3166; empty when the agent is not published.
  Optional<String> region(TenantId tenant, String agent);
}
