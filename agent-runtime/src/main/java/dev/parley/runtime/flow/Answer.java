package dev.parley.runtime.flow;

import dev.parley.evidence.Evidence;
import dev.parley.lead.FieldStatus;
import dev.parley.value.Value;
import java.util.Optional;

/// What is known about one question. Immutable.
///
/// @param status `ANSWERED`, `CONFIRMED`, `REFUSED`, `UNANSWERED`, or `NOT_ASKED` while it is
///     open
/// @param value present exactly when the status is a filled one
/// @param said the contact's words for it; for a question left unanswered the last words that
///     were no valid answer; for one proved by the channel the address
/// @param evidence the turn and quote; absent when the channel itself proved the value
/// @param tries how often the contact was asked and did not answer
/// @param refusals how often the contact declined to answer
/// @param applies whether the question's `when` holds now; a value that does not apply is kept,
///     so that it comes back with its condition, but counts nowhere
/// @param earlier what the contact said so long ago that it must be confirmed before it counts;
///     only while the question is open, and then `said` holds the words of that time
public record Answer(
    FieldStatus status,
    Optional<Value> value,
    Optional<String> said,
    Optional<Evidence> evidence,
    int tries,
    int refusals,
    boolean applies,
    Optional<Value> earlier) {
  public static final Answer OPEN =
      new Answer(
          FieldStatus.NOT_ASKED, Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, true);

  public Answer {
    if (status.filled() != value.isPresent()) {
      throw new IllegalArgumentException(status + " and value " + value.isPresent() + " disagree");
    }
    if (earlier.isPresent() && status != FieldStatus.NOT_ASKED) {
      throw new IllegalArgumentException(status + " leaves nothing to confirm");
    }
  }

  public Answer(
      FieldStatus status,
      Optional<Value> value,
      Optional<String> said,
      Optional<Evidence> evidence,
      int tries,
      int refusals,
      boolean applies) {
    this(status, value, said, evidence, tries, refusals, applies, Optional.empty());
  }

  /// Open, with a value that is to be confirmed.
  static Answer toConfirm(Value earlier, Optional<String> said) {
    return new Answer(
        FieldStatus.NOT_ASKED,
        Optional.empty(),
        said,
        Optional.empty(),
        0,
        0,
        true,
        Optional.of(earlier));
  }

  /// The same when what was known turns out not to hold any more: asked as if it never was.
  Answer outdated() {
    return earlier.isEmpty()
        ? this
        : new Answer(
            status, value, Optional.empty(), evidence, tries, refusals, applies, Optional.empty());
  }

  /// The same, as if it had not been asked in vain before.
  Answer untried() {
    return tries == 0
        ? this
        : new Answer(status, value, said, evidence, 0, refusals, applies, earlier);
  }

  Answer applying(boolean now) {
    return applies == now
        ? this
        : new Answer(status, value, said, evidence, tries, refusals, now, earlier);
  }

  /// Whether it has a value that counts.
  public boolean filled() {
    return applies && status.filled();
  }

  /// Whether it may still be asked.
  public boolean open() {
    return applies && status == FieldStatus.NOT_ASKED;
  }

  /// The value, unless the question does not apply.
  public Optional<Value> counting() {
    return applies ? value : Optional.empty();
  }
}
