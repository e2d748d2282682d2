package dev.parley.runtime.process;

import dev.parley.config.settings.Settings;
import dev.parley.crm.delivery.DeliverySettings;
import java.time.Duration;

/// The delivery engine's limits from settings.
final class DeliveryBounds {
  private DeliveryBounds() {}

  static DeliverySettings read(Settings settings) {
    DeliverySettings defaults = DeliverySettings.DEFAULT;
    Duration hour = Duration.ofHours(1);
    return new DeliverySettings(
        settings.duration(
            "PARLEY_DELIVERY_POLL", defaults.poll(), Duration.ofMillis(10), Duration.ofMinutes(1)),
        settings.duration("PARLEY_DELIVERY_LEASE", defaults.lease(), Duration.ofSeconds(2), hour),
        settings.whole("PARLEY_DELIVERIES_IN_FLIGHT_MAX", defaults.inFlightMax(), 1, 100_000),
        defaults.outcomesPerCommitMax(),
        defaults.schedule(),
        settings.duration(
            "PARLEY_DELIVERY_GIVE_UP_AFTER", defaults.giveUpAfter(), hour, Duration.ofDays(365)),
        defaults.throttle(),
        defaults.breakerFailures(),
        defaults.breakerFirst(),
        defaults.breakerMax(),
        settings.duration("PARLEY_DRAIN", defaults.drain(), Duration.ZERO, Duration.ofMinutes(10)));
  }
}
