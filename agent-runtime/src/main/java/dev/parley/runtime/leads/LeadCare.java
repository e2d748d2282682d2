package dev.parley.runtime.leads;

import dev.parley.crm.delivery.DeliveryOutbox;
import dev.parley.runtime.driver.EngineSource;
import java.time.Clock;

/// All that is done to leads after they were made. Thread-safe.
public record LeadCare(LeadEdits edits) {
  public static LeadCare of(EngineSource engines, DeliveryOutbox outbox, Clock clock) {
    return new LeadCare(new LeadEdits(engines, outbox, clock));
  }
}
