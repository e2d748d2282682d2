package dev.parley.channel;

import dev.parley.config.binding.ChannelType;
import java.time.Instant;

/// One message from a contact, as it goes to the inbox. Unique by channel and `providerMessageId`.
///
/// @param bindingAddress the business's side: its number or widget key
/// @param contactAddress the contact's side: a number in E.164, or a web chat's conversation id
/// @param providerMessageId the vendor's id of the message (web chat: the client's), never empty
/// @param sentAt when the contact sent it, or when it arrived where the vendor does not say
public record InboundMessage(
    ChannelType channel,
    String bindingAddress,
    String contactAddress,
    String providerMessageId,
    MessageContent content,
    Instant sentAt) {
  public InboundMessage {
    if (providerMessageId.isBlank()) {
      throw new IllegalArgumentException("a message without an id cannot be told from its copy");
    }
  }
}
