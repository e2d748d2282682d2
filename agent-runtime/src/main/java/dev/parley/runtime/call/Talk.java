package dev.parley.runtime.call;

import dev.parley.channel.voice.CallDetails;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.config.language.ModelAttempt;
import dev.parley.lead.Disposition;
import dev.parley.runtime.flow.Advance;
import dev.parley.runtime.flow.CallFlow;
import dev.parley.runtime.flow.CallPhrases;
import dev.parley.runtime.flow.ContactTurn;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Proposal;
import dev.parley.runtime.flow.RunningReply;
import dev.parley.runtime.understanding.Understanding;
import dev.parley.runtime.understanding.UnderstandingRequest;
import dev.parley.transcript.Transcript;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/// What is said in a call, without its timing. One owner; not thread-safe.
final class Talk {
  private final FlowEngine engine;
  private final AgentDefinition definition;
  private final CallFlow flow;
  private final Understanding builtIn;
  private final Notes notes;
  private final Replies replies;
  private final RecordingConsent consent;
  private final TextedQuestion texted;
  private final ReadingBack readingBack;
  private final Duration textWait;

  /// @param before what was said on a line that was lost; else empty
  /// @param mayText whether texts can be read at the contact's number
  /// @param textWait how long the answer to one is waited for
  Talk(
      FlowEngine engine,
      Understanding builtIn,
      FlowState state,
      Transcript before,
      boolean mayText,
      Duration textWait,
      Consumer<Do> out) {
    this.engine = engine;
    this.definition = engine.definition();
    this.flow = new CallFlow(engine);
    this.builtIn = builtIn;
    this.notes = new Notes(definition, flow, state, before, out);
    this.replies = new Replies(definition, notes);
    this.consent = new RecordingConsent(engine, flow, notes, replies, out);
    this.texted = new TextedQuestion(definition, flow, notes, replies, mayText, out);
    this.readingBack = new ReadingBack(engine, flow, notes, replies, texted);
    this.textWait = textWait;
  }

  FlowState state() {
    return notes.state();
  }

  Do.Recording recording() {
    return consent.recording();
  }

  boolean open() {
    return notes.open();
  }

  boolean over() {
    return notes.closed();
  }

  Optional<Question> asked() {
    return notes.asked();
  }

  /// Whether something was said before this line was up.
  boolean begun() {
    return notes.begun();
  }

  /// Whether the contact was asked for a yes or a no.
  boolean wantsYesOrNo() {
    return readingBack.waits()
        || consent.asking()
        || asked().filter(question -> question.type() == FieldType.YES_NO).isPresent();
  }

  /// How long the contact may be silent.
  Duration patience() {
    return textAwaited() ? textWait : definition.call().silence();
  }

  /// Whether the agent waits for a text message, and for nothing that is said.
  boolean textAwaited() {
    return texted.awaited() && !readingBack.waits();
  }

  void settleText() {
    texted.settle();
  }

  Optional<Reply> textFailed() {
    return texted.failed();
  }

  Reply opening(Instant now) {
    return consent.opening(now);
  }

  /// Goes on where another line was lost.
  Reply backAgain(Instant now) {
    return replies.adopt(flow.say(state(), "say_again", new Moment(now)), now);
  }

  /// Whether the model may be asked about words before they are known to be a turn.
  boolean mayThinkAhead() {
    return open() && !consent.asking() && !readingBack.waits();
  }

  UnderstandingRequest request(String text, Optional<String> language, Instant at) {
    return notes.request(text, language, at);
  }

  /// Of words that may become a turn, while what the agent was saying is cut off.
  UnderstandingRequest request(
      String text, Optional<String> language, String heard, String unheard, Instant at) {
    return notes.request(text, language, heard, unheard, at);
  }

  /// What the agent was saying is over, maybe before its end.
  void unheard(String heard, String unheard) {
    notes.unheard(heard, unheard);
    consent.unheard(heard, unheard);
  }

  /// How surely the contact's next turn was heard.
  void heardWith(OptionalDouble confidence) {
    notes.heardWith(confidence);
  }

  /// The same of the turn that is not written yet.
  OptionalDouble heardWith() {
    return notes.heardWith();
  }

  /// A contact turn that needs no understanding; empty: it does.
  Optional<Reply> atOnce(String text, Optional<String> language, boolean keyed, Instant now) {
    ContactTurn turn = notes.turn(text, language);
    Moment moment = new Moment(now);
    Optional<Advance> optOut = engine.optOut(state(), turn, moment);
    if (optOut.isPresent()) {
      return Optional.of(answered(turn, optOut.get(), List.of(), now));
    }
    if (!open()) {
      answered(turn, engine.noted(state(), turn, moment), List.of(), now);
      return Optional.of(replies.quiet());
    }
    if (consent.asking()) {
      return Optional.of(consent.heard(turn, now));
    }
    return readingBack.waits() ? readingBack.heard(turn, keyed, now) : Optional.empty();
  }

  Reply understood(
      String text,
      Optional<String> language,
      boolean keyed,
      Proposal proposal,
      List<ModelAttempt> attempts,
      Instant now) {
    ContactTurn turn = notes.turn(text, language);
    Advance advance = engine.advance(state(), turn, proposal, new Moment(now));
    Optional<Question> unsure = readingBack.due(advance, turn, keyed);
    return unsure.isPresent()
        ? readingBack.ask(unsure.get(), turn, proposal, advance, attempts, now)
        : answered(turn, advance, attempts, now);
  }

