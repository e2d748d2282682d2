package dev.parley.config.binding;

import dev.parley.config.tenant.TenantId;

/// A channel as whoever serves it needs it: whose it is, and with what.
public record ServedChannel(TenantId tenant, ChannelBinding binding, ChannelConfig config) {}
