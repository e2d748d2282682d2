package dev.parley.runtime.accounts;

import dev.parley.channel.ChannelAccount;
import dev.parley.config.tenant.TenantId;
import java.util.UUID;

/// An account and whom it serves.
///
/// @param channelId of the channel's row
/// @param agent whom its address leads to
public record BoundAccount(TenantId tenant, UUID channelId, String agent, ChannelAccount account) {}
