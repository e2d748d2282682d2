package dev.parley.crm.delivery;

import java.time.Duration;
import java.time.Instant;

/// Stops a connector's deliveries while its system is down: after some failures in a row it opens,
/// then lets one attempt through at a time, waiting longer after each that fails. Not thread-safe.
final class Breaker {
  private final int failuresMax;
  private final Duration first;
  private final Duration max;

  private int failures;
  private int trips;
  private Instant openUntil = Instant.MIN;

  Breaker(DeliverySettings settings) {
    this.failuresMax = settings.breakerFailures();
    this.first = settings.breakerFirst();
    this.max = settings.breakerMax();
  }

  boolean tripped() {
    return failures >= failuresMax;
  }

  /// Nothing may be attempted yet.
  boolean open(Instant now) {
    return tripped() && now.isBefore(openUntil);
  }

  void succeeded() {
    failures = 0;
    trips = 0;
    openUntil = Instant.MIN;
  }

  /// Stragglers that fail while it is open say nothing new.
  void failed(Instant now) {
    if (open(now)) {
      return;
    }
    failures = Math.min(failures + 1, failuresMax);
    if (tripped()) {
      Duration wait = first.multipliedBy(1L << Math.min(trips, 20));
      openUntil = now.plus(wait.compareTo(max) > 0 ? max : wait);
      trips++;
    }
  }
}
