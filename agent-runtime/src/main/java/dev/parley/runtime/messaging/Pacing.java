package dev.parley.runtime.messaging;

import dev.parley.channel.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keeps to the paces of vendors before they complain: gives each message the moment from which
/// it may be sent. Counts what this process sends; where several nodes send from one number, the
/// vendor tells them. Knows for each pace only when all of it is free again. Thread-safe.
final class Pacing {
  /// What was used longest ago is free again long since.
  private static final int KEPT_MAX = 50_000;

  private final Map<String, Instant> freeAt =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > KEPT_MAX;
        }
      };

  /// How long a message has to wait.
  ///
  /// @param granted whether its place is kept; else it must ask again, and does not hold up others
  record Wait(Duration time, boolean granted) {}

  /// @param longest what would have to wait longer gets no place
  synchronized Wait ask(List<Pace> paces, Instant now, Duration longest) {
    Instant at = now;
    for (Pace pace : paces) {
      Instant slot = next(pace, now).minus(pace.every().multipliedBy(pace.burst()));
      at = slot.isAfter(at) ? slot : at;
    }
    Duration wait = Duration.between(now, at);
    boolean granted = wait.compareTo(longest) <= 0;
    if (granted) {
      paces.forEach(pace -> freeAt.put(pace.of(), next(pace, now)));
    }
    return new Wait(wait, granted);
  }

  /// When all is free again after one more.
  private Instant next(Pace pace, Instant now) {
    Instant free = Optional.ofNullable(freeAt.get(pace.of())).orElse(now);
    return (free.isAfter(now) ? free : now).plus(pace.every().multipliedBy(pace.units()));
  }
}
