package dev.parley.runtime.flow;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.config.binding.ChannelType;
import dev.parley.lead.Disposition;
import dev.parley.lead.FieldStatus;
import dev.parley.runtime.flow.Advance.Source;
import dev.parley.value.Found;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides a conversation of one agent version. Pure: the same state, turn, proposal and moment
/// give the same advance. Never throws on what contacts and models say. Immutable, thread-safe;
/// make one per agent version and keep it.
public final class FlowEngine {
  private final AgentDefinition definition;
  private final FlowRules prepared;

  public FlowEngine(AgentDefinition definition) {
    this.definition = definition;
    this.prepared = FlowRules.of(definition);
  }

  public AgentDefinition definition() {
    return definition;
  }

  FlowRules rules(Moment moment) {
    return prepared.at(moment);
  }

  /// A conversation nobody has spoken in yet, with what the channel itself proves already
  /// answered.
  public FlowState start(Start start, Moment moment) {
    FlowRules rules = prepared.at(moment);
    Map<String, Answer> answers = new LinkedHashMap<>();
    String language = start.language().flatMap(rules::offered).orElse(definition.defaultLanguage());
    for (Question question : definition.questions()) {
      Optional<Answer> proved =
          start.address().flatMap(address -> fromChannel(question, address, language, moment));
      answers.put(question.id(), proved.orElse(Answer.OPEN));
    }
    rules.applicability().settle(answers);
    return new FlowState(
        FlowState.Status.OPEN,
        start.channel(),
        moment.now(),
        moment.now(),
        0,
        language,
        false,
        answers,
        Optional.empty(),
        0,
        0,
        0,
        false,
        List.of(),
        List.of(),
        "",
        Optional.empty(),
        Optional.empty());
  }

  /// The same state with what the contact told in an earlier conversation, where it is still
  /// open.
  ///
  /// @param fresh whether it is taken as it is; else who the contact is, is asked back
  public FlowState knowing(FlowState state, FlowState earlier, boolean fresh) {
    EarlierAnswers known = new EarlierAnswers(earlier, fresh);
    Draft draft = new Draft(state);
    for (Question question : definition.questions()) {
      Answer now = draft.answer(question.id());
      if (now.status() == FieldStatus.NOT_ASKED && now.earlier().isEmpty()) {
        known.answer(question).ifPresent(answer -> draft.answers.put(question.id(), answer));
      }
    }
    prepared.at(new Moment(state.startedAt())).applicability().settle(draft.answers);
    return draft.state();
  }

  private Optional<Answer> fromChannel(
      Question question, String address, String language, Moment moment) {
    boolean fits = question.type() == FieldType.PHONE || question.type() == FieldType.EMAIL;
    if (!question.fromChannel() || !fits) {
      return Optional.empty();
    }
    return prepared
        .reading()
        .answer(question, address, language, moment)
        .value()
        .map(Found::value)
        .map(
            value ->
                new Answer(
                    FieldStatus.CONFIRMED,
                    Optional.of(value),
                    Optional.of(address),
                    Optional.empty(),
                    0,
                    0,
                    true));
  }

  /// The agent speaks first: disclosure, greeting, and the first question unless the greeting
  /// itself asks one. Where the contact spoke first, call `advance` instead: it discloses as
  /// well.
  public Advance opening(FlowState state, Moment moment) {
    FlowRules rules = prepared.at(moment);
    Draft draft = new Draft(state);
    Pace.tick(draft, moment);
    Speech speech = new Speech(definition, draft);
    Ending ending = new Ending(rules, draft, speech);
    return switch (rules.outcome().of(draft.answers, draft.channel())) {
      case Standing.Ask(Question first) -> ending.say(speech.greeting(Optional.of(first)));
      case Standing.Disqualified(Question.Disqualify why) -> ending.disqualified(why);
      case Standing.Done done -> ending.say(speech.greeting(Optional.empty()));
    };
  }

  /// One contact turn and what was understood of it.
  public Advance advance(FlowState state, ContactTurn turn, Proposal proposal, Moment moment) {
    return advance(state, turn, proposal, Optional.empty(), moment);
  }

