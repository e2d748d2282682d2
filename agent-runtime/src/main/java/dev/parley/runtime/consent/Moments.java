package dev.parley.runtime.consent;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/// When each thing was said last. One thread.
final class Moments {
  private final Map<Consent.Kind, Map<Consent.Scope, Instant>> said =
      new EnumMap<>(Consent.Kind.class);

  void put(Consent.Kind kind, Consent.Scope scope, Instant at) {
    said.computeIfAbsent(kind, _ -> new EnumMap<>(Consent.Scope.class))
        .merge(scope, at, Moments::later);
  }

  /// A start lifts the stops of its scope before it. One that is about everything lifts the
  /// narrower stop too; one that is about unasked messages does not lift a stop of everything.
  ConsentStanding standing() {
    Instant stop = last(Consent.Kind.OPT_OUT, Consent.Scope.EVERYTHING);
    Instant start = last(Consent.Kind.OPT_IN, Consent.Scope.EVERYTHING);
    if (holds(stop, start)) {
      return ConsentStanding.SUPPRESSED;
    }
    Instant narrowStop = last(Consent.Kind.OPT_OUT, Consent.Scope.UNASKED);
    Instant narrowStart = last(Consent.Kind.OPT_IN, Consent.Scope.UNASKED);
    return holds(narrowStop, later(start, narrowStart))
        ? ConsentStanding.ANSWERS_ONLY
        : ConsentStanding.FREE;
  }

  /// Of a stop and a start at the same moment the stop holds.
  private static boolean holds(Instant stop, Instant start) {
    return stop.isAfter(Instant.MIN) && !start.isAfter(stop);
  }

  private Instant last(Consent.Kind kind, Consent.Scope scope) {
    return said.getOrDefault(kind, Map.of()).getOrDefault(scope, Instant.MIN);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
