package dev.parley.runtime.flow;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.AgentDefinition.Objection;
import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.lead.Disposition;
import dev.parley.runtime.flow.Advance.Source;
import java.util.List;
import java.util.Optional;

/// The ways a conversation ends or passes to a human, and the last step of every advance: the
/// disclosure first, then the words, then what follows from them. Lives for one advance; not
/// thread-safe.
final class Ending {
  static final String ASKED_FOR_PERSON = "asked_for_person";
  static final String GOODBYE = "goodbye";
  static final String LATER = "asked_for_later";
  static final String NOT_INTERESTED = "not_interested";
  static final String SILENCE = "silence";
  static final String LEFT = "left";

  private final FlowRules rules;
  private final AgentDefinition definition;
  private final Draft draft;
  private final Speech speech;

  Ending(FlowRules rules, Draft draft, Speech speech) {
    this.rules = rules;
    this.definition = rules.definition();
    this.draft = draft;
    this.speech = speech;
  }

  Advance optOut() {
    boolean wasClosed = draft.status == FlowState.Status.CLOSED;
    if (!wasClosed) {
      draft.close(Disposition.OPTED_OUT, Optional.empty());
    }
    List<Effect> effects =
        wasClosed
            ? List.of(new Effect.OptOut())
            : List.of(
                new Effect.OptOut(), new Effect.Close(Disposition.OPTED_OUT, Optional.empty()));
    return say(speech.utterance().phrase("opt_out").text(), Source.ENGINE, effects);
  }

  /// @param opening what is said before it, may be empty
  Advance handOff(String reason, Utterance opening) {
    definition
        .handoff()
        .ifPresentOrElse(handoff -> opening.say(handoff.say()), () -> opening.phrase("handoff"));
    draft.status = FlowState.Status.WITH_HUMAN;
    draft.disposition = Optional.of(Disposition.HANDED_OFF);
    draft.reason = Optional.of(reason);
    draft.open = Optional.empty();
    return say(opening.text(), Source.ENGINE, List.of(new Effect.HandOff(reason)));
  }

  Advance disqualified(Question.Disqualify why) {
    return close(
        Disposition.DISQUALIFIED, Optional.of(why.reason()), speech.utterance().say(why.say()));
  }

  Advance objected(Objection objection) {
    Utterance words = speech.utterance().say(objection.say());
    return switch (objection.then()) {
      case HANDOFF -> handOff(objection.id(), words);
      case CLOSE, RESUME ->
          close(
              Disposition.DISQUALIFIED,
              Optional.of(objection.id()),
              words.say(definition.closing()));
    };
  }

  /// The contact leaves. One who has told all that is required is qualified all the same; one who
  /// has no time now and can be reached is called back.
  Advance goodbye(Cues cues, Folded words) {
    if (rules.outcome().qualifies(draft.answers)) {
      return done(new Standing.Done(Disposition.QUALIFIED, Optional.empty()), speech.utterance());
    }
    if (cues.has(Cue.NOT_INTERESTED, words)) {
      return close(
          Disposition.DISQUALIFIED,
          Optional.of(NOT_INTERESTED),
          speech.utterance().phrase("not_interested").say(definition.closing()));
    }
    if (cues.has(Cue.LATER, words)) {
      boolean reachable = rules.outcome().reachable(draft.answers, draft.channel());
      return close(
          reachable ? Disposition.CALLBACK : Disposition.ABANDONED,
          Optional.of(LATER),
          speech.utterance().phrase("later").say(definition.closing()));
    }
    return close(Disposition.ABANDONED, Optional.of(GOODBYE), speech.utterance().phrase("goodbye"));
  }

  static boolean reaches(Question question) {
    return question.type() == FieldType.PHONE || question.type() == FieldType.EMAIL;
  }

  /// Nothing is left to ask.
  ///
  /// @param opening what is said before it, may be empty
  Advance done(Standing.Done done, Utterance opening) {
    switch (done.disposition()) {
      case QUALIFIED -> definition.qualified().ifPresent(qualified -> opening.say(qualified.say()));
      case CALLBACK -> opening.phrase("passed_on");
      default -> opening.phrase("thanks");
    }
    return close(done.disposition(), done.reason(), opening.say(definition.closing()));
  }

  Advance limit(String reason) {
    if (rules.outcome().qualifies(draft.answers)) {
      return done(new Standing.Done(Disposition.QUALIFIED, Optional.empty()), speech.utterance());
    }
    Utterance words = speech.utterance().phrase("limit").say(definition.closing());
    return close(unfinished(), Optional.of(reason), words);
  }

  /// How an unfinished conversation counts: one that brought something and can be taken up again is
  /// a callback.
  Disposition unfinished() {
    boolean brought =
        draft.answers.values().stream().anyMatch(answer -> answer.evidence().isPresent());
    return brought && rules.outcome().reachable(draft.answers, draft.channel())
        ? Disposition.CALLBACK
        : Disposition.ABANDONED;
  }

  /// Ends without a word.
  Advance quietly(Disposition disposition, Optional<String> reason) {
    draft.close(disposition, reason);
    return new Advance(
        draft.state(),
        Optional.empty(),
        Source.ENGINE,
        List.of(new Effect.Close(disposition, reason)));
  }

  Advance close(Disposition disposition, Optional<String> reason, Utterance words) {
    draft.close(disposition, reason);
    return say(words.text(), Source.ENGINE, List.of(new Effect.Close(disposition, reason)));
  }

  Advance say(Utterance words) {
    return say(words.text(), Source.ENGINE, List.of());
  }

  Advance say(String words, Source source, List<Effect> effects) {
    String spoken = words;
    if (!draft.disclosed) {
      String disclosure = speech.utterance().say(definition.disclosure()).text();
      spoken = words.startsWith(disclosure) ? words : (disclosure + " " + words).strip();
      draft.disclosed = true;
    }
    draft.said = words;
    List<Effect> all =
        draft.status == FlowState.Status.OPEN
            ? List.of(new Effect.ScheduleFollowUp(Pace.silence(definition, draft.channel())))
            : effects;
    return new Advance(draft.state(), Optional.of(spoken), source, all);
  }
}
