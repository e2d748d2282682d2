package dev.parley.lead;

import dev.parley.score.Score;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What a finished conversation became.
///
/// @param channel wire name of the channel
/// @param revision 1, 2, 3 …: raised with every change
/// @param agentVersion the version whose fields it has
/// @param fields by question or lead field id, in the agent's order
/// @param disagreements ids of fields on which the conversation itself and the reading of its
///     whole transcript differ
public record Lead(
    UUID id,
    int revision,
    UUID conversation,
    String agent,
    int agentVersion,
    String channel,
    LeadContact contact,
    Disposition disposition,
    Optional<String> reason,
    Score score,
    String language,
    Instant createdAt,
    Map<String, LeadField> fields,
    Gist gist,
    List<String> disagreements) {
  public Lead {
    disagreements = List.copyOf(disagreements);
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
