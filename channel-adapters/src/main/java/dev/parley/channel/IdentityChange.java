package dev.parley.channel;

import dev.parley.config.binding.ChannelType;
import java.time.Instant;

/// A contact is the same person under another address from now on. May come twice, and after
/// messages from the new address.
///
/// @param oldAddress the number in E.164 or the user id it was known by
public record IdentityChange(
    ChannelType channel, String bindingAddress, String oldAddress, Sender current, Instant at) {}
