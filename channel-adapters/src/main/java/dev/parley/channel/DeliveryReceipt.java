package dev.parley.channel;

import dev.parley.config.binding.ChannelType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A vendor's later word on a message it took. Receipts may come late, twice and out of order, and
/// before the answer to the sending itself.
///
/// @param providerMessageId the vendor's id of the message
/// @param outboundId [OutboundMessage#id()] where the vendor hands it back: settles an unknown
///     sending
/// @param failure why, when [Status#FAILED]
public record DeliveryReceipt(
    ChannelType channel,
    String bindingAddress,
    String providerMessageId,
    Optional<UUID> outboundId,
    Status status,
    Optional<Failure> failure,
    Instant at) {

  /// How far the message came, in the order of the road: a later word never takes it back. `FAILED`
  /// counts only for a message that was not delivered.
  public enum Status {
    SENT,
    DELIVERED,
    READ,
    FAILED
  }
}
