package dev.parley.crm.delivery;

import dev.parley.crm.Allowance;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryResult.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One connector's traffic on this node. Its allowance grows by one with each success and halves
/// with each failure, so that an ailing system is not leaned on. Not thread-safe.
final class Lane {
  private static final int ALLOWANCE_FIRST = 4;

  private final Breaker breaker;
  private final Duration throttle;

  /// Due deliveries are believed to wait.
  private boolean hot;

  private int inFlight;
  private int allowance = ALLOWANCE_FIRST;
  private Instant throttledUntil = Instant.MIN;

  /// Limits of the other system that leave little, and when each starts anew.
  private final Map<String, Scarce> scarce = new HashMap<>();

  private record Scarce(int deliveries, Instant until) {}

  Lane(DeliverySettings settings) {
    this.breaker = new Breaker(settings);
    this.throttle = settings.throttle();
  }

  void heat() {
    hot = true;
  }

  /// How many more attempts may start now.
  int room(Instant now) {
    if (!hot || breaker.open(now) || now.isBefore(throttledUntil)) {
      return 0;
    }
    int most = breaker.tripped() ? 1 : allowance;
    for (Scarce limit : scarce.values()) {
      if (now.isBefore(limit.until())) {
        most = Math.min(most, limit.deliveries());
      }
    }
    return Math.max(0, most - inFlight);
  }

  /// Heeds what the other system says is left before it has to refuse something. What is under way
  /// takes its part of it. A limit that leaves more than could be under way is none.
  void allowed(List<Allowance> allowances, Instant now, int allowanceMax) {
    for (Allowance each : allowances) {
      if (each.deliveries() >= allowanceMax) {
        scarce.remove(each.limit());
      } else {
        scarce.put(each.limit(), new Scarce(each.deliveries(), now.plus(each.startsAnew())));
        if (each.deliveries() == 0) {
          // It begins slowly when the limit starts anew: who else waited for that is not known.
          allowance = 1;
        }
      }
    }
  }

  /// Picking one delivery at a time would cost a query each: worth it when half is free.
  boolean worthPicking(Instant now) {
    int room = room(now);
    return room > 0 && room >= inFlight;
  }

  /// Before the look at what waits: what is announced from here on heats it again.
  void cool() {
    hot = false;
  }

  void started(int count, boolean more) {
    inFlight += count;
    hot |= more;
  }

  void finished(DeliveryResult result, Instant now, int allowanceMax) {
    inFlight--;
    switch (result) {
      case DeliveryResult.Retry retry when retry.trouble() == Trouble.ENDPOINT -> {
        breaker.failed(now);
        throttledUntil = now.plus(retry.after().orElse(Duration.ZERO));
        allowance = Math.max(1, allowance / 2);
      }
      case DeliveryResult.Retry retry when retry.trouble() == Trouble.THROTTLED -> {
        throttledUntil = now.plus(retry.after().orElse(throttle));
        allowance = Math.max(1, allowance / 2);
      }
      default -> {
        breaker.succeeded();
        allowance = Math.min(allowanceMax, allowance + 1);
      }
    }
  }

  boolean tripped() {
    return breaker.tripped();
  }

  /// Nothing to remember.
  boolean idle(Instant now) {
    scarce.values().removeIf(limit -> !now.isBefore(limit.until()));
    return !hot
        && inFlight == 0
        && !breaker.tripped()
        && !now.isBefore(throttledUntil)
        && scarce.isEmpty();
  }
}
