package dev.parley.runtime.call;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.Question;
import dev.parley.config.language.ModelAttempt;
import dev.parley.runtime.flow.Advance;
import dev.parley.runtime.flow.CallFlow;
import dev.parley.runtime.flow.ContactTurn;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Proposal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The talk about a value that was only heard: it is read back, and counts once the contact says
/// yes. One owner; not thread-safe.
final class ReadingBack {
  private final FlowEngine engine;
  private final AgentDefinition definition;
  private final CallFlow flow;
  private final Notes notes;
  private final Replies replies;
  private final TextedQuestion texted;
  private final MakingSure sure;

  ReadingBack(
      FlowEngine engine, CallFlow flow, Notes notes, Replies replies, TextedQuestion texted) {
    this.engine = engine;
    this.definition = engine.definition();
    this.flow = flow;
    this.notes = notes;
    this.replies = replies;
    this.texted = texted;
    this.sure = new MakingSure(definition);
  }

  /// Whether a value was read back and waits for its yes.
  boolean waits() {
    return sure.holds();
  }

  String words() {
    return sure.words(notes.language());
  }

  /// Whether something in this turn is to be read back before the conversation goes on.
  Optional<Question> due(Advance advance, ContactTurn turn, boolean keyed) {
    return keyed
        ? Optional.empty()
        : ReadBack.due(definition, notes.state(), advance.state(), turn.seq())
            .filter(question -> sure.mayHold(question, advance));
  }

  /// Holds it, with what follows once it is right, and asks.
  Reply ask(
      Question question,
      ContactTurn turn,
      Proposal proposal,
      Advance advance,
      List<ModelAttempt> attempts,
      Instant now) {
    sure.hold(question, turn, proposal, advance);
    notes.adopt(
        flow.asking(flow.speaking(notes.state(), advance.state().language()), question.id()));
    notes.write(turn, List.of(), attempts, now);
    return replies.says(words());
  }

  /// The contact's answer to it; empty: the turn is to be understood.
  Optional<Reply> heard(ContactTurn turn, boolean keyed, Instant now) {
    MakingSure.Held held = sure.held();
    return switch (sure.hear(turn.text(), keyed, notes.language(), now)) {
      case RIGHT -> {
        sure.done();
        notes.adopt(flow.confirmed(held.advance().state(), held.question().id()));
        notes.write(turn, held.advance().effects(), List.of(), now);
        yield Optional.of(replies.of(held.advance(), ""));
      }
      case WRONG -> wrong(held, turn, now);
      case SAY_AGAIN -> {
        notes.write(turn, now);
        yield Optional.of(replies.says(words()));
      }
      case ANEW -> {
        sure.another();
        yield Optional.empty();
      }
      case OTHER -> {
        letGo(held);
        yield Optional.empty();
      }
    };
  }

  private Optional<Reply> wrong(MakingSure.Held held, ContactTurn turn, Instant now) {
    Question question = held.question();
    boolean last = sure.wrong();
    notes.adopt(flow.asking(others(held, now), question.id()));
    if (last) {
      return Optional.empty();
    }
    notes.write(turn, now);
    if (sure.rung(question) == ReadBack.RUNG_LAST && texted.suits(question)) {
      return Optional.of(texted.ask(question));
    }
    return Optional.of(
        replies.says(ReadBack.again(question, sure.rung(question), notes.language())));
  }

  /// What else was said in the turn whose value was wrong.
  private FlowState others(MakingSure.Held held, Instant now) {
    Proposal proposal = held.proposal();
    List<Proposal.ProposedAnswer> rest =
        proposal.answers().stream()
            .filter(answer -> !answer.question().equals(held.question().id()))
            .toList();
    if (rest.isEmpty()) {
      return notes.state();
    }
    Proposal others =
        new Proposal(
            rest,
            Optional.empty(),
            Optional.empty(),
            Proposal.Intent.CONTINUE,
            proposal.language(),
            Optional.empty(),
            "");
    FlowState after = engine.advance(notes.state(), held.turn(), others, new Moment(now)).state();
    return after.status() == FlowState.Status.OPEN ? after : notes.state();
  }

  /// The contact goes on without a yes or a no: the value stays as it was heard, unless it would
  /// end the conversation.
  private void letGo(MakingSure.Held held) {
    sure.another();
    if (held.advance().state().status() == FlowState.Status.OPEN) {
      notes.adopt(flow.unasked(held.advance().state()));
    }
  }

  /// Nobody will say yes or no any more: what was heard counts.
  ///
  /// @return what the agent says where this ended the conversation
  Optional<Reply> takeAsHeard(Instant now) {
    if (sure.holds() && !notes.open()) {
      // The conversation ended over the question: what was decided before it counts no more.
      sure.done();
    }
    if (!sure.holds()) {
      return Optional.empty();
    }
    Advance advance = sure.held().advance();
    sure.done();
    notes.adopt(advance.state());
    notes.write(advance.effects(), now);
    return notes.open() ? Optional.empty() : Optional.of(replies.of(advance, ""));
  }
}
