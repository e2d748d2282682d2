package dev.parley.runtime.flow;

import dev.parley.config.agent.Question;
import dev.parley.lead.Disposition;
import dev.parley.lead.FieldStatus;
import dev.parley.runtime.flow.Advance.Source;
import dev.parley.value.Found;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the engine decides on a telephone call beside contact turns. Pure, as the engine is.
/// Immutable, thread-safe.
public final class CallFlow {
  public static final String NOBODY_PICKED_UP = "nobody_picked_up";
  public static final String LINE_TROUBLE = "line_trouble";

  private final FlowEngine engine;

  public CallFlow(FlowEngine engine) {
    this.engine = engine;
  }

  /// The contact says nothing: the open question once more, or after `repromptsMax` times the end.
  public Advance silence(FlowState state, int repromptsMax, Moment moment) {
    FlowRules rules = engine.rules(moment);
    Draft draft = new Draft(state);
    Pace.tick(draft, moment);
    Speech speech = new Speech(engine.definition(), draft);
    Ending ending = new Ending(rules, draft, speech);
    if (draft.followUps < repromptsMax) {
      draft.followUps++;
      Utterance words = speech.utterance().phrase("call.not_heard");
      if (rules.outcome().of(draft.answers, draft.channel()) instanceof Standing.Ask(Question q)) {
        speech.ask(words, q);
      }
      return ending.say(words);
    }
    boolean qualified = rules.outcome().qualifies(draft.answers);
    return ending.close(
        qualified ? Disposition.QUALIFIED : ending.unfinished(),
        qualified ? Optional.empty() : Optional.of(Ending.SILENCE),
        speech.utterance().phrase("call.silent_bye").say(engine.definition().closing()));
  }

  /// A question that was not answered where it was asked: it is left, and the call goes on.
  ///
  /// @param phrase said first; its key, without `call.`
  public Advance leave(FlowState state, String question, String phrase, Moment moment) {
    FlowRules rules = engine.rules(moment);
    Draft draft = new Draft(state);
    Pace.tick(draft, moment);
    Question left = engine.definition().question(question).orElseThrow();
    boolean settled = false;
    while (!settled) {
      settled = rules.intake().fail(draft.answers, left, Optional.empty());
    }
    Speech speech = new Speech(engine.definition(), draft);
    Ending ending = new Ending(rules, draft, speech);
    Utterance words = speech.utterance().phrase("call." + phrase);
    return switch (rules.outcome().of(draft.answers, draft.channel())) {
      case Standing.Ask(Question next) -> {
        speech.ask(words, next);
        yield ending.say(words);
      }
      case Standing.Disqualified(Question.Disqualify why) -> ending.disqualified(why);
      case Standing.Done done -> ending.done(done, words);
    };
  }

  /// The call has lasted as long as it may.
  public Advance timeUp(FlowState state, Moment moment) {
    FlowRules rules = engine.rules(moment);
    Draft draft = new Draft(state);
    Pace.tick(draft, moment);
    return new Ending(rules, draft, new Speech(engine.definition(), draft))
        .limit(FlowRules.TIME_LIMIT);
  }

  /// Nobody took the call over: a callback is promised, and the call ends.
  public Advance notTaken(FlowState state, Moment moment) {
    return callBack(state, NOBODY_PICKED_UP, "call.no_colleague", moment);
  }

  /// The line cannot go on.
  public Advance broken(FlowState state, Moment moment) {
    return callBack(state, LINE_TROUBLE, "call.trouble", moment);
  }

  private Advance callBack(FlowState state, String reason, String phrase, Moment moment) {
    FlowRules rules = engine.rules(moment);
    Draft draft = new Draft(state);
    Pace.tick(draft, moment);
    Speech speech = new Speech(engine.definition(), draft);
    boolean qualified = rules.outcome().qualifies(draft.answers);
    return new Ending(rules, draft, speech)
        .close(
            qualified && reason.equals(LINE_TROUBLE) ? Disposition.QUALIFIED : Disposition.CALLBACK,
            Optional.of(reason),
            speech.utterance().phrase(phrase));
  }

  /// Words of the engine's own before any question, the disclosure first where it is still due.
  ///
  /// @param phrase its key, without `call.`
  public Advance say(FlowState state, String phrase, Moment moment) {
    FlowRules rules = engine.rules(moment);
    Draft draft = new Draft(state);
    Pace.tick(draft, moment);
    Speech speech = new Speech(engine.definition(), draft);
    return new Ending(rules, draft, speech).say(speech.utterance().phrase("call." + phrase));
  }

  /// The same with what the one who asked for the call says of the contact, by question: it is
  /// asked back before it counts, unless the contact has said so itself. What is no answer to its
  /// question is left out.
  public FlowState told(FlowState state, Map<String, String> context, Moment moment) {
    Draft draft = new Draft(state);
    Reading reading = new Reading(engine.definition());
    for (Question question : engine.definition().questions()) {
      Answer now = draft.answer(question.id());
      String said = context.getOrDefault(question.id(), "");
      if (said.isBlank() || now.status() != FieldStatus.NOT_ASKED || now.earlier().isPresent()) {
        continue;
      }
      reading
          .answer(question, said, state.language(), moment)
          .value()
          .map(Found::value)
          .ifPresent(
              value ->
                  draft.answers.put(question.id(), Answer.toConfirm(value, Optional.of(said))));
    }
    return draft.state();
  }

  /// The answer to a question was read back and found right.
  public FlowState confirmed(FlowState state, String question) {
    Draft draft = new Draft(state);
    Answer answer = draft.answer(question);
    if (answer.filled()) {
      draft.answers.put(
          question,
          new Answer(
              FieldStatus.CONFIRMED,
              answer.value(),
              answer.said(),
              answer.evidence(),
              answer.tries(),
              answer.refusals(),
              answer.applies()));
    }
    return draft.state();
  }

  /// The same with this question asked; a value it had before does not stand any more.
  public FlowState asking(FlowState state, String question) {
    Draft draft = new Draft(state);
    Answer answer = draft.answer(question);
    if (answer.value().isPresent()) {
      draft.answers.put(
          question,
          new Answer(
              FieldStatus.NOT_ASKED,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              answer.tries(),
              answer.refusals(),
              answer.applies()));
      engine.rules(new Moment(state.lastAt())).applicability().settle(draft.answers);
    }
    draft.open = Optional.of(question);
    return draft.state();
  }

  /// The same in this language, one of the agent's.
  public FlowState speaking(FlowState state, String language) {
    Draft draft = new Draft(state);
    draft.language = language;
    return draft.state();
  }

  /// The same with no question asked: the next one has not been said yet.
  public FlowState unasked(FlowState state) {
    Draft draft = new Draft(state);
    draft.open = Optional.empty();
    return draft.state();
  }

  /// The disclosure was cut off before it was heard: it is due again.
  public FlowState undisclosed(FlowState state) {
    Draft draft = new Draft(state);
    draft.disclosed = false;
    return draft.state();
  }

  /// A call that reached no person; what was left on a machine is no conversation.
  public Advance unreached(
      FlowState state, Disposition disposition, Optional<String> reason, Moment moment) {
    return state.status() == FlowState.Status.CLOSED
        ? new Advance(state, Optional.empty(), Source.ENGINE, List.of())
        : engine.close(state, disposition, reason);
  }
}
