package dev.parley.channel.sandbox.whatsapp;

import dev.parley.channel.http.TokenBucket;
import dev.parley.channel.sandbox.Recent;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Windows, rates and refusals between business numbers and people. Thread-safe.
final class Limits {
  private static final int PAIRS_MAX = 100_000;

  private final WhatsAppLimits limits;
  private final Clock clock;
  private final Recent<Pair, Instant> lastInbound = new Recent<>(PAIRS_MAX);
  private final Recent<Pair, TokenBucket> pairs = new Recent<>(PAIRS_MAX);
  private final Map<String, TokenBucket> numbers = new HashMap<>();
  private final Set<String> noMarketing = new HashSet<>();
  private final Map<String, Integer> refused = new HashMap<>();
  private final Map<String, Integer> failing = new HashMap<>();
  private final Set<String> notReading = new HashSet<>();

  private record Pair(String phoneNumberId, String userId) {}

  Limits(WhatsAppLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  synchronized void heard(String phoneNumberId, String userId) {
    lastInbound.put(new Pair(phoneNumberId, userId), clock.instant());
    throughput(phoneNumberId).take(nanos());
  }

  synchronized boolean isWindowOpen(String phoneNumberId, String userId) {
    return lastInbound
        .get(new Pair(phoneNumberId, userId))
        .filter(at -> at.plus(limits.window()).isAfter(clock.instant()))
        .isPresent();
  }

  boolean tellsWindowLater() {
    return limits.windowErrorsLater();
  }

  /// Counts a message, or refuses it.
  synchronized void count(String phoneNumberId, String userId) {
    if (!throughput(phoneNumberId).take(nanos())) {
      throw new Refusal(429, 130429, "Cloud API message throughput has been reached.");
    }
    Pair pair = new Pair(phoneNumberId, userId);
    TokenBucket bucket = pairs.get(pair).orElseGet(() -> pairBucket(pair));
    if (!bucket.take(nanos())) {
      throw new Refusal(
          131056, "Too many messages sent to the same recipient in a short period of time.");
    }
  }

  private TokenBucket pairBucket(Pair pair) {
    double perSecond = 1_000.0 / limits.pairEvery().toMillis();
    TokenBucket made = new TokenBucket(perSecond, limits.pairBurst(), nanos());
    pairs.put(pair, made);
    return made;
  }

  private TokenBucket throughput(String phoneNumberId) {
    return numbers.computeIfAbsent(
        phoneNumberId, any -> new TokenBucket(limits.perSecond(), limits.perSecond(), nanos()));
  }

  private long nanos() {
    return clock.millis() * 1_000_000;
  }

  synchronized void wantsMarketing(String userId, boolean wants) {
    if (wants) {
      noMarketing.remove(userId);
    } else {
      noMarketing.add(userId);
    }
  }

  synchronized boolean wantsMarketing(String userId) {
    return !noMarketing.contains(userId);
  }

  synchronized void refuse(String userId, int code) {
    refused.put(userId, code);
  }

  synchronized void fail(String userId, int code) {
    failing.put(userId, code);
  }

  synchronized void clear(String userId) {
    refused.remove(userId);
    failing.remove(userId);
  }

  synchronized void check(String userId) {
    Integer code = refused.get(userId);
    if (code != null) {
      throw new Refusal(code, "Refused for this recipient.");
    }
  }

  synchronized Optional<Integer> failure(String userId) {
    return Optional.ofNullable(failing.get(userId));
  }

  synchronized void reads(String userId, boolean reads) {
    if (reads) {
      notReading.remove(userId);
    } else {
      notReading.add(userId);
    }
  }

  synchronized boolean reads(String userId) {
    return !notReading.contains(userId);
  }
}
