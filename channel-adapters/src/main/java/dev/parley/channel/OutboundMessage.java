package dev.parley.channel;

import dev.parley.config.binding.ChannelType;
import java.util.Optional;
import java.util.UUID;

/// One message to a contact, taken from the outbox: exactly one message at the vendor's.
///
/// @param id the outbox row's id: the same at every attempt; vendors hand it back in receipts
/// @param bindingAddress the business's side: the number it is sent from
/// @param recipient the contact's side
/// @param replyTo the vendor's id of the contact's message to be shown as answered
public record OutboundMessage(
    UUID id,
    ChannelType channel,
    String bindingAddress,
    Sender recipient,
    OutboundBody body,
    Optional<String> replyTo) {}
