package dev.parley.channel;

import dev.parley.config.binding.ChannelType;
import java.time.Instant;

/// A vendor's later word on a message it took. Receipts may come late, twice and out of order.
///
/// @param reason the vendor's code for a failure; empty otherwise
public record DeliveryReceipt(
    ChannelType channel, String providerMessageId, Status status, String reason, Instant at) {

  /// How far the message came, in the order of the road.
  public enum Status {
    SENT,
    DELIVERED,
    READ,
    FAILED
  }
}
