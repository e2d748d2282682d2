package dev.parley.config.binding;

/// The ways to talk to an agent.
public enum ChannelType {
  WEB,
  SMS,
  WHATSAPP,
  VOICE;

  public String wireName() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
