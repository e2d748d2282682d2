package dev.parley.runtime.call;

import dev.parley.channel.voice.CallDetails;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.AgentDefinition.Calls.Recording;
import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.config.language.ModelAttempt;
import dev.parley.lead.Disposition;
import dev.parley.runtime.call.Mouth.After;
import dev.parley.runtime.flow.Advance;
import dev.parley.runtime.flow.CallFlow;
import dev.parley.runtime.flow.CallPhrases;
import dev.parley.runtime.flow.ContactTurn;
import dev.parley.runtime.flow.Effect;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Folded;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Proposal;
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
import java.util.function.Consumer;

/// What is said in a call, without its timing: the engine's state, the transcript, what is being
/// made sure of, and every write. One owner; not thread-safe.
final class Talk {
  private final FlowEngine engine;
  private final AgentDefinition definition;
  private final CallFlow flow;
  private final Understanding builtIn;
  private final Consumer<Do> out;
  private final List<Turn> turns = new ArrayList<>();
  private final MakingSure sure;
  private FlowState state;
  private boolean disclosureHeard;
  private Optional<Recording> asking = Optional.empty();
  private boolean askedTwice;
  private Do.Recording recording = Do.Recording.NONE;

  /// @param before what was said on a line that was lost; else empty
  Talk(
      FlowEngine engine,
      Understanding builtIn,
      FlowState state,
      Transcript before,
      Consumer<Do> out) {
    this.engine = engine;
    this.definition = engine.definition();
    this.flow = new CallFlow(engine);
    this.builtIn = builtIn;
    this.state = state;
    this.out = out;
    this.turns.addAll(before.turns());
    this.disclosureHeard = !before.turns().isEmpty() && state.disclosed();
    this.sure = new MakingSure(definition);
  }

  FlowState state() {
    return state;
  }

  Do.Recording recording() {
    return recording;
  }

  boolean open() {
    return state.status() == FlowState.Status.OPEN;
  }

  boolean over() {
    return state.status() == FlowState.Status.CLOSED;
  }

  /// The question that keys and dictated digits are taken for.
  Optional<Question> asked() {
    return state.open().flatMap(definition::question);
  }

  /// Whether the contact was asked for a yes or a no.
  boolean wantsYesOrNo() {
    return sure.holds()
        || asking.isPresent()
        || asked().filter(question -> question.type() == FieldType.YES_NO).isPresent();
  }

  /// The first words: with the question whether the call may be recorded, where that is asked.
  Reply opening(Instant now) {
    Recording wanted = definition.call().recording();
    if (wanted == Recording.ASK) {
      asking = Optional.of(wanted);
      return adopt(flow.say(state, "record_ask", new Moment(now)), now);
    }
    if (wanted == Recording.ALWAYS_WITH_NOTICE) {
      record();
      Advance notice = flow.say(state, "recorded", new Moment(now));
      return adopt(engine.opening(notice.state(), new Moment(now)), now, notice.say().orElse(""));
    }
    return adopt(engine.opening(state, new Moment(now)), now);
  }

  /// Whether something was said before this line was up.
  boolean begun() {
    return !turns.isEmpty();
  }

  /// Goes on where another line was lost.
  Reply backAgain(Instant now) {
    return adopt(flow.say(state, "say_again", new Moment(now)), now);
  }

  private void record() {
    recording = Do.Recording.ALLOWED;
    out.accept(new Do.StartRecording());
  }

  /// Whether the model may be asked about words before they are known to be a turn.
  boolean mayThinkAhead() {
    return open() && asking.isEmpty() && !sure.holds();
  }

  /// @param text as it stands so far
  UnderstandingRequest request(
      String text, Optional<String> language, String lastHeard, Instant at) {
    List<Turn> before = new ArrayList<>(turns);
    if (!lastHeard.isBlank()) {
      before.add(agentTurn(lastHeard, at));
    }
    return new UnderstandingRequest(
        definition,
        state,
        new Transcript(before),
        new ContactTurn(before.size() + 1, text, language),
        new Moment(at));
  }

