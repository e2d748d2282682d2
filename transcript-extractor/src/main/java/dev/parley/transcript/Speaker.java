package dev.parley.transcript;

/// Whose words a turn holds: the contact's, the agent's, or a human colleague's of the business.
public enum Speaker {
  CONTACT,
  AGENT,
  HUMAN;

  public String wireName() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
