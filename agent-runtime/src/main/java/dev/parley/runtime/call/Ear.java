package dev.parley.runtime.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What the contact is saying, until it is a turn. One owner; not thread-safe.
final class Ear {
  private static final int TURN_CHARS_MAX = 4_000;

  private final List<String> settled = new ArrayList<>();
  private String partial = "";
  private Optional<String> language = Optional.empty();
  private OptionalDouble confidence = OptionalDouble.empty();
  private Instant settledAt = Instant.EPOCH;

  /// @return the pause since the last settled words, where this goes on after them
  Optional<Duration> partial(String text, Optional<String> heardLanguage, Instant now) {
    boolean first = partial.isEmpty() && !settled.isEmpty();
    partial = text.strip();
    language = heardLanguage.or(() -> language);
    return first ? Optional.of(Duration.between(settledAt, now)) : Optional.empty();
  }

  void settled(String text, Optional<String> heardLanguage, OptionalDouble sure, Instant now) {
    partial = "";
    if (text().length() + text.length() <= TURN_CHARS_MAX) {
      settled.add(text.strip());
      confidence = least(confidence, sure);
    }
    settledAt = now;
    language = heardLanguage.or(() -> language);
  }

  /// The partial words stand for settled ones that will not come.
  void settlePartial(Instant now) {
    String words = partial;
    settled(words, Optional.empty(), OptionalDouble.empty(), now);
  }

  void dropPartial() {
    partial = "";
  }

  /// A turn goes on that was taken for ended.
  void reopen(String text, OptionalDouble sure, Instant now) {
    settled.addFirst(text);
    confidence = least(confidence, sure);
    settledAt = now;
  }

  void clear() {
    settled.clear();
    partial = "";
    language = Optional.empty();
    confidence = OptionalDouble.empty();
  }

  private static OptionalDouble least(OptionalDouble a, OptionalDouble b) {
    return a.isEmpty() || (b.isPresent() && b.getAsDouble() < a.getAsDouble()) ? b : a;
  }

  boolean isEmpty() {
    return settled.isEmpty() && partial.isEmpty();
  }

  String partial() {
    return partial;
  }

  boolean hasSettled() {
    return !settled.isEmpty();
  }

  String text() {
    String words = String.join(" ", settled);
    return partial.isEmpty() ? words : (words + " " + partial).strip();
  }

  Optional<String> language() {
    return language;
  }

  /// How sure the recogniser was of the part it was least sure of.
  OptionalDouble confidence() {
    return confidence;
  }

  Instant settledAt() {
    return settledAt;
  }
}