  /// Where the model's reply to this turn may be said while it is being written.
  ///
  /// @param proposal without its reply
  Optional<RunningReply> running(
      String text, Optional<String> language, boolean keyed, Proposal proposal, Instant now) {
    ContactTurn turn = notes.turn(text, language);
    return engine
        .running(state(), turn, proposal, new Moment(now))
        .filter(reply -> readingBack.due(reply.advance(), turn, keyed).isEmpty());
  }

  /// Its first sentence is said: what the turn brought stands.
  void begins(String text, Optional<String> language, RunningReply reply, Instant now) {
    answered(notes.turn(text, language), reply.advance(), List.of(), now);
  }

  /// A sentence of it, as it is said.
  Reply spoken(String words) {
    return replies.sentence(words);
  }

  /// The reply ends.
  ///
  /// @return what is still to be said, maybe nothing
  Reply ends(RunningReply reply) {
    Advance end = reply.end();
    notes.adopt(end.state());
    return replies.withOffer(end.say().orElse(""), Advance.Source.MODEL);
  }

  /// What a model took for a turn that has its reply.
  void took(List<ModelAttempt> attempts, Instant now) {
    notes.took(attempts, now);
  }

  /// What the built-in understanding makes of it.
  Proposal builtIn(String text, Optional<String> language, Instant now) {
    return builtIn.propose(request(text, language, now));
  }

  private Reply answered(
      ContactTurn turn, Advance advance, List<ModelAttempt> attempts, Instant now) {
    notes.adopt(advance.state());
    notes.write(turn, advance.effects(), attempts, now);
    return replies.of(advance, "");
  }

  /// Words of the call's own, which change nothing.
  Reply says(String words) {
    return replies.says(words);
  }

  /// The agent's turn as far as it was heard.
  void agentSaid(String heard, String language, String source, Instant now) {
    notes.agentSaid(heard, language, source, now);
  }

  Reply silence(Instant now) {
    if (textAwaited()) {
      return texted.missed(now);
    }
    if (readingBack.waits() || consent.asking()) {
      if (state().followUps() < definition.call().reprompts()) {
        notes.adopt(flow.silence(state(), Integer.MAX_VALUE, new Moment(now)).state());
        String sorry = CallPhrases.say(notes.language(), "not_heard");
        return says(
            sorry
                + " "
                + (readingBack.waits()
                    ? readingBack.words()
                    : CallPhrases.say(notes.language(), "record_ask")));
      }
      var _ = readingBack.takeAsHeard(now);
    }
    return open()
        ? replies.adopt(flow.silence(state(), definition.call().reprompts(), new Moment(now)), now)
        : replies.leave(Optional.of(CallPhrases.say(notes.language(), "silent_bye")));
  }

  Reply timeUp(Instant now) {
    var _ = readingBack.takeAsHeard(now);
    return open()
        ? replies.adopt(flow.timeUp(state(), new Moment(now)), now)
        : replies.leave(Optional.empty());
  }

  Reply notTaken(Instant now) {
    return replies.adopt(flow.notTaken(state(), new Moment(now)), now);
  }

  Reply broken(Instant now) {
    return readingBack
        .takeAsHeard(now)
        .orElseGet(() -> replies.adopt(flow.broken(state(), new Moment(now)), now));
  }

  Reply whoAndWhy(CallDetails call) {
    return says(WhoCalls.andWhy(definition, call, notes.language()));
  }

  /// A machine answered.
  Reply voicemail(Instant now) {
    Optional<String> words = WhoCalls.voicemail(definition, notes.language());
    closed(Disposition.VOICEMAIL, Optional.empty(), now);
    return replies.leave(words);
  }

  void closed(Disposition disposition, Optional<String> reason, Instant now) {
    if (!notes.closed()) {
      Advance advance = flow.unreached(state(), disposition, reason, new Moment(now));
      notes.adopt(advance.state());
      notes.write(advance.effects(), now);
    }
  }

  /// The line ended: words that were not answered any more still count.
  void left(String lastWords, Optional<String> language, boolean broken, Instant now) {
    if (!lastWords.isBlank() && open() && !consent.asking()) {
      Optional<Reply> unused =
          readingBack.waits()
              ? readingBack.heard(notes.turn(lastWords, language), false, now)
              : Optional.empty();
      if (unused.isEmpty()) {
        lastTurn(lastWords, language, now);
      }
    } else if (!lastWords.isBlank()) {
      ContactTurn turn = notes.turn(lastWords, language);
      answered(turn, engine.noted(state(), turn, new Moment(now)), List.of(), now);
    }
    var _ = readingBack.takeAsHeard(now);
    if (notes.closed()) {
      return;
    }
    Advance end =
        broken && open()
            ? flow.broken(state(), new Moment(now))
            : engine.leave(state(), new Moment(now));
    notes.adopt(end.state());
    notes.write(end.effects(), now);
  }

  private void lastTurn(String text, Optional<String> language, Instant now) {
    ContactTurn turn = notes.turn(text, language);
    Moment moment = new Moment(now);
    Advance advance =
        engine
            .optOut(state(), turn, moment)
            .orElseGet(() -> engine.advance(state(), turn, builtIn(text, language, now), moment));
    answered(turn, advance, List.of(), now);
  }
}