  /// A contact turn that needs no understanding; empty: it does.
  Optional<Reply> atOnce(String text, Optional<String> language, boolean keyed, Instant now) {
    ContactTurn turn = turn(text, language);
    Moment moment = new Moment(now);
    Optional<Advance> optOut = engine.optOut(state, turn, moment);
    if (optOut.isPresent()) {
      return Optional.of(answered(turn, optOut.get(), List.of(), now));
    }
    if (!open()) {
      answered(turn, engine.noted(state, turn, moment), List.of(), now);
      return Optional.of(quiet());
    }
    if (asking.isPresent()) {
      return Optional.of(consent(turn, now));
    }
    return sure.holds() ? makeSure(turn, keyed, now) : Optional.empty();
  }

  private Reply consent(ContactTurn turn, Instant now) {
    Optional<Boolean> yes = YesNo.read(turn.text(), definition, state.language(), now);
    write(List.of(contactTurn(turn, now)), List.of(), List.of(), now);
    if (yes.isEmpty() && !askedTwice) {
      askedTwice = true;
      return adopt(flow.say(state, "record_ask", new Moment(now)), now);
    }
    asking = Optional.empty();
    if (yes.orElse(false)) {
      record();
    } else {
      recording = Do.Recording.REFUSED;
    }
    String words =
        CallPhrases.say(state.language(), yes.orElse(false) ? "record_yes" : "record_no");
    return adopt(engine.opening(state, new Moment(now)), now, words);
  }