  /// The same with what was seen in a file of that turn.
  public Advance advance(
      FlowState state, ContactTurn turn, Proposal proposal, Optional<Seen> seen, Moment moment) {
    Optional<Advance> optOut = optOut(state, turn, moment);
    if (optOut.isPresent()) {
      return optOut.get();
    }
    if (state.status() != FlowState.Status.OPEN) {
      return silent(state, moment);
    }
    return new ContactAdvance(prepared.at(moment), state, turn, proposal, seen, moment).decide();
  }

  /// The same while the reply is still being written: all of the proposal but its reply is known.
  ///
  /// @return empty where the model's reply would not be said, whatever it were: then `advance`
  ///     says the engine's words
  public Optional<RunningReply> running(
      FlowState state, ContactTurn turn, Proposal proposal, Moment moment) {
    if (state.status() != FlowState.Status.OPEN || optOut(state, turn, moment).isPresent()) {
      return Optional.empty();
    }
    FlowRules rules = prepared.at(moment);
    RunningReply running =
        new RunningReply(
            rules.replies(),
            told ->
                new ContactAdvance(rules, state, turn, proposal, Optional.empty(), moment)
                    .decide(told));
    return Optional.of(running).filter(RunningReply::isModels);
  }

  /// The contact sent only what the agent cannot use: a picture, a sign. It says so once, and
  /// asks again what is open; from then on such a turn is passed over.
  public Advance unusable(FlowState state, Moment moment) {
    if (state.status() != FlowState.Status.OPEN) {
      return silent(state, moment);
    }
    FlowRules rules = prepared.at(moment);
    Draft draft = new Draft(state);
    draft.turns++;
    Pace.tick(draft, moment);
    if (draft.toldUnusable) {
      Effect waiting = new Effect.ScheduleFollowUp(Pace.silence(definition, draft.channel()));
      return new Advance(draft.state(), Optional.empty(), Source.ENGINE, List.of(waiting));
    }
    draft.toldUnusable = true;
    Speech speech = new Speech(definition, draft);
    Utterance words = speech.utterance().phrase("unusable");
    if (rules.outcome().of(draft.answers, draft.channel()) instanceof Standing.Ask(Question next)) {
      speech.ask(words, next);
    }
    return new Ending(rules, draft, speech).say(words);
  }

  /// The contact asks what this is: who writes, and how to end it; then the open question again.
  public Advance help(FlowState state, Moment moment) {
    if (state.status() != FlowState.Status.OPEN) {
      return silent(state, moment);
    }
    FlowRules rules = prepared.at(moment);
    Draft draft = new Draft(state);
    draft.turns++;
    Pace.tick(draft, moment);
    Speech speech = new Speech(definition, draft);
    Utterance words = speech.utterance().phrase("help");
    if (rules.outcome().of(draft.answers, draft.channel()) instanceof Standing.Ask(Question next)) {
      speech.ask(words, next);
    }
    return new Ending(rules, draft, speech).say(words);
  }

  /// What the contact said has been answered by others: it is noted, and nothing is said.
  public Advance noted(FlowState state, ContactTurn turn, Moment moment) {
    Advance advance = optOut(state, turn, moment).orElseGet(() -> silent(state, moment));
    return new Advance(advance.state(), Optional.empty(), advance.source(), advance.effects());
  }

  private Advance silent(FlowState state, Moment moment) {
    Draft draft = new Draft(state);
    draft.turns++;
    Pace.tick(draft, moment);
    List<Effect> waiting =
        state.status() == FlowState.Status.OPEN
            ? List.of(new Effect.ScheduleFollowUp(Pace.silence(definition, draft.channel())))
            : List.of();
    return new Advance(draft.state(), Optional.empty(), Source.ENGINE, waiting);
  }

  /// Words that end all contact in any state. Ask before a model sees the text: when present, no
  /// understanding is needed and this is the advance.
  public Optional<Advance> optOut(FlowState state, ContactTurn turn, Moment moment) {
    Optional<String> language =
        OptOut.language(definition, state.channel(), turn.text(), asked(state));
    if (language.isEmpty()) {
      return Optional.empty();
    }
    Draft draft = new Draft(state);
    draft.turns++;
    Pace.tick(draft, moment);
    boolean spoken = Phrases.primary(draft.language).equals(language.get());
    draft.language =
        spoken ? draft.language : prepared.offered(language.get()).orElse(draft.language);
    return Optional.of(new Ending(prepared, draft, new Speech(definition, draft)).optOut());
  }

