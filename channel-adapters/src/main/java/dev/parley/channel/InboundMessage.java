package dev.parley.channel;

import dev.parley.config.binding.ChannelType;
import java.time.Instant;
import java.util.Optional;

/// One message from a contact, as it goes to the inbox. Unique by channel and `providerMessageId`.
///
/// @param bindingAddress the business's side: its number or widget key
/// @param providerMessageId the vendor's id of the message (web chat: the client's), never empty
/// @param replyTo the vendor's id of the message this one answers
/// @param referral where the contact came from; commonly on the first message only
/// @param vendorAnswered the vendor has replied by itself (to STOP, START, HELP): the message is
///     kept and never answered
/// @param sentAt when the contact sent it, or when it arrived where the vendor does not say
public record InboundMessage(
    ChannelType channel,
    String bindingAddress,
    Sender sender,
    String providerMessageId,
    MessageContent content,
    Optional<String> replyTo,
    Optional<Referral> referral,
    boolean vendorAnswered,
    Instant sentAt) {
  public InboundMessage {
    if (providerMessageId.isBlank()) {
      throw new IllegalArgumentException("a message without an id cannot be told from its copy");
    }
  }
}
