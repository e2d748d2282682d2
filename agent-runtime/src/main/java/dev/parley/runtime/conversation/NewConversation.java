package dev.parley.runtime.conversation;

import dev.parley.config.binding.ChannelType;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.flow.FlowState;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A conversation about to begin with the agent's first words.
///
/// @param sessionHash SHA-256 of the web chat's session token; empty on other channels
/// @param contactAddress the contact's address on the channel; empty where it has none (web chat)
/// @param opening the agent's first words; empty where the contact speaks first
public record NewConversation(
    TenantId tenant,
    String agent,
    int agentVersion,
    ChannelType channel,
    UUID channelId,
    Optional<String> contactAddress,
    Optional<byte[]> sessionHash,
    FlowState state,
    Optional<String> opening,
    Optional<Instant> silenceAt,
    Instant at) {}
