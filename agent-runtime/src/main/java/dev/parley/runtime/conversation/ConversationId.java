package dev.parley.runtime.conversation;

import dev.parley.config.tenant.TenantId;
import java.util.UUID;

/// A conversation and whose it is: enough to find it without a look-up.
public record ConversationId(TenantId tenant, UUID id) {}
