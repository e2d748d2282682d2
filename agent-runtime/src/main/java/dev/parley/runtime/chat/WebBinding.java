package dev.parley.runtime.chat;

import dev.parley.channel.web.Widget;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.flow.FlowEngine;
import java.util.UUID;

/// A web channel and the agent version that new conversations on it begin with.
record WebBinding(
    TenantId tenant, UUID channel, int agentVersion, FlowEngine engine, Widget widget) {}