  /// The contact's answer to a value that was read back.
  private Optional<Reply> makeSure(ContactTurn turn, boolean keyed, Instant now) {
    MakingSure.Held held = sure.held();
    return switch (sure.hear(turn.text(), keyed, state.language(), now)) {
      case RIGHT -> {
        sure.done();
        state = flow.confirmed(held.advance().state(), held.question().id());
        write(List.of(contactTurn(turn, now)), held.advance().effects(), List.of(), now);
        yield Optional.of(reply(held.advance(), ""));
      }
      case WRONG -> {
        boolean last = sure.wrong();
        state = flow.asking(others(held, now), held.question().id());
        if (last) {
          yield Optional.empty();
        }
        write(List.of(contactTurn(turn, now)), List.of(), List.of(), now);
        yield Optional.of(
            says(ReadBack.again(held.question(), sure.rung(held.question()), state.language())));
      }
      case SAY_AGAIN -> {
        write(List.of(contactTurn(turn, now)), List.of(), List.of(), now);
        yield Optional.of(says(sure.words(state.language())));
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

  /// What else was said in the turn whose value was wrong.
  private FlowState others(MakingSure.Held held, Instant now) {
    List<Proposal.ProposedAnswer> rest =
        held.proposal().answers().stream()
            .filter(answer -> !answer.question().equals(held.question().id()))
            .toList();
    if (rest.isEmpty()) {
      return state;
    }
    Proposal proposal = held.proposal();
    FlowState after =
        engine
            .advance(
                state,
                held.turn(),
                new Proposal(
                    rest,
                    Optional.empty(),
                    Optional.empty(),
                    Proposal.Intent.CONTINUE,
                    proposal.language(),
                    Optional.empty(),
                    ""),
                new Moment(now))
            .state();
    return after.status() == FlowState.Status.OPEN ? after : state;
  }

  /// The contact goes on without a yes or a no: the value stays as it was heard, unless it would
  /// end the conversation.
  private void letGo(MakingSure.Held held) {
    sure.another();
    if (held.advance().state().status() == FlowState.Status.OPEN) {
      state = flow.unasked(held.advance().state());
    }
  }

  Reply understood(
      String text,
      Optional<String> language,
      boolean keyed,
      Proposal proposal,
      List<ModelAttempt> attempts,
      Instant now) {
    ContactTurn turn = turn(text, language);
    Advance advance = engine.advance(state, turn, proposal, new Moment(now));
    Optional<Question> unsure =
        keyed ? Optional.empty() : ReadBack.due(definition, state, advance.state(), turn.seq());
    if (unsure.isPresent() && sure.hold(unsure.get(), turn, proposal, advance)) {
      adoptState(flow.asking(flow.speaking(state, advance.state().language()), unsure.get().id()));
      write(List.of(contactTurn(turn, now)), List.of(), attempts, now);
      return says(sure.words(state.language()));
    }
    return answered(turn, advance, attempts, now);
  }

  /// What the built-in understanding makes of it.
  Proposal builtIn(String text, Optional<String> language, Instant now) {
    return builtIn.propose(request(text, language, "", now));
  }

  private Reply answered(
      ContactTurn turn, Advance advance, List<ModelAttempt> attempts, Instant now) {
    adoptState(advance.state());
    write(List.of(contactTurn(turn, now)), advance.effects(), attempts, now);
    return reply(advance, "");
  }

  private Reply adopt(Advance advance, Instant now) {
    return adopt(advance, now, "");
  }

  /// What the agent does of its own accord.
  private Reply adopt(Advance advance, Instant now, String before) {
    adoptState(advance.state());
    write(List.of(), advance.effects(), List.of(), now);
    return reply(advance, before);
  }

  private void adoptState(FlowState next) {
    if (!next.language().equals(state.language())) {
      out.accept(new Do.Expect(next.language()));
    }
    state = next;
  }

  private Reply reply(Advance advance, String before) {
    After after =
        switch (state.status()) {
          case OPEN -> After.LISTEN;
          case WITH_HUMAN ->
              definition.call().transfer().isPresent() ? After.TRANSFER : After.HANG_UP;
          case CLOSED -> After.HANG_UP;
        };
    String words = (before + " " + advance.say().orElse("")).strip();
    if (after == After.LISTEN && state.lost() > 0 && definition.call().keypad()) {
      words =
          (words
                  + " "
                  + asked()
                      .flatMap(open -> Keys.offer(definition, open, state.language()))
                      .orElse(""))
              .strip();
    }
    return new Reply(
        Optional.of(SpokenText.of(words, state.language())).filter(text -> !text.isEmpty()),
        state.language(),
        advance.source().name().toLowerCase(java.util.Locale.ROOT),
        after);
  }

  /// Words of the call's own, which change nothing.
  Reply says(String words) {
    return new Reply(Optional.of(words), state.language(), "engine", After.LISTEN);
  }

  private Reply quiet() {
    return new Reply(Optional.empty(), state.language(), "engine", After.LISTEN);
  }

  /// The agent's turn as far as it was heard.
  void agentSaid(String heard, String language, String source, Instant now) {
    disclosed(heard);
    if (!heard.isBlank()) {
      Turn turn = new Turn(turns.size() + 1, Speaker.AGENT, heard, now, language);
      turns.add(turn);
      out.accept(new Do.Write(List.of(turn), source, state, List.of(), List.of(), now));
    }
  }

  /// A disclosure that was cut off before it was heard is due again.
  private void disclosed(String heard) {
    if (disclosureHeard || !state.disclosed()) {
      return;
    }
    Folded words = Folded.of(heard);
    disclosureHeard =
        java.util.stream.Stream.of(state.language(), definition.defaultLanguage())
            .map(language -> SpokenText.of(definition.disclosure().in(language), language))
            .anyMatch(disclosure -> words.has(Folded.of(disclosure)));
    if (!disclosureHeard && open()) {
      state = flow.undisclosed(state);
    }
  }

  Reply silence(Instant now) {
    if (sure.holds() || asking.isPresent()) {
      if (state.followUps() < definition.call().reprompts()) {
        Advance count = flow.silence(state, Integer.MAX_VALUE, new Moment(now));
        state = count.state();
        String sorry = CallPhrases.say(state.language(), "not_heard");
        return says(
            sorry
                + " "
                + (sure.holds()
                    ? sure.words(state.language())
                    : CallPhrases.say(state.language(), "record_ask")));
      }
      var _ = takeAsHeard(now);
    }
    return open()
        ? adopt(flow.silence(state, definition.call().reprompts(), new Moment(now)), now)
        : new Reply(
            Optional.of(CallPhrases.say(state.language(), "silent_bye")),
            state.language(),
            "engine",
            After.HANG_UP);
  }

  /// Nobody will say yes or no any more: what was heard counts.
  ///
  /// @return what the agent says where this ended the conversation
  private Optional<Reply> takeAsHeard(Instant now) {
    if (sure.holds() && !open()) {
      // The conversation ended over the question: what was decided before it counts no more.
      sure.done();
    }
    if (!sure.holds()) {
      return Optional.empty();
    }
    Advance advance = sure.held().advance();
    sure.done();
    adoptState(advance.state());
    write(List.of(), advance.effects(), List.of(), now);
    return open() ? Optional.empty() : Optional.of(reply(advance, ""));
  }

  Reply timeUp(Instant now) {
    var _ = takeAsHeard(now);
    return open()
        ? adopt(flow.timeUp(state, new Moment(now)), now)
        : new Reply(Optional.empty(), state.language(), "engine", After.HANG_UP);
  }

  Reply notTaken(Instant now) {
    return adopt(flow.notTaken(state, new Moment(now)), now);
  }

  Reply broken(Instant now) {
    return takeAsHeard(now).orElseGet(() -> adopt(flow.broken(state, new Moment(now)), now));
  }

  /// Who calls and why, for those who ask before they put a call through.
  Reply whoAndWhy(CallDetails call, Instant now) {
    String language = state.language();
    String who =
        CallPhrases.say(
            language,
            "screen",
            0,
            Map.of("agent", definition.name(), "business", definition.business()));
    String why =
        definition
            .call()
            .reason()
            .map(wording -> wording.in(language))
            .or(() -> Optional.ofNullable(call.context().get("reason")))
            .orElseGet(() -> CallPhrases.say(language, "why"));
    return says(
        SpokenText.of(definition.disclosure().in(language) + " " + who + " " + why, language));
  }

  /// A machine answered: the message that is left on it, if any.
  Reply voicemail(Instant now) {
    String language = state.language();
    Optional<String> words =
        definition
            .call()
            .voicemail()
            .map(wording -> definition.disclosure().in(language) + " " + wording.in(language))
            .map(text -> SpokenText.of(text, language));
    closed(Disposition.VOICEMAIL, Optional.empty(), now);
    return new Reply(words, language, "engine", After.HANG_UP);
  }

  void closed(Disposition disposition, Optional<String> reason, Instant now) {
    if (state.status() != FlowState.Status.CLOSED) {
      Advance advance = flow.unreached(state, disposition, reason, new Moment(now));
      adoptState(advance.state());
      write(List.of(), advance.effects(), List.of(), now);
    }
  }

  /// The line ended: words that were not answered any more still count.
  void left(String lastWords, Optional<String> language, boolean broken, Instant now) {
    if (!lastWords.isBlank() && open() && asking.isEmpty()) {
      if (sure.holds()) {
        Optional<Reply> unused = makeSure(turn(lastWords, language), false, now);
        if (unused.isEmpty()) {
          lastTurn(lastWords, language, now);
        }
      } else {
        lastTurn(lastWords, language, now);
      }
    } else if (!lastWords.isBlank()) {
      ContactTurn turn = turn(lastWords, language);
      answered(turn, engine.noted(state, turn, new Moment(now)), List.of(), now);
    }
    var _ = takeAsHeard(now);
    if (state.status() == FlowState.Status.CLOSED) {
      return;
    }
    Advance end =
        broken && open()
            ? flow.broken(state, new Moment(now))
            : engine.leave(state, new Moment(now));
    adoptState(end.state());
    write(List.of(), end.effects(), List.of(), now);
  }

  private void lastTurn(String text, Optional<String> language, Instant now) {
    ContactTurn turn = turn(text, language);
    Moment moment = new Moment(now);
    Advance advance =
        engine
            .optOut(state, turn, moment)
            .orElseGet(() -> engine.advance(state, turn, builtIn(text, language, now), moment));
    answered(turn, advance, List.of(), now);
  }

  private ContactTurn turn(String text, Optional<String> language) {
    return new ContactTurn(turns.size() + 1, text, language);
  }

  private Turn contactTurn(ContactTurn turn, Instant now) {
    return new Turn(turn.seq(), Speaker.CONTACT, turn.text(), now, state.language());
  }

  private Turn agentTurn(String heard, Instant now) {
    return new Turn(turns.size() + 1, Speaker.AGENT, heard, now, state.language());
  }

  private void write(
      List<Turn> fresh, List<Effect> effects, List<ModelAttempt> attempts, Instant now) {
    turns.addAll(fresh);
    out.accept(new Do.Write(fresh, "engine", state, effects, attempts, now));
  }
}
