package dev.parley.runtime.flow;

import dev.parley.evidence.Evidence;
import dev.parley.value.Found;
import dev.parley.value.Value;
import java.util.List;
import java.util.Optional;

/// What of a proposal stood up to checking.
///
/// @param accepted values proved by the contact's own words, in the order they were proposed
/// @param refused ids of questions the contact would rather not answer
/// @param trouble why the open question's answer was not taken
/// @param clean whether everything that was proposed was accepted: only then may the model's own
///     words be said
record Heard(
    List<Accepted> accepted, List<String> refused, Optional<Trouble> trouble, boolean clean) {
  Heard {
    accepted = List.copyOf(accepted);
    refused = List.copyOf(refused);
  }

  /// @param said the words that mean the value, within the quote
  /// @param confirmed whether the contact agreed to a value that was known
  record Accepted(
      String question, Value value, String said, Evidence evidence, boolean confirmed) {}

  /// An answer that is none.
  ///
  /// @param code of `ValueErrors`
  /// @param said the contact's words
  record Trouble(String question, String code, String said, Optional<Found> nearest) {}

  boolean nothing() {
    return accepted.isEmpty() && refused.isEmpty();
  }
}
