package dev.parley.runtime.conversation;

import java.time.Instant;
import java.util.Locale;

/// A message in the inbox that no turn has answered yet.
///
/// @param inboxId ascending in the order of arrival
/// @param messageId the channel's id of it
/// @param text what the contact said; for a message without words, what it was, in brackets
public record WaitingMessage(
    long inboxId, String messageId, Kind kind, String text, Instant receivedAt) {

  /// What an agent can do with a message.
  public enum Kind {
    /// Read it.
    WORDS,
    /// Nothing: there are no words in it.
    UNUSABLE,
    /// Nothing: the vendor has answered it by itself.
    ANSWERED;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
  }
}
