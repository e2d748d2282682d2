package dev.parley.channel.voice.twilio;

import dev.parley.channel.voice.CallEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The calls whose lines live in this process, by Twilio's id. Thread-safe.
final class OpenCalls {
  private static final int EARLY_MAX = 10_000;

  private final ConcurrentHashMap<String, TwilioLine> lines = new ConcurrentHashMap<>();

  /// What answered, where that was found out before the call's socket came.
  private final Map<String, CallEvent.Answered> early =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CallEvent.Answered> eldest) {
          return size() > EARLY_MAX;
        }
      };

  int count() {
    return lines.size();
  }

  Optional<TwilioLine> find(String callId) {
    return Optional.ofNullable(lines.get(callId));
  }

  void add(String callId, TwilioLine line) {
    lines.put(callId, line);
  }

  void remove(String callId) {
    lines.remove(callId);
    synchronized (early) {
      early.remove(callId);
    }
  }

  /// Tells a line what answered, now or when it begins.
  void answered(String callId, CallEvent.Answered answered) {
    synchronized (early) {
      early.put(callId, answered);
    }
    find(callId).ifPresent(line -> tellAnswered(callId, line));
  }

  void tellAnswered(String callId, TwilioLine line) {
    Optional<CallEvent.Answered> known;
    synchronized (early) {
      known = Optional.ofNullable(early.remove(callId));
    }
    known.ifPresent(line::happened);
  }

  /// Every call that is up, for the end of the process.
  Iterable<TwilioLine> all() {
    return lines.values();
  }
}
