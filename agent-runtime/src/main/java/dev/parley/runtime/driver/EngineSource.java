package dev.parley.runtime.driver;

import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.flow.FlowEngine;

/// Engines of published agent versions, made once and kept. Thread-safe.
@FunctionalInterface
public interface EngineSource {
  /// The engine of the version a conversation pins. Throws `IllegalStateException` for a version
  /// that was never published.
  FlowEngine engine(TenantId tenant, String agent, int version);
}
