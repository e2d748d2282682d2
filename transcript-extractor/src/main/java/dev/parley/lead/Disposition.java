package dev.parley.lead;

import java.util.Locale;

/// How a conversation ended.
public enum Disposition {
  QUALIFIED,
  DISQUALIFIED,
  CALLBACK,
  HANDED_OFF,
  OPTED_OUT,
  NO_ANSWER,
  VOICEMAIL,
  ABANDONED,
  FAILED;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
