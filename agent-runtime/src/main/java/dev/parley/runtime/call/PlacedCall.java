package dev.parley.runtime.call;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What became of the wish to call somebody.
public sealed interface PlacedCall {
  /// @param callId the carrier's; empty where its answer was lost and somebody may be being called
  record Calling(UUID conversation, Optional<String> callId) implements PlacedCall {}

  /// Not now: quiet hours, or as many calls and messages as the agent may send.
  ///
  /// @param reason stable
  record Held(Instant until, String reason) implements PlacedCall {}

  /// The contact is not to be called, or the carrier will not.
  ///
  /// @param reason stable
  record Refused(String reason) implements PlacedCall {}

  /// The agent is not published, or has no voice channel.
  record NoChannel() implements PlacedCall {}
}
