package dev.parley.channel;

import java.time.Duration;

/// What became of a message handed to a vendor.
public sealed interface SendResult {

  /// The vendor took it.
  record Sent(String providerMessageId) implements SendResult {}

  /// The vendor will never take it: sending it again is pointless.
  record Refused(Failure failure) implements SendResult {}

  /// The vendor did not take it, and may later.
  ///
  /// @param after not sooner than this
  /// @param reason a stable code, no personal data
  record Retry(Duration after, String reason) implements SendResult {}

  /// The vendor may have taken it, its answer was lost: to be reconciled before it is sent again.
  ///
  /// @param reason a stable code, no personal data
  record Unknown(String reason) implements SendResult {}
}
