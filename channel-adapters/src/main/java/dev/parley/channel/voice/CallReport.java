package dev.parley.channel.voice;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// What a carrier tells of a call beside its line.
public sealed interface CallReport {
  String callId();

  /// The business's number, E.164: the channel's address.
  String business();

  /// The call is over, or never came about.
  ///
  /// @param conversation of a call that we placed, where the carrier gives it back
  /// @param seconds it lasted, where it is told
  record Finished(
      String callId,
      String business,
      Optional<UUID> conversation,
      Outcome outcome,
      OptionalInt seconds,
      Instant at)
      implements CallReport {
    public enum Outcome {
      COMPLETED,
      BUSY,
      NO_ANSWER,
      FAILED,
      CANCELED
    }
  }

  /// A recording is ready at the carrier's.
  ///
  /// @param url asks for the account's credentials
  record Recorded(
      String callId, String business, String recordingId, String url, int seconds, Instant at)
      implements CallReport {}
}
