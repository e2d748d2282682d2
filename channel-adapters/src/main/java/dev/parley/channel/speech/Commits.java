package dev.parley.channel.speech;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Settled words come twice: at once and plain, and a little later with language and confidence.
/// This makes one of two: the detailed words where they come in time, else the plain ones, never
/// both. Not thread-safe.
final class Commits {
  private static final int PENDING_MAX = 16;

  private final Deque<Pending> pending = new ArrayDeque<>();

  record Settled(String text, Optional<String> language, OptionalDouble confidence) {}

  /// Words of which not both have come.
  static final class Pending {
    private final String text;
    private final boolean detailed;
    private boolean given;

    private Pending(String text, boolean detailed, boolean given) {
      this.text = text;
      this.detailed = detailed;
      this.given = given;
    }
  }

  /// Plain words came.
  ///
  /// @return what to ask about when details should have come; empty where they came before
  Optional<Pending> plain(String text) {
    for (Pending each : pending) {
      if (each.detailed && each.text.equals(text)) {
        pending.remove(each);
        return Optional.empty();
      }
    }
    return Optional.of(add(new Pending(text, false, false)));
  }

  /// Detailed words came.
  ///
  /// @return the words to give; empty where their plain form was given before
  Optional<Settled> detailed(Settled settled) {
    Optional<Pending> plain =
        pending.stream()
            .filter(each -> !each.detailed && each.text.equals(settled.text()))
            .findFirst()
            .or(() -> pending.stream().filter(each -> !each.detailed && !each.given).findFirst());
    if (plain.isEmpty()) {
      var unused = add(new Pending(settled.text(), true, true));
      return Optional.of(settled);
    }
    pending.remove(plain.get());
    return plain.get().given ? Optional.empty() : Optional.of(settled);
  }

  /// Details did not come in time.
  ///
  /// @return the words to give, where they were not given meanwhile
  Optional<String> overdue(Pending plain) {
    if (plain.given || !pending.contains(plain)) {
      return Optional.empty();
    }
    plain.given = true;
    return Optional.of(plain.text);
  }

  /// The socket is gone and details with it.
  ///
  /// @return words to give without them
  List<String> end() {
    List<String> left =
        pending.stream().filter(each -> !each.given).map(each -> each.text).toList();
    pending.clear();
    return left;
  }

  void forget() {
    pending.clear();
  }

  private Pending add(Pending fresh) {
    if (pending.size() == PENDING_MAX) {
      pending.remove();
    }
    pending.add(fresh);
    return fresh;
  }
}
