package dev.parley.runtime.flow;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.lead.Disposition;
import java.util.Optional;

/// Decides a conversation of one agent version. Pure: the same state, turn, proposal and moment
/// give the same advance. Never throws on what contacts and models say. Immutable, thread-safe;
/// make one per agent version and keep it.
@SuppressWarnings("DoNotCallSuggester")
public final class FlowEngine {
  private final AgentDefinition definition;

  public FlowEngine(AgentDefinition definition) {
    this.definition = definition;
  }

  public AgentDefinition definition() {
    return definition;
  }

  /// A conversation nobody has spoken in yet, with what the channel itself proves already answered.
  public FlowState start(Start start, Moment moment) {
    throw new UnsupportedOperationException();
  }

  /// The agent speaks first: disclosure, greeting, and the first question unless the greeting
  /// itself asks one. Where the contact spoke first, call `advance` instead: it discloses as well.
  public Advance opening(FlowState state, Moment moment) {
    throw new UnsupportedOperationException();
  }

  /// One contact turn and what was understood of it.
  public Advance advance(FlowState state, ContactTurn turn, Proposal proposal, Moment moment) {
    throw new UnsupportedOperationException();
  }

  /// Words that end all contact in any state. Ask before a model sees the text: when present, no
  /// understanding is needed and this is the advance.
  public Optional<Advance> optOut(FlowState state, ContactTurn turn, Moment moment) {
    throw new UnsupportedOperationException();
  }

  /// The contact has been silent for the time last scheduled: a follow-up, or the end.
  public Advance silence(FlowState state, Moment moment) {
    throw new UnsupportedOperationException();
  }

  /// The contact or the channel ended the conversation (hung up, closed the chat): the disposition
  /// follows from what is known. Nothing is said.
  public Advance leave(FlowState state, Moment moment) {
    throw new UnsupportedOperationException();
  }

  /// Ended from outside with a given disposition (an operator, a failure). Nothing is said.
  public Advance close(FlowState state, Disposition disposition, Optional<String> reason) {
    throw new UnsupportedOperationException();
  }

  /// The question to ask next, where one is left: what a reply must ask after `state`.
  public Optional<String> next(FlowState state) {
    throw new UnsupportedOperationException();
  }
}
