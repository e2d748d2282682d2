package dev.parley.runtime.api;

import dev.parley.config.tenant.TenantId;
import dev.parley.crm.delivery.DeliveryReplay.Replay;
import java.util.UUID;

/// Sends a delivery again: `DeliveryReplay::replay`. Thread-safe.
@FunctionalInterface
public interface DeliveryReplayer {
  Replay replay(TenantId tenant, UUID delivery);
}
