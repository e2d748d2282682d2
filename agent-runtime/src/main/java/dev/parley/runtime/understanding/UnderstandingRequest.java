package dev.parley.runtime.understanding;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.runtime.flow.ContactTurn;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Moment;
import dev.parley.transcript.Transcript;

/// All an understanding may look at.
///
/// @param state before this turn
/// @param transcript before this turn
public record UnderstandingRequest(
    AgentDefinition definition,
    FlowState state,
    Transcript transcript,
    ContactTurn turn,
    Moment moment) {}
