package dev.parley.extraction.model;

import dev.parley.evidence.Evidence;
import java.util.Locale;
import java.util.Optional;

/// One field as a model found it. Nothing of it is checked but that the field was wanted.
///
/// @param value in plain words or normalised; empty when refused
/// @param evidence the contact's words, meant to be verbatim, and the turn they are meant to be in
/// @param proposedBy for `CONFIRMED`: the agent's words that the contact agreed to, and their turn
public record ProposedField(
    String field, String value, Evidence evidence, Optional<Evidence> proposedBy, How how) {

  /// How the contact let it be known.
  public enum How {
    STATED,
    /// Agreed to what the agent said.
    CONFIRMED,
    /// Follows from the words without being said.
    INFERRED,
    /// Would not say.
    REFUSED;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
