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
    ModelReply reply = model.ask(prompts.build(request), PartialListener.NONE);
    return new Understood(proposal(request, reply), reply.attempts());
  }

  @Override
  public Understood understand(UnderstandingRequest request, ReplyListener listener) {
    ProposalReader reader = new ProposalReader(request.definition());
    OpenedProposal opened = new OpenedProposal(reader, listener);
    ModelReply reply = model.ask(prompts.build(request), opened);
    Proposal proposal =
        opened
            .proposal()
            .map(head -> head.saying(words(reader, reply)))
            .orElseGet(() -> proposal(request, reply));
    return new Understood(proposal, reply.attempts());
  }

  /// Of a reply that is whole, else none.
  private static String words(ProposalReader reader, ModelReply reply) {
    return reply instanceof Answered answered
            && reader.read(answered.json()) instanceof Read(Proposal proposal)
        ? proposal.reply()
        : "";
  }

  private Proposal proposal(UnderstandingRequest request, ModelReply reply) {
    return switch (reply) {
      case Answered answered -> read(request, answered);
      case Unavailable unavailable -> {
        LOG.warn("No model answered: {}; built-in understanding", unavailable.reason().code());
        yield builtIn.propose(request);
      }
      case Cancelled cancelled -> Proposal.NOTHING;
    };
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
