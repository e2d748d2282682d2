package dev.parley.config.binding;

import dev.parley.config.settings.Secret;
import java.util.Map;

/// What a channel's vendor needs, by name.
///
/// @param settings what may be read back
/// @param credentials write-only; kept sealed
public record ChannelConfig(Map<String, String> settings, Map<String, Secret> credentials) {
  public static final ChannelConfig EMPTY = new ChannelConfig(Map.of(), Map.of());

  public ChannelConfig {
    settings = Map.copyOf(settings);
    credentials = Map.copyOf(credentials);
  }
}
