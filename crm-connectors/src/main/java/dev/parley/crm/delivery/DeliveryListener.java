package dev.parley.crm.delivery;

import java.time.Duration;
import java.util.UUID;

/// Hears what the engine does, for metrics. Called on the engine's threads: must be quick, must not
/// throw.
public interface DeliveryListener {
  DeliveryListener NONE = new DeliveryListener() {};

  /// @param type of the connector
  /// @param waited from when the attempt was due to its start
  /// @param took from its start to its outcome
  default void attempted(String type, Outcome outcome, Duration waited, Duration took) {}

  /// A connector's breaker opened, or closed again.
  default void breaker(UUID connector, boolean open) {}
}
