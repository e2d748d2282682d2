package dev.parley.runtime.evaluation;

import dev.parley.config.binding.ChannelType;
import dev.parley.config.tenant.TenantId;
import dev.parley.lead.Disposition;
import dev.parley.lead.Lead;
import dev.parley.lead.LeadField;
import dev.parley.runtime.closing.ClosedConversation;
import dev.parley.runtime.closing.LeadExtraction;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.evaluation.RecordedFlow.Dialogue;
import dev.parley.runtime.evaluation.RecordedFlow.Role;
import dev.parley.runtime.evaluation.RecordedFlow.Spoken;
import dev.parley.runtime.flow.ContactTurn;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Start;
import dev.parley.runtime.understanding.Understanding;
import dev.parley.runtime.understanding.UnderstandingRequest;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Plays one recorded dialogue to the engine. At each step it says what it would do next, and then
/// goes on from what was recorded, since the contact answered that. Lives for one dialogue.
final class FlowReplay {
  private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
  private static final long TURN_SECONDS = 20;

  private final RecordedFlow flow;
  private final FlowAgent agent;
  private final FlowEngine engine;
  private final Understanding understanding;
  private final NextAction next;
  private final List<Turn> turns = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private FlowState state;
  private Optional<String> predicted = Optional.empty();

  /// What the engine would have done at a place, and what was done there.
  ///
  /// @param turn the record's id of the turn that shows what was done
  record Step(String turn, String predicted, String recorded) {
    boolean right() {
      boolean farewell = RecordedFlow.isFarewell(predicted) && RecordedFlow.isFarewell(recorded);
      return farewell || predicted.equals(recorded);
    }
  }

  /// @param fields by question id, as a lead would have them at the last query
  record Played(List<Step> steps, Map<String, LeadField> fields, Transcript transcript) {}

  FlowReplay(RecordedFlow flow, FlowAgent agent, FlowEngine engine, Understanding understanding) {
    this.flow = flow;
    this.agent = agent;
    this.engine = engine;
    this.understanding = understanding;
    this.next = new NextAction(flow, agent, engine);
    this.state =
        engine.start(
            new Start(ChannelType.WEB, Optional.empty(), Optional.of(flow.language())),
            new Moment(AT));
  }

  Played play(Dialogue dialogue, LeadExtraction extraction) {
    Map<String, LeadField> fields = Map.of();
    int lastQuery = dialogue.lastQuery();
    for (int i = 0; i < dialogue.turns().size(); i++) {
      if (i == lastQuery) {
        fields = extraction.extract(closed()).fields();
      }
      Spoken turn = dialogue.turns().get(i);
      switch (turn.role()) {
        case USER -> heard(turn);
        case AGENT -> said(turn);
        case QUERY -> {
          // A second query after an outcome is the operator's own try, nobody's words led to it.
          if (i > 0 && dialogue.turns().get(i - 1).role() != Role.RESULT) {
            judge(turn);
          }
          turn.action().ifPresent(next::queried);
        }
        case RESULT -> predicted = turn.action().flatMap(next::afterOutcome);
      }
    }
    if (lastQuery == dialogue.turns().size()) {
      fields = extraction.extract(closed()).fields();
    }
    return new Played(steps, fields, new Transcript(turns));
  }

  private Moment moment() {
    return new Moment(AT.plusSeconds(turns.size() * TURN_SECONDS));
  }

  private void heard(Spoken spoken) {
    int seq = turns.size() + 1;
    ContactTurn said = new ContactTurn(seq, spoken.text());
    turns.add(new Turn(seq, Speaker.CONTACT, spoken.text(), moment().now(), state.language()));
    FlowState before = state;
    var proposal =
        understanding.propose(
            new UnderstandingRequest(
                agent.definition(), state, new Transcript(turns), said, moment()));
    state = engine.advance(state, said, proposal, moment()).state();
    predicted = Optional.of(next.after(before, state, spoken.text()));
    state = FlowStates.reopened(state);
  }

  private void said(Spoken spoken) {
    judge(spoken);
    turns.add(
        new Turn(turns.size() + 1, Speaker.AGENT, spoken.text(), moment().now(), state.language()));
    spoken.action().ifPresent(next::said);
    state = FlowStates.asking(state, next.open());
  }

  /// Free wording is no action of the graph and is not judged; nor is what follows nothing.
  private void judge(Spoken turn) {
    Optional<String> recorded =
        turn.action()
            .filter(
                action ->
                    flow.graph().containsKey(action)
                        || flow.graph().containsValue(action)
                        || RecordedFlow.isFarewell(action)
                        || RecordedFlow.isQuery(action));
    if (recorded.isPresent() && predicted.isPresent()) {
      steps.add(new Step(turn.id(), predicted.get(), recorded.get()));
    }
    predicted = Optional.empty();
  }

  private ClosedConversation closed() {
    UUID id = new UUID(0, 1);
    return new ClosedConversation(
        new ConversationId(TenantId.DEFAULT, id),
        agent.definition(),
        1,
        ChannelType.WEB,
        new Lead.LeadContact(id, List.of()),
        Disposition.QUALIFIED,
        Optional.empty(),
        state,
        new Transcript(turns),
        Optional.empty(),
        AT);
  }
}
