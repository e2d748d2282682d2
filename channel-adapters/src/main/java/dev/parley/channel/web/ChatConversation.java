package dev.parley.channel.web;

import dev.parley.config.tenant.TenantId;
import java.util.UUID;

/// The conversation a socket talks in: everything needed to find it again without a lookup.
public record ChatConversation(TenantId tenant, UUID id) {}
