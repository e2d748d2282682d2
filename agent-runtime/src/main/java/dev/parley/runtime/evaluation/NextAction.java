package dev.parley.runtime.evaluation;

import dev.parley.config.agent.Question;
import dev.parley.lead.FieldStatus;
import dev.parley.runtime.flow.Answer;
import dev.parley.runtime.flow.Cue;
import dev.parley.runtime.flow.Cues;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Folded;
import dev.parley.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the engine's decision is in the terms of a recorded graph: the question it asks, or, when
/// all that a query needs is known, the query. Remembers where the recorded conversation stands.
final class NextAction {
  private static final String ANYTHING_ELSE = "anything_else";
  private static final String FAREWELL = "goodbye";
  private static final String HELLO = "hello";
  private static final Set<Cue> GREETINGS = Set.of(Cue.HELLO, Cue.HOW_ARE_YOU);

  private final RecordedFlow flow;
  private final FlowAgent agent;
  private final FlowEngine engine;
  private final Cues cues;
  private Optional<String> last = Optional.empty();
  private Optional<String> lastQuery = Optional.empty();

  NextAction(RecordedFlow flow, FlowAgent agent, FlowEngine engine) {
    this.flow = flow;
    this.agent = agent;
    this.engine = engine;
    this.cues = Cues.of(List.of(flow.language()));
  }

  /// The agent took that action.
  void said(String action) {
    last = Optional.of(action);
  }

  void queried(String query) {
    lastQuery = Optional.of(query);
  }

  /// The question that waits for an answer after the agent's last action.
  Optional<String> open() {
    return last.flatMap(
        action -> confirms(action) ? Optional.of(FlowAgent.CONFIRMED) : agent.question(action));
  }

  /// What the graph says an outcome leads to.
  Optional<String> afterOutcome(String outcome) {
    Optional<String> byOutcome = Optional.ofNullable(flow.graph().get(outcome));
    return byOutcome.or(() -> lastQuery.map(flow.graph()::get));
  }

  /// After what the contact said.
  String after(FlowState before, FlowState now, String text) {
    Folded said = Folded.of(text);
    if (last.isEmpty() && !cues.cover(said, GREETINGS).isEmpty()) {
      return HELLO;
    }
    boolean changed = changed(before, now);
    if (last.filter(this::confirms).isPresent()) {
      return confirmed(now, changed);
    }
    boolean asked = last.isEmpty() || last.filter(a -> asks(a)).isPresent();
    if (asked || changed) {
      return collecting(now);
    }
    boolean over =
        now.status() != FlowState.Status.OPEN
            || cues.has(Cue.GOODBYE, said)
            || last.filter(ANYTHING_ELSE::equals).isPresent();
    return over ? FAREWELL : ANYTHING_ELSE;
  }

  private boolean asks(String action) {
    return action.equals(HELLO) || flow.asks().contains(action);
  }

  /// What a query finds is confirmed with a yes or a no.
  private boolean confirms(String action) {
    return flow.graph().containsKey("yes") && action.equals(flow.graph().get("available"));
  }

  private String confirmed(FlowState now, boolean changed) {
    Optional<Value> answer = now.answer(FlowAgent.CONFIRMED).value();
    boolean yes = answer.equals(Optional.of(new Value.YesNo(true)));
    if (changed && !yes) {
      return collecting(now);
    }
    return answer.isEmpty()
        ? last.orElse(ANYTHING_ELSE)
        : flow.graph().getOrDefault(yes ? "yes" : "no", ANYTHING_ELSE);
  }

  /// Only what a query cannot do without holds it up, and nothing one that was made before.
  private String collecting(FlowState now) {
    if (lastQuery.isPresent()) {
      return flow.query().orElse(ANYTHING_ELSE);
    }
    for (Question question : engine.definition().questions()) {
      boolean missing =
          question.required()
              && !question.id().equals(FlowAgent.CONFIRMED)
              && now.answer(question.id()).status() == FieldStatus.NOT_ASKED;
      if (missing) {
        return agent.action(question.id()).orElse(ANYTHING_ELSE);
      }
    }
    return flow.query().orElse(ANYTHING_ELSE);
  }

  private static boolean changed(FlowState before, FlowState now) {
    return now.answers().entrySet().stream()
        .filter(answer -> !answer.getKey().equals(FlowAgent.CONFIRMED))
        .map(answer -> answer.getValue().value().equals(value(before, answer.getKey())))
        .anyMatch(same -> !same);
  }

  private static Optional<Value> value(FlowState state, String question) {
    Answer answer = state.answer(question);
    return answer.value();
  }
}
