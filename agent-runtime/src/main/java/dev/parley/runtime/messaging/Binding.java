package dev.parley.runtime.messaging;

import dev.parley.channel.ChannelAccount;
import dev.parley.config.tenant.TenantId;
import java.util.UUID;

/// An address of a business and whose it is.
///
/// @param channel id of the channel's row
public record Binding(TenantId tenant, UUID channel, String agent, ChannelAccount account) {}
