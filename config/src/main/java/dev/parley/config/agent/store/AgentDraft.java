package dev.parley.config.agent.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/// An agent as its builders see it.
///
/// @param definition what was written last, in canonical form
/// @param revision grows with every write; never falls, not even when an agent is made anew
/// @param published the version that new conversations begin with
public record AgentDraft(
    String agent,
    ObjectNode definition,
    long revision,
    Optional<Integer> published,
    Instant createdAt,
    Instant updatedAt) {}
