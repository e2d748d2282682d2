package dev.parley.channel.hosted;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A call as the vendor tells of it afterwards.
///
/// @param conversation the vendor's id of it
/// @param caller the contact's number, E.164, where it is told
/// @param language most of it, where it is told
/// @param turns in order, none blank
public record EndedCall(
    String conversation,
    Optional<String> caller,
    Optional<String> language,
    How how,
    Instant startedAt,
    List<Line> turns) {
  public EndedCall {
    turns = List.copyOf(turns);
  }

  public enum How {
    ANSWERED,
    VOICEMAIL,
    NO_ANSWER,
    FAILED
  }

  /// @param contact whether the contact said it, else the agent
  public record Line(boolean contact, String text, Instant at) {}
}
