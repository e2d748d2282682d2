package dev.parley.runtime.process;

import dev.parley.config.settings.Settings;
import dev.parley.crm.delivery.DeliverySettings;
import dev.parley.crm.http.HttpLimits;
import java.time.Duration;

/// The delivery engine's limits from settings.
final class DeliveryBounds {
  private DeliveryBounds() {}

  /// Of the calls that push.
  static HttpLimits http(Settings settings) {
    HttpLimits defaults = HttpLimits.DEFAULT;
    Duration moment = Duration.ofMillis(100);
    Duration minutes = Duration.ofMinutes(10);
    return new HttpLimits(
        settings.duration("PARLEY_WEBHOOK_CONNECT", defaults.connect(), moment, minutes),
        settings.duration("PARLEY_WEBHOOK_READ", defaults.read(), moment, minutes),
        settings.duration("PARLEY_WEBHOOK_CALL", defaults.call(), moment, minutes),
        settings.whole(
            "PARLEY_WEBHOOK_IDLE_CONNECTIONS_MAX", defaults.idleConnectionsMax(), 0, 100_000),
        settings.duration("PARLEY_WEBHOOK_IDLE", defaults.idle(), moment, Duration.ofHours(1)),
        settings.whole(
            "PARLEY_WEBHOOK_RESPONSE_BYTES_MAX", defaults.responseBytesMax(), 1_024, 1 << 28),
        settings.duration(
            "PARLEY_WEBHOOK_RETRY_AFTER_MAX",
            defaults.retryAfterMax(),
            Duration.ofSeconds(1),
            Duration.ofDays(7)),
        settings.whole(
            "PARLEY_DELIVERY_HISTORY_CHARACTERS_MAX", defaults.keptCharactersMax(), 100, 100_000));
  }

  static DeliverySettings read(Settings settings) {
    DeliverySettings defaults = DeliverySettings.DEFAULT;
    Duration second = Duration.ofSeconds(1);
    Duration hour = Duration.ofHours(1);
    return new DeliverySettings(
        settings.duration(
            "PARLEY_DELIVERY_POLL", defaults.poll(), Duration.ofMillis(10), Duration.ofMinutes(1)),
        settings.duration("PARLEY_DELIVERY_GATHER", defaults.gather(), Duration.ZERO, second),
        settings.duration("PARLEY_DELIVERY_LEASE", defaults.lease(), Duration.ofSeconds(2), hour),
        settings.whole("PARLEY_DELIVERIES_IN_FLIGHT_MAX", defaults.inFlightMax(), 1, 100_000),
        settings.whole(
            "PARLEY_DELIVERY_OUTCOMES_PER_COMMIT_MAX", defaults.outcomesPerCommitMax(), 1, 10_000),
        defaults.schedule(),
        settings.duration(
            "PARLEY_DELIVERY_GIVE_UP_AFTER", defaults.giveUpAfter(), hour, Duration.ofDays(365)),
        settings.duration("PARLEY_DELIVERY_GIVE_UP_EVERY", defaults.giveUpEvery(), second, hour),
        settings.duration("PARLEY_DELIVERY_THROTTLE", defaults.throttle(), second, hour),
        settings.whole(
            "PARLEY_DELIVERY_BREAKER_FAILURES", defaults.breakerFailures(), 1, 1_000_000),
        settings.duration("PARLEY_DELIVERY_BREAKER_FIRST", defaults.breakerFirst(), second, hour),
        settings.duration(
            "PARLEY_DELIVERY_BREAKER_MAX", defaults.breakerMax(), second, hour.multipliedBy(24)),
        settings.whole("PARLEY_DELIVERY_HISTORY_MAX", defaults.historyMax(), 1, 1_000),
        settings.duration("PARLEY_DRAIN", defaults.drain(), Duration.ZERO, Duration.ofMinutes(10)));
  }
}
