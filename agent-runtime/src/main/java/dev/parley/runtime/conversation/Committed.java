package dev.parley.runtime.conversation;

import java.util.Set;
import java.util.UUID;

/// A turn that was written.
///
/// @param after the conversation as it is now
/// @param toSend ids of the outbox rows this process is to send at once; the others wait or were
///     refused
public record Committed(OwnedConversation after, Set<UUID> toSend) {
  public Committed {
    toSend = Set.copyOf(toSend);
  }
}