  private Optional<Question> asked(FlowState state) {
    return state.open().flatMap(definition::question);
  }

  /// The contact has been silent for the time last scheduled: a follow-up, or the end.
  public Advance silence(FlowState state, Moment moment) {
    if (state.status() != FlowState.Status.OPEN) {
      return new Advance(state, Optional.empty(), Source.ENGINE, List.of());
    }
    FlowRules rules = prepared.at(moment);
    Draft draft = new Draft(state);
    Pace.tick(draft, moment);
    Speech speech = new Speech(definition, draft);
    Ending ending = new Ending(rules, draft, speech);
    Optional<AgentDefinition.FollowUp> followUp =
        definition.followUp().filter(one -> draft.followUps < one.max());
    if (followUp.isPresent()) {
      draft.followUps++;
      String said = draft.said;
      Advance advance = ending.say(speech.utterance().say(followUp.get().say()));
      draft.said = said;
      return new Advance(draft.state(), advance.say(), advance.source(), advance.effects());
    }
    boolean qualified = rules.outcome().qualifies(draft.answers);
    Disposition disposition = qualified ? Disposition.QUALIFIED : Disposition.ABANDONED;
    Optional<String> reason = qualified ? Optional.empty() : Optional.of(Ending.SILENCE);
    return state.channel() == ChannelType.VOICE
        ? ending.close(disposition, reason, speech.utterance().say(definition.closing()))
        : ending.quietly(disposition, reason);
  }

  /// What was said last did not reach the contact, and the conversation has moved on to where it
  /// may: the same is said there.
  public Advance elsewhere(FlowState state, Moment moment) {
    if (state.status() != FlowState.Status.OPEN) {
      return silent(state, moment);
    }
    Draft draft = new Draft(state);
    Pace.tick(draft, moment);
    Speech speech = new Speech(definition, draft);
    Ending ending = new Ending(prepared.at(moment), draft, speech);
    boolean followedUp = draft.followUps > 0 || draft.said.isBlank();
    Optional<AgentDefinition.FollowUp> followUp = definition.followUp().filter(_ -> followedUp);
    if (followUp.isEmpty()) {
      return draft.said.isBlank()
          ? silent(state, moment)
          : ending.say(draft.said, Source.ENGINE, List.of());
    }
    String said = draft.said;
    Advance advance = ending.say(speech.utterance().say(followUp.get().say()));
    draft.said = said;
    return new Advance(draft.state(), advance.say(), advance.source(), advance.effects());
  }

  /// The contact or the channel ended the conversation (hung up, closed the chat): the
  /// disposition follows from what is known. Nothing is said.
  public Advance leave(FlowState state, Moment moment) {
    if (state.status() == FlowState.Status.CLOSED) {
      return new Advance(state, Optional.empty(), Source.ENGINE, List.of());
    }
    FlowRules rules = prepared.at(moment);
    Draft draft = new Draft(state);
    Pace.tick(draft, moment);
    Ending ending = new Ending(rules, draft, new Speech(definition, draft));
    if (state.status() == FlowState.Status.WITH_HUMAN) {
      return ending.quietly(Disposition.HANDED_OFF, state.reason());
    }
    return rules.outcome().qualifies(draft.answers)
        ? ending.quietly(Disposition.QUALIFIED, Optional.empty())
        : ending.quietly(Disposition.ABANDONED, Optional.of(Ending.LEFT));
  }

  /// Ended from outside with a given disposition (an operator, a failure). Nothing is said.
  public Advance close(FlowState state, Disposition disposition, Optional<String> reason) {
    if (state.status() == FlowState.Status.CLOSED) {
      return new Advance(state, Optional.empty(), Source.ENGINE, List.of());
    }
    Draft draft = new Draft(state);
    return new Ending(prepared, draft, new Speech(definition, draft)).quietly(disposition, reason);
  }

  /// The question to ask next, where one is left: what a reply must ask after `state`.
  public Optional<String> next(FlowState state) {
    return prepared.applicability().open(state.answers()).stream().map(Question::id).findFirst();
  }
}
