package dev.parley.runtime.flow;

import dev.parley.config.binding.ChannelType;
import dev.parley.lead.Disposition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The next state while it is being worked out. Lives for one advance; not thread-safe.
final class Draft {
  private final ChannelType channel;
  private final Instant startedAt;
  final Map<String, Answer> answers;
  final List<String> facts;
  final List<String> objections;
  FlowState.Status status;
  Instant lastAt;
  long activeSeconds;
  String language;
  boolean disclosed;
  Optional<String> open;
  int turns;
  int lost;
  int followUps;
  boolean toldUnusable;
  String said;
  Optional<Disposition> disposition;
  Optional<String> reason;

  Draft(FlowState state) {
    channel = state.channel();
    startedAt = state.startedAt();
    answers = new LinkedHashMap<>(state.answers());
    facts = new ArrayList<>(state.facts());
    objections = new ArrayList<>(state.objections());
    status = state.status();
    lastAt = state.lastAt();
    activeSeconds = state.activeSeconds();
    language = state.language();
    disclosed = state.disclosed();
    open = state.open();
    turns = state.turns();
    lost = state.lost();
    followUps = state.followUps();
    toldUnusable = state.toldUnusable();
    said = state.said();
    disposition = state.disposition();
    reason = state.reason();
  }

  ChannelType channel() {
    return channel;
  }

  Answer answer(String question) {
    return answers.getOrDefault(question, Answer.OPEN);
  }

  void close(Disposition how, Optional<String> why) {
    status = FlowState.Status.CLOSED;
    disposition = Optional.of(how);
    reason = why;
    open = Optional.empty();
  }

  FlowState state() {
    return new FlowState(
        status,
        channel,
        startedAt,
        lastAt,
        activeSeconds,
        language,
        disclosed,
        answers,
        open,
        turns,
        lost,
        followUps,
        toldUnusable,
        facts,
        objections,
        said,
        disposition,
        reason);
  }
}
