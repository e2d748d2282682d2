package dev.parley.runtime.api;

import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.call.PlacedCall;
import java.util.Map;

/// Calls people. Thread-safe; blocks.
@FunctionalInterface
public interface CallPlacer {
  PlacedCall place(TenantId tenant, String agent, String to, Map<String, String> context);
}
