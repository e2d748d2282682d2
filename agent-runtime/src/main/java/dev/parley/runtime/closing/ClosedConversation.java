package dev.parley.runtime.closing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.binding.ChannelType;
import dev.parley.lead.Disposition;
import dev.parley.lead.Lead;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.flow.FlowState;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import java.time.Instant;
import java.util.Optional;

/// A finished conversation, all that its lead is made from.
///
/// @param source where the contact came from, such as an advertisement, in the lead's form
public record ClosedConversation(
    ConversationId id,
    AgentDefinition definition,
    int agentVersion,
    ChannelType channel,
    Lead.LeadContact contact,
    Disposition disposition,
    Optional<String> reason,
    FlowState state,
    Transcript transcript,
    Optional<JsonNode> source,
    Instant startedAt,
    Course course) {
  /// Where nothing is known of how it passed.
  public ClosedConversation(
      ConversationId id,
      AgentDefinition definition,
      int agentVersion,
      ChannelType channel,
      Lead.LeadContact contact,
      Disposition disposition,
      Optional<String> reason,
      FlowState state,
      Transcript transcript,
      Optional<JsonNode> source,
      Instant startedAt) {
    this(
        id,
        definition,
        agentVersion,
        channel,
        contact,
        disposition,
        reason,
        state,
        transcript,
        source,
        startedAt,
        Course.UNKNOWN);
  }

  /// Whether the contact said anything at all: without a word there is no lead.
  boolean contactSpoke() {
    return transcript.turns().stream().anyMatch(turn -> turn.from() == Speaker.CONTACT);
  }
}
