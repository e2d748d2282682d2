package dev.parley.lead;

import java.util.Locale;

/// How a field is known, or why it is not.
public enum FieldStatus {
  /// Read back by the agent and agreed by the contact, or proved by the channel.
  CONFIRMED,
  /// Said by the contact as an answer.
  ANSWERED,
  /// Follows from what the contact said without having been asked.
  INFERRED,
  REFUSED,
  /// Asked as often as allowed, never answered.
  UNANSWERED,
  NOT_ASKED,
  /// Said, but not a valid value of the type.
  INVALID,
  /// The extraction of this field broke.
  FAILED;

  public boolean filled() {
    return this == CONFIRMED || this == ANSWERED || this == INFERRED;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
