package dev.parley.runtime.call;

import dev.parley.config.tenant.TenantId;
import java.util.UUID;

/// Whose call it is, and who talks.
///
/// @param channel id of the channel's row
public record CalledAgent(TenantId tenant, UUID channel, String agent) {}
