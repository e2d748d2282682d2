package dev.parley.channel.voice.twilio;

import java.util.LinkedHashMap;
import java.util.Map;

/// Which calls' ends have been told, by the highest sequence number: a repeated status says nothing
/// new, nor does one that was overtaken. Bounded; thread-safe.
final class Endings {
  private static final int CALLS_MAX = 20_000;

  private final Map<String, Integer> told =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > CALLS_MAX;
        }
      };

  synchronized boolean isNew(String callId, int sequence) {
    return told.getOrDefault(callId, -1) < sequence;
  }

  synchronized void told(String callId, int sequence) {
    told.merge(callId, sequence, Math::max);
  }
}
