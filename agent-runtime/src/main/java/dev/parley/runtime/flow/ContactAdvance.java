package dev.parley.runtime.flow;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.AgentDefinition.Fact;
import dev.parley.config.agent.AgentDefinition.Objection;
import dev.parley.config.agent.Question;
import dev.parley.runtime.flow.Advance.Source;
import dev.parley.runtime.flow.Proposal.Intent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides one contact turn of an open conversation, step by step: hear, write down, then the
/// first of opt-out, hand-off, disqualification, objection, goodbye, end, limit that applies,
/// else the next question. Lives for one advance; not thread-safe.
final class ContactAdvance {
  private final FlowRules rules;
  private final AgentDefinition definition;
  private final FlowState before;
  private final ContactTurn turn;
  private final Proposal proposal;
  private final Draft draft;
  private final Speech speech;
  private final Ending ending;
  private final Cues cues;
  private final Folded words;
  private final Doubt doubt;
  private final Heard heard;
  private final boolean outdated;
  private Optional<RunningReply.Told> told = Optional.empty();
  private boolean corrected;

  ContactAdvance(
      FlowRules rules,
      FlowState state,
      ContactTurn turn,
      Proposal proposal,
      Optional<Seen> seen,
      Moment moment) {
    this.rules = rules;
    this.definition = rules.definition();
    this.before = state;
    this.turn = turn;
    this.proposal = proposal;
    this.cues = rules.cues();
    this.words = Folded.of(turn.text());
    this.draft = new Draft(state);
    draft.turns++;
    draft.followUps = 0;
    Pace.tick(draft, moment);
    String heardLanguage = proposal.language().or(turn::language).orElse(state.language());
    this.doubt = new Doubt(rules, state, turn, moment);
    this.heard =
        seen.isEmpty() && onlyPresent()
            ? new Heard(List.of(), List.of(), Optional.empty(), false)
            : doubt.settled(
                new Hearing(rules, state, turn, heardLanguage, moment)
                    .hear(proposal.answers(), seen),
                heardLanguage);
    this.outdated = doubt.denied(heard, heardLanguage);
    draft.language = rules.language(state, turn, proposal, heard);
    this.speech = new Speech(definition, draft);
    this.ending = new Ending(rules, draft, speech);
  }

  /// With a reply of the model that is not whole yet; what was said of it has been checked.
  Advance decide(RunningReply.Told sofar) {
    told = Optional.of(sofar);
    return decide();
  }

  Advance decide() {
    if (outdated) {
      before.open().ifPresent(id -> draft.answers.compute(id, (_, was) -> was.outdated()));
    }
    Set<String> replaced = rules.intake().take(draft.answers, heard);
    corrected = !replaced.isEmpty();
    if (proposal.intent() == Intent.OPT_OUT) {
      return ending.optOut();
    }
    if (proposal.intent() == Intent.HANDOFF) {
      return ending.handOff(Ending.ASKED_FOR_PERSON, speech.utterance());
    }
    Standing standing = rules.outcome().of(draft.answers, draft.channel());
    if (standing instanceof Standing.Disqualified(Question.Disqualify why)) {
      return ending.disqualified(why);
    }
    Optional<Objection> objection = known(proposal.objection());
    if (objection.isPresent()) {
      draft.objections.add(objection.get().id());
      if (objection.get().then() != Objection.Then.RESUME) {
        return ending.objected(objection.get());
      }
    }
    if (proposal.intent() == Intent.GOODBYE) {
      Optional<Question> reach = wayToReach();
      if (reach.isPresent()) {
        Utterance words = speech.utterance().phrase("later");
        speech.ask(words, reach.get());
        return ending.say(words);
      }
      return ending.goodbye(cues, words);
    }
    return answer(standing, objection);
  }

