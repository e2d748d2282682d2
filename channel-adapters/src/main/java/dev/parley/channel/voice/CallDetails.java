package dev.parley.channel.voice;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Who calls whom.
///
/// @param callId the carrier's id of the call
/// @param business the business's number, E.164: the channel's address
/// @param contact the contact's number, E.164; empty where the caller withholds it
/// @param conversation begun before the call, as outbound ones are; empty for inbound calls
/// @param context what the one who asked for an outbound call gave along; empty for inbound calls
public record CallDetails(
    String callId,
    Direction direction,
    String business,
    Optional<String> contact,
    Optional<UUID> conversation,
    Map<String, String> context,
    Instant startedAt) {
  public CallDetails {
    context = Map.copyOf(context);
  }

  public enum Direction {
    INBOUND,
    OUTBOUND
  }
}
