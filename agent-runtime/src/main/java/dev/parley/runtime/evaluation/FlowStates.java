package dev.parley.runtime.evaluation;

import dev.parley.runtime.flow.Answer;
import dev.parley.runtime.flow.FlowState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Brings an engine's state to where the recorded conversation went on. Pure.
final class FlowStates {
  private FlowStates() {}

  /// The agent has just asked that. What is known already stays known, whoever asks again.
  static FlowState asking(FlowState state, Optional<String> question) {
    return with(state, state.answers(), question.filter(one -> state.answer(one).open()));
  }

  /// What the engine would have ended goes on, and nothing is confirmed yet.
  static FlowState reopened(FlowState state) {
    Map<String, Answer> answers = new LinkedHashMap<>(state.answers());
    answers.put(FlowAgent.CONFIRMED, Answer.OPEN);
    return with(state, answers, state.open());
  }

  private static FlowState with(
      FlowState state, Map<String, Answer> answers, Optional<String> open) {
    return new FlowState(
        FlowState.Status.OPEN,
        state.channel(),
        state.startedAt(),
        state.lastAt(),
        state.activeSeconds(),
        state.language(),
        true,
        answers,
        open,
        state.turns(),
        0,
        0,
        state.toldUnusable(),
        state.facts(),
        state.objections(),
        state.said(),
        Optional.empty(),
        Optional.empty());
  }
}
