package dev.parley.channel.hosted;

import java.util.Optional;

/// Finds whom a request is about. Thread-safe; may block for one query.
public interface HostedChannels {
  /// @param key as the hosted agent presents it; anything at all
  Optional<HostedChannel> byKey(String key);

  /// @param agentId the vendor's id of the hosted agent; not proved yet
  Optional<HostedChannel> byAgent(String agentId);
}
