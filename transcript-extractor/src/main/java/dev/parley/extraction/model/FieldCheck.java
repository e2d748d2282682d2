package dev.parley.extraction.model;

import java.util.Optional;

/// Decides whether a proposed field holds: its quote is in its turn, its value follows from it and
/// is valid. Pure; never throws.
@FunctionalInterface
public interface FieldCheck {
  /// What is wrong with it, in one English sentence the model can act on; empty when it holds.
  Optional<String> error(ProposedField proposed);
}
