package dev.parley.runtime.driver;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.Question;
import dev.parley.config.language.ModelAttempt;
import dev.parley.runtime.conversation.OwnedConversation;
import dev.parley.runtime.conversation.WaitingMessage;
import dev.parley.runtime.conversation.WaitingMessage.Kind;
import dev.parley.runtime.driver.PictureAnswers.Looked;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Proposal;
import dev.parley.runtime.turn.TurnUnderstanding;
import dev.parley.runtime.turn.Understood;
import dev.parley.runtime.understanding.UnderstandingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a turn means: its files where one may answer the question, and its words. Thread-safe.
final class TurnThinking {
  private final TurnUnderstanding understanding;
  private final PictureAnswers pictures;

  TurnThinking(TurnUnderstanding understanding, PictureAnswers pictures) {
    this.understanding = understanding;
    this.pictures = pictures;
  }

  /// What was seen and what was understood.
  record Thought(Looked looked, Proposal proposal, List<ModelAttempt> attempts) {
    Thought {
      attempts = List.copyOf(attempts);
    }
  }

  /// The question that was asked, where a file may answer it and somebody here sees.
  Optional<Question> shown(OwnedConversation owned, AgentDefinition definition) {
    return owned.state().status() == FlowState.Status.OPEN && pictures.ready()
        ? owned.state().open().flatMap(definition::question).filter(Question::fromImage)
        : Optional.empty();
  }

  Thought think(
      FlowEngine engine,
      OwnedConversation owned,
      UnderstandingRequest request,
      List<WaitingMessage> messages,
      Optional<Question> shown,
      Optional<ToldReply> told)
      throws InterruptedException {
    Looked looked =
        shown.isPresent() ? pictures.look(owned, shown.get(), messages) : Looked.NOTHING;
    if (!hasWords(messages)) {
      return new Thought(looked, wordless(owned.state()), looked.attempts());
    }
    Understood understood = understood(request, told);
    List<ModelAttempt> attempts = new ArrayList<>(looked.attempts());
    attempts.addAll(understood.attempts());
    Optional<Question> opened =
        looked.looked() ? Optional.empty() : opened(engine, owned, request, understood.proposal());
    if (opened.isPresent()) {
      looked = pictures.lookBack(owned, opened.get());
      attempts.addAll(looked.attempts());
    }
    return new Thought(looked, understood.proposal(), attempts);
  }

  private Understood understood(UnderstandingRequest request, Optional<ToldReply> told) {
    if (told.isEmpty()) {
      return understanding.understand(request);
    }
    Understood understood = understanding.understand(request, told.get());
    if (!understood.proposal().reply().isEmpty()) {
      told.get().whole();
    }
    return understood;
  }

  /// Whether answers of this agent may be told before they are whole: a file that was sent may
  /// change what is said.
  boolean mayTell(AgentDefinition definition) {
    return !pictures.ready() || definition.questions().stream().noneMatch(Question::fromImage);
  }

  /// A question this turn opens that a file may answer: the contact may have sent it before.
  private Optional<Question> opened(
      FlowEngine engine, OwnedConversation owned, UnderstandingRequest request, Proposal proposal) {
    boolean mayBe =
        pictures.ready()
            && owned.state().status() == FlowState.Status.OPEN
            && engine.definition().questions().stream().anyMatch(Question::fromImage);
    return mayBe
        ? engine
            .advance(owned.state(), request.turn(), proposal, request.moment())
            .state()
            .open()
            .filter(open -> owned.state().open().filter(open::equals).isEmpty())
            .flatMap(engine.definition()::question)
            .filter(Question::fromImage)
        : Optional.empty();
  }

  static boolean hasWords(List<WaitingMessage> messages) {
    return messages.stream().anyMatch(message -> message.kind() == Kind.WORDS);
  }

  /// A file alone says nothing, in no other language than before.
  private static Proposal wordless(FlowState state) {
    Proposal none = Proposal.NOTHING;
    return new Proposal(
        none.answers(),
        none.fact(),
        none.objection(),
        none.intent(),
        Optional.of(state.language()),
        none.asks(),
        none.reply());
  }
}
