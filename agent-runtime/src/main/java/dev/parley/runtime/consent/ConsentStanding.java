package dev.parley.runtime.consent;

/// What a contact lets us do.
public enum ConsentStanding {
  FREE,
  /// Answers, and nothing the contact did not ask for.
  ANSWERS_ONLY,
  /// Nothing at all, on any channel.
  SUPPRESSED
}
