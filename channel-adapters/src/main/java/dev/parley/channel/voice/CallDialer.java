package dev.parley.channel.voice;

import dev.parley.channel.ChannelAccount;
import dev.parley.channel.Failure;
import java.util.UUID;

/// Calls people. Thread-safe; blocks its caller.
public interface CallDialer {
  /// Asks the carrier once. Who answers comes to the [CallPort], and so does the news that nobody
  /// did.
  Dialed dial(ChannelAccount account, OutgoingCall call);

  /// @param conversation begun for this call
  /// @param to E.164
  record OutgoingCall(UUID conversation, String to) {}

  sealed interface Dialed {
    /// @param callId the carrier's
    record Ringing(String callId) implements Dialed {}

    /// Nobody is being called.
    record Refused(Failure failure) implements Dialed {}

    /// The request left and its answer was lost: somebody may be being called.
    ///
    /// @param reason stable
    record Unknown(String reason) implements Dialed {}
  }
}
