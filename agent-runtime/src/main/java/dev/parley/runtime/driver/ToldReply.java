package dev.parley.runtime.driver;

import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.runtime.flow.Advance;
import dev.parley.runtime.flow.CallFlow;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Proposal;
import dev.parley.runtime.flow.RunningReply;
import dev.parley.runtime.turn.ReplyListener;
import dev.parley.runtime.turn.SentenceStream;
import dev.parley.runtime.understanding.UnderstandingRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An answer that is told sentence by sentence while a model writes it. The thread of the thought
/// brings it, the worker ends it, and whoever hears it may stop it. Thread-safe.
final class ToldReply implements ReplyListener {
  /// Beyond what any reply may have; what follows is not told.
  private static final int CHARS_MAX = 1_000;

  private final FlowEngine engine;
  private final UnderstandingRequest request;
  private final Telling telling;
  private SentenceStream sentences;
  private StringBuilder told = new StringBuilder();
  private @Nullable RunningReply running;
  private @Nullable Thread writer;
  private boolean stopped;
  private boolean over;
  private int chars;

  ToldReply(FlowEngine engine, UnderstandingRequest request, Telling telling) {
    this.engine = engine;
    this.request = request;
    this.telling = telling;
    this.sentences = new SentenceStream(request.state().language());
  }

  @Override
  public synchronized void opened(Proposal proposal) {
    writer = Thread.currentThread();
    running =
        engine.running(request.state(), request.turn(), proposal, request.moment()).orElse(null);
    proposal.language().ifPresent(language -> sentences = new SentenceStream(language));
  }

  @Override
  public synchronized void text(String piece) {
    chars += piece.length();
    if (chars <= CHARS_MAX) {
      sentences.add(piece).forEach(this::tell);
    }
  }

  /// The reply is whole: what has no end of its own is its last sentence.
  synchronized void whole() {
    if (chars <= CHARS_MAX) {
      sentences.rest().ifPresent(this::tell);
    }
    over = true;
  }

  private void tell(String sentence) {
    RunningReply reply = running;
    if (reply == null || over) {
      return;
    }
    if (!reply.take(sentence)) {
      over = true;
      return;
    }
    boolean first = told.isEmpty();
    String words = first ? (reply.before() + " " + sentence).strip() : sentence;
    if (first) {
      telling.begins(this::stop);
    }
    told.append(first ? "" : " ").append(words);
    telling.says(words);
  }

  /// Nobody hears the rest: the model need not write it.
  private synchronized void stop() {
    if (!over && writer != null) {
      over = true;
      stopped = true;
      writer.interrupt();
    }
  }

  /// What the turn comes to; empty where nothing was told and it is decided as any other.
  synchronized Optional<Advance> end() {
    over = true;
    RunningReply reply = running;
    if (reply == null || told.isEmpty()) {
      return Optional.empty();
    }
    Advance end = reply.end();
    if (stopped) {
      FlowState state = end.say().isPresent() ? unheard(end.state()) : end.state();
      return Optional.of(said(end, state, told.toString()));
    }
    return Optional.of(
        said(end, end.state(), end.say().map(rest -> told + " " + rest).orElse(told.toString())));
  }

  private static Advance said(Advance end, FlowState state, String words) {
    return new Advance(state, Optional.of(words), Advance.Source.MODEL, end.effects());
  }

  /// It was stopped before its question: a yes to what was heard is no answer to that.
  private FlowState unheard(FlowState state) {
    Optional<Question> asked = state.open().flatMap(request.definition()::question);
    return asked.filter(question -> question.type() == FieldType.YES_NO).isPresent()
        ? new CallFlow(engine).unasked(state)
        : state;
  }
}
