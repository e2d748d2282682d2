package dev.parley.runtime.conversation;

import java.util.Locale;
import java.util.UUID;

/// One message of a turn for a vendor that takes it away for good: a row of the outbox.
///
/// @param id goes with the message to the vendor and comes back in receipts
/// @param body the message as JSON
public record OutgoingPart(UUID id, Purpose purpose, String body) {

  /// Why something is said, which decides whether it may be.
  public enum Purpose {
    /// The contact wrote, and this answers.
    REPLY,
    /// The agent speaks of its own accord.
    UNASKED,
    /// Confirms an opt-out or an opt-in: said once, even to those who opted out.
    CONSENT;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Purpose of(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
  }
}
