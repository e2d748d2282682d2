package dev.parley.runtime.messaging;

import dev.parley.channel.OutboundBody;
import dev.parley.config.binding.ChannelType;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.OutgoingPart;
import java.time.Instant;
import java.util.UUID;

/// A message that is to be sent, or whose outcome is to be found out, held by this process.
///
/// @param seq number of the turn it belongs to
/// @param stage what is known of it so far
/// @param attempts this one included
/// @param firstTriedAt when it was first handed to the vendor, or would have been
record OutboxRow(
    UUID id,
    ConversationId conversation,
    ChannelType channel,
    int seq,
    OutgoingPart.Purpose purpose,
    OutboundBody body,
    Stage stage,
    int attempts,
    Instant firstTriedAt) {

  /// The same message in other words.
  OutboxRow with(OutboundBody other) {
    return new OutboxRow(
        id, conversation, channel, seq, purpose, other, stage, attempts, firstTriedAt);
  }

  enum Stage {
    /// The vendor does not have it.
    UNSENT,
    /// The vendor may have it: ask before sending.
    UNKNOWN
  }
}
