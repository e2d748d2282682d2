package dev.parley.value;

import java.util.Set;

/// The languages whose words this package knows.
final class Languages {
  static final Set<String> KNOWN = Set.of("en", "es", "pt", "de", "fr", "it", "pl");

  /// Stands for a language without words: digits and signs are still read.
  static final String NONE = "und";

  private Languages() {}
}
