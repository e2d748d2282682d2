package dev.parley.lead;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What a finished conversation became.
///
/// @param channel wire name of the channel
/// @param fields by question or lead field id, in the agent's order
public record Lead(
    UUID id,
    UUID conversation,
    String agent,
    int agentVersion,
    String channel,
    LeadContact contact,
    Disposition disposition,
    Optional<String> reason,
    int score,
    List<String> scoreReasons,
    String language,
    Instant createdAt,
    Map<String, LeadField> fields) {
  public Lead {
    scoreReasons = List.copyOf(scoreReasons);
    fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /// The person behind the conversation.
  ///
  /// @param addresses as `channel:address`, e.g. `sms:+351912345678`
  public record LeadContact(UUID id, List<String> addresses) {
    public LeadContact {
      addresses = List.copyOf(addresses);
    }
  }
}
