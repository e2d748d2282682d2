package dev.parley.runtime.call;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.config.language.ModelAttempt;
import dev.parley.runtime.flow.CallFlow;
import dev.parley.runtime.flow.ContactTurn;
import dev.parley.runtime.flow.Effect;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Folded;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.understanding.UnderstandingRequest;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What is known in a call and what was said: the engine's state, the turns, and every write of
/// them. One owner; not thread-safe.
final class Notes {
  private final AgentDefinition definition;
  private final CallFlow flow;
  private final Consumer<Do> out;
  private final List<Turn> turns = new ArrayList<>();
  private FlowState state;
  private boolean disclosureHeard;

  /// Of the contact's turn that is to be written next.
  private OptionalDouble heardWith = OptionalDouble.empty();

  /// @param before what was said on a line that was lost; else empty
  Notes(
      AgentDefinition definition,
      CallFlow flow,
      FlowState state,
      Transcript before,
      Consumer<Do> out) {
    this.definition = definition;
    this.flow = flow;
    this.out = out;
    this.state = state;
    this.turns.addAll(before.turns());
    this.disclosureHeard = !before.turns().isEmpty() && state.disclosed();
  }

  FlowState state() {
    return state;
  }

  String language() {
    return state.language();
  }

  boolean open() {
    return state.status() == FlowState.Status.OPEN;
  }

  boolean closed() {
    return state.status() == FlowState.Status.CLOSED;
  }

  /// Whether something was said before this line was up.
  boolean begun() {
    return !turns.isEmpty();
  }

  /// The question that keys and dictated digits are taken for.
  Optional<Question> asked() {
    return state.open().flatMap(definition::question);
  }

  /// The line is told where the language changes.
  void adopt(FlowState next) {
    if (!next.language().equals(state.language())) {
      out.accept(new Do.Expect(next.language()));
    }
    state = next;
  }

  void heardWith(OptionalDouble confidence) {
    heardWith = confidence;
  }

  OptionalDouble heardWith() {
    return heardWith;
  }

  /// What the contact says next, as a turn.
  ContactTurn turn(String text, Optional<String> language) {
    return new ContactTurn(turns.size() + 1, text, language);
  }

  /// The agent was cut off: a yes said before the question was heard is no answer to it.
  ///
  /// @param heard of the turn that is over
  void unheard(String heard, String unheard) {
    state = asFarAsHeard(heard, unheard);
  }

  private FlowState asFarAsHeard(String heard, String unheard) {
    boolean yesOrNo =
        open() && asked().filter(question -> question.type() == FieldType.YES_NO).isPresent();
    return yesOrNo && Sentences.cutBeforeQuestion(heard, unheard, state.language())
        ? flow.unasked(state)
        : state;
  }

  /// @param text as it stands so far
  UnderstandingRequest request(String text, Optional<String> language, Instant at) {
    return request(text, language, "", "", at);
  }

  /// @param text as it stands so far
  /// @param lastHeard of the agent's words, which are not written yet
  /// @param unheard of them
  UnderstandingRequest request(
      String text, Optional<String> language, String lastHeard, String unheard, Instant at) {
    List<Turn> before = new ArrayList<>(turns);
    if (!lastHeard.isBlank()) {
      before.add(new Turn(turns.size() + 1, Speaker.AGENT, lastHeard, at, state.language()));
    }
    return new UnderstandingRequest(
        definition,
        asFarAsHeard(lastHeard, unheard),
        new Transcript(before),
        new ContactTurn(before.size() + 1, text, language),
        new Moment(at));
  }

  void write(ContactTurn turn, Instant now) {
    write(turn, List.of(), List.of(), now);
  }

  void write(ContactTurn turn, List<Effect> effects, List<ModelAttempt> attempts, Instant now) {
    Turn said =
        new Turn(turn.seq(), Speaker.CONTACT, turn.text(), now, state.language(), heardWith);
    heardWith = OptionalDouble.empty();
    turns.add(said);
    out.accept(new Do.Write(List.of(said), "engine", state, effects, attempts, now));
  }

  /// What a model took for a turn that is written already.
  void took(List<ModelAttempt> attempts, Instant now) {
    if (!attempts.isEmpty()) {
      out.accept(new Do.Write(List.of(), "engine", state, List.of(), attempts, now));
    }
  }

  /// What the agent decided of its own accord.
  void write(List<Effect> effects, Instant now) {
    out.accept(new Do.Write(List.of(), "engine", state, effects, List.of(), now));
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
        Stream.of(state.language(), definition.defaultLanguage())
            .map(language -> SpokenText.of(definition.disclosure().in(language), language))
            .anyMatch(disclosure -> words.has(Folded.of(disclosure)));
    if (!disclosureHeard && open()) {
      state = flow.undisclosed(state);
    }
  }
}
