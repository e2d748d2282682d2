package dev.parley.channel;

import dev.parley.config.binding.ChannelType;
import java.util.UUID;

/// One message to a contact, taken from the outbox.
///
/// @param id the outbox row's id: the same at every attempt, so that a vendor that can drop copies
///     does
/// @param bindingAddress the business's side: the number it is sent from
/// @param contactAddress the contact's side: the number it is sent to
public record OutboundMessage(
    UUID id, ChannelType channel, String bindingAddress, String contactAddress, String text) {}
