package dev.parley.config.agent;

import java.time.Instant;

/// A published, immutable definition; a conversation pins one.
///
/// @param number 1, 2, 3 … per agent
public record AgentVersion(int number, AgentDefinition definition, Instant publishedAt) {}
