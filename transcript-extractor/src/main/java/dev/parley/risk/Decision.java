package dev.parley.risk;

import java.util.Locale;

/// What follows from a score.
public enum Decision {
  ALLOWED,
  REVIEW,
  BLOCKED;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
