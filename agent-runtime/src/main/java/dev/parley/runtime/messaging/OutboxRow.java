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
/// @param missed whether it stands for words the vendor refused because its window was shut
/// @param stage what is known of it so far
/// @param attempts this one included
/// @param firstTriedAt the vendor does not have it from before this, and may have it from after
/// @param createdAt when its turn was committed
record OutboxRow(
    UUID id,
    ConversationId conversation,
    ChannelType channel,
    int seq,
    boolean missed,
    OutgoingPart.Purpose purpose,
    OutboundBody body,
    Stage stage,
    int attempts,
    Instant firstTriedAt,
    Instant createdAt) {

  /// The same message in other words.
  OutboxRow with(OutboundBody other) {
    return new OutboxRow(
        id,
        conversation,
        channel,
        seq,
        missed,
        purpose,
        other,
        stage,
        attempts,
        firstTriedAt,
        createdAt);
  }

  /// What was an answer has become something the contact does not wait for.
  OutboxRow unasked() {
    return new OutboxRow(
        id,
        conversation,
        channel,
        seq,
        missed,
        OutgoingPart.Purpose.UNASKED,
        body,
        stage,
        attempts,
        firstTriedAt,
        createdAt);
  }

  enum Stage {
    /// The vendor does not have it.
    UNSENT,
    /// The vendor may have it: ask before sending.
    UNKNOWN
  }
}
