package dev.parley.config.binding;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One address (or web widget) that leads to an agent.
///
/// @param address E.164 for telephones; empty for the web
/// @param widgetKey the public key of a web channel; empty for the others
/// @param origins pages that may embed a web channel's chat
/// @param settings of the vendor, by name; none for the web
public record ChannelBinding(
    UUID id,
    ChannelType type,
    String agent,
    Optional<String> address,
    Optional<String> widgetKey,
    List<String> origins,
    Map<String, String> settings,
    Instant createdAt) {
  public ChannelBinding {
    origins = List.copyOf(origins);
    settings = Map.copyOf(settings);
  }
}
