package dev.parley.runtime.conversation;

import dev.parley.runtime.flow.FlowState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A conversation as the business sees it.
///
/// @param addresses the contact's, as `channel:address`
public record ConversationView(
    UUID id,
    String agent,
    int agentVersion,
    String channel,
    UUID contact,
    List<String> addresses,
    String status,
    Optional<String> disposition,
    Optional<String> reason,
    String language,
    Instant startedAt,
    Optional<Instant> endedAt,
    FlowState state) {
  public ConversationView {
    addresses = List.copyOf(addresses);
  }
}
