package dev.parley.runtime.call;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a call waits for. One owner; not thread-safe.
final class Timers {
  enum Timer {
    /// The contact is done speaking.
    TURN_END,
    /// Words stood long enough to ask the model ahead of time.
    STABLE,
    /// One word of the contact lasted: it was meant to stop the agent.
    BARGE,
    /// A sound brought no words.
    NOISE,
    FILLER,
    THINK_MAX,
    SILENCE,
    KEYS,
    /// Words must have been played by now.
    PLAY,
    ANSWER,
    MACHINE,
    HANG_UP,
    TRANSFER,
    CALL_MAX
  }

  /// What runs while a turn of the contact is heard and understood.
  static final Set<Timer> OF_A_TURN =
      Set.of(Timer.NOISE, Timer.TURN_END, Timer.STABLE, Timer.FILLER, Timer.THINK_MAX);

  private final Map<Timer, Instant> due = new EnumMap<>(Timer.class);

  void set(Timer timer, Instant now, Duration after) {
    due.put(timer, now.plus(after));
  }

  void stop(Timer... timers) {
    for (Timer timer : timers) {
      due.remove(timer);
    }
  }

  void stop(Set<Timer> timers) {
    due.keySet().removeAll(timers);
  }

  void stopAll() {
    due.clear();
  }

  boolean runs(Timer timer) {
    return due.containsKey(timer);
  }

  Optional<Instant> next() {
    return due.values().stream().min(Instant::compareTo);
  }

  /// The earliest that is due, taken out.
  Optional<Timer> take(Instant now) {
    Optional<Map.Entry<Timer, Instant>> first =
        due.entrySet().stream()
            .filter(entry -> !entry.getValue().isAfter(now))
            .min(Map.Entry.comparingByValue());
    first.ifPresent(entry -> due.remove(entry.getKey()));
    return first.map(Map.Entry::getKey);
  }
}
