package dev.parley.runtime.turn;

import dev.parley.config.language.LanguageModel;
import dev.parley.config.language.ModelReply;
import dev.parley.config.language.ModelReply.Answered;
import dev.parley.config.language.ModelReply.Cancelled;
import dev.parley.config.language.ModelReply.Unavailable;
import dev.parley.config.language.PartialListener;
import dev.parley.runtime.flow.Proposal;
import dev.parley.runtime.turn.ProposalReader.Reading.Read;
import dev.parley.runtime.turn.ProposalReader.Reading.Unreadable;
import dev.parley.runtime.understanding.Understanding;
import dev.parley.runtime.understanding.UnderstandingRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a language model what a turn means, and the built-in understanding where no model answers
/// in time or what it answers cannot be read: a dead provider never silences an agent. Thread-safe.
public final class ModelUnderstanding implements TurnUnderstanding {
  private static final Logger LOG = LoggerFactory.getLogger(ModelUnderstanding.class);

  private final LanguageModel model;
  private final Understanding builtIn;
  private final PromptBuilder prompts;

  public ModelUnderstanding(LanguageModel model, Understanding builtIn, PromptLimits limits) {
    this.model = model;
    this.builtIn = builtIn;
    this.prompts = new PromptBuilder(limits);
  }

  @Override
  public Understood understand(UnderstandingRequest request) {
    return understand(request, PartialListener.NONE);
  }

  /// As the other, and hands the model's answer out while it is written. What is heard is not
  /// checked yet, and is void when the proposal has another reply.
  public Understood understand(UnderstandingRequest request, PartialListener listener) {
    ModelReply reply = model.ask(prompts.build(request), listener);
    Proposal proposal =
        switch (reply) {
          case Answered answered -> read(request, answered);
          case Unavailable unavailable -> {
            LOG.warn("No model answered: {}; built-in understanding", unavailable.reason().code());
            yield builtIn.propose(request);
          }
          case Cancelled cancelled -> Proposal.NOTHING;
        };
    return new Understood(proposal, reply.attempts());
  }

  private Proposal read(UnderstandingRequest request, Answered answered) {
    return switch (new ProposalReader(request.definition()).read(answered.json())) {
      case Read read -> read.proposal();
      case Unreadable unread -> {
        LOG.warn(
            "What {} wrote is no proposal ({} characters); built-in understanding",
            answered.by().model(),
            answered.json().length());
        yield builtIn.propose(request);
      }
    };
  }
}
