package dev.parley.runtime.conversation;

import java.time.Instant;

/// A message in the inbox that no turn has answered yet.
///
/// @param inboxId ascending in the order of arrival
/// @param messageId the channel's id of it
public record WaitingMessage(long inboxId, String messageId, String text, Instant receivedAt) {}