  private Advance answer(Standing standing, Optional<Objection> objection) {
    Utterance opening = speech.utterance();
    Optional<Fact> fact = fact();
    fact.ifPresent(
        one -> {
          draft.facts.add(one.id());
          opening.say(one.say());
        });
    objection.ifPresent(one -> opening.say(one.say()));
    boolean digressed = !opening.isEmpty();
    Reaction reaction = new Reaction(rules, draft, speech, cues, words, turn, proposal, heard);
    boolean askedBack = outdated || doubt.asked().filter(Doubt.Slip.class::isInstance).isPresent();
    Optional<String> asked = askedBack ? Optional.empty() : before.open();
    boolean settled = reaction.settle(digressed, asked);
    Standing now = settled ? rules.outcome().of(draft.answers, draft.channel()) : standing;
    Optional<Doubt.Slip> slip =
        rules.overLimit(draft).isPresent() ? Optional.empty() : doubt.raised(heard);
    return switch (now) {
      case Standing.Disqualified(Question.Disqualify why) -> ending.disqualified(why);
      case Standing.Ask ask when slip.isPresent() -> askBack(slip.get(), opening);
      case Standing.Done done when slip.isPresent() -> askBack(slip.get(), opening);
      case Standing.Done done -> ending.done(done, opening);
      case Standing.Ask(Question next) when rules.overLimit(draft).isPresent() ->
          ending.limit(rules.overLimit(draft).get());
      case Standing.Ask(Question next) -> ask(next, reaction, opening, digressed);
    };
  }

  private Advance askBack(Doubt.Slip slip, Utterance opening) {
    draft.open = Optional.of(slip.question());
    return ending.say(opening.phrase("did_you_mean", Map.of("email", slip.meant().address())));
  }

  private Advance ask(Question next, Reaction reaction, Utterance opening, boolean digressed) {
    draft.open = Optional.of(next.id());
    if (!digressed && reaction.mayUseModel() && modelAsks(next)) {
      return told.map(sofar -> goOn(sofar, opening, next))
          .orElseGet(() -> ending.say(proposal.reply().strip(), Source.MODEL, List.of()));
    }
    if (!before.disclosed() && before.open().isEmpty() && reaction.onlyManners() && !digressed) {
      draft.open = Optional.empty();
      return ending.say(speech.greeting(Optional.of(next)));
    }
    reaction.speak(opening, next, digressed, corrected);
    return ending.say(opening);
  }

  private Advance goOn(RunningReply.Told sofar, Utterance question, Question next) {
    if (sofar.whole()) {
      return ending.say(sofar.words(), Source.MODEL, List.of());
    }
    speech.ask(question, next);
    return ending.say(sofar.words() + " " + question.text(), Source.MODEL, List.of());
  }

  private boolean modelAsks(Question next) {
    return heard.clean()
        && draft.answer(next.id()).earlier().isEmpty()
        && proposal.asks().filter(next.id()::equals).isPresent()
        && (told.isPresent()
            || rules.replies().allows(proposal.reply(), draft.language, draft.answers));
  }

  private boolean onlyPresent() {
    boolean asked =
        before.followUps() > 0
            && definition
                .followUp()
                .map(followUp -> followUp.say().in(before.language()).indexOf('?') >= 0)
                .orElse(false);
    return asked && SmallTalk.onlyPresence(cues, words);
  }

  /// "Call me tomorrow" needs a number: asked for once before the contact is let go.
  private Optional<Question> wayToReach() {
    if (!cues.has(Cue.LATER, words)
        || rules.overLimit(draft).isPresent()
        || rules.outcome().reachable(draft.answers, draft.channel())
        || before.open().flatMap(definition::question).filter(Ending::reaches).isPresent()) {
      return Optional.empty();
    }
    return rules.applicability().open(draft.answers).stream().filter(Ending::reaches).findFirst();
  }

  private Optional<Objection> known(Optional<String> id) {
    return definition.objections().stream()
        .filter(one -> id.filter(one.id()::equals).isPresent())
        .findFirst();
  }

  private Optional<Fact> fact() {
    return definition.facts().stream()
        .filter(one -> proposal.fact().filter(one.id()::equals).isPresent())
        .findFirst();
  }
}
