package dev.parley.runtime.leads;

import dev.parley.config.store.Database;
import dev.parley.crm.delivery.DeliveryOutbox;
import dev.parley.runtime.driver.EngineSource;
import java.time.Clock;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Consumer;

/// All that is done to leads after they were made. Thread-safe.
public record LeadCare(LeadEdits edits, Rescoring rescoring, Merges merges) {
  /// @param wakeDeliveries told after a commit which connectors have something to do
  public static LeadCare of(
      Database database,
      EngineSource engines,
      DeliveryOutbox outbox,
      Consumer<Collection<UUID>> wakeDeliveries,
      Clock clock) {
    Merges merges = new Merges(engines, outbox, clock);
    return new LeadCare(
        new LeadEdits(engines, outbox, merges, clock),
        new Rescoring(database, engines, outbox, wakeDeliveries, clock),
        merges);
  }
}
