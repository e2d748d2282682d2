package dev.parley.channel.sandbox.twilio;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/// Which numbers cannot be reached, as a test wishes. Thread-safe.
final class Fates {
  private final Map<String, Integer> refused = new ConcurrentHashMap<>();
  private final Map<String, Integer> failing = new ConcurrentHashMap<>();

  void refuse(String number, int code) {
    refused.put(number, code);
  }

  void fail(String number, int code) {
    failing.put(number, code);
  }

  void clear(String number) {
    refused.remove(number);
    failing.remove(number);
  }

  void check(String number) {
    Integer code = refused.get(number);
    if (code != null) {
      throw new Refusal(code);
    }
  }

  OptionalInt failure(String number) {
    Integer code = failing.get(number);
    return code == null ? OptionalInt.empty() : OptionalInt.of(code);
  }
}
