package dev.parley.runtime.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the contact is saying, until it is a turn. One owner; not thread-safe.
final class Ear {
  private static final int TURN_CHARS_MAX = 4_000;

  private final List<String> settled = new ArrayList<>();
  private String partial = "";
  private Optional<String> language = Optional.empty();
  private Instant settledAt = Instant.EPOCH;

  /// @return the pause since the last settled words, where this goes on after them
  Optional<Duration> partial(String text, Optional<String> heardLanguage, Instant now) {
    boolean first = partial.isEmpty() && !settled.isEmpty();
    partial = text.strip();
    language = heardLanguage.or(() -> language);
    return first ? Optional.of(Duration.between(settledAt, now)) : Optional.empty();
  }

  void settled(String text, Optional<String> heardLanguage, Instant now) {
    partial = "";
    if (text().length() + text.length() <= TURN_CHARS_MAX) {
      settled.add(text.strip());
    }
    settledAt = now;
    language = heardLanguage.or(() -> language);
  }

  /// The partial words stand for settled ones that will not come.
  void settlePartial(Instant now) {
    String words = partial;
    settled(words, Optional.empty(), now);
  }

  void dropPartial() {
    partial = "";
  }

  /// A turn goes on that was taken for ended.
  void reopen(String text, Instant now) {
    settled.addFirst(text);
    settledAt = now;
  }

  void clear() {
    settled.clear();
    partial = "";
    language = Optional.empty();
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

  Instant settledAt() {
    return settledAt;
  }
}
