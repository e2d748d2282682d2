package dev.parley.runtime.understanding;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Folded;
import dev.parley.runtime.flow.LanguageGuess;
import dev.parley.runtime.flow.Proposal;
import dev.parley.runtime.flow.Proposal.Intent;
import dev.parley.runtime.flow.Proposal.Kind;
import dev.parley.runtime.flow.Proposal.ProposedAnswer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/// Understands without a language model: typed readers and phrases, with the open question as
/// context, in six languages. Leaves the words to the engine. Deterministic and thread-safe.
public final class BuiltInUnderstanding implements Understanding {
  /// Longer turns are read up to here.
  static final int TEXT_CHARS_MAX = 4_000;

  private static final int PREPARED_MAX = 256;
  private static final int NAME_WORDS_MAX = 3;

  private volatile IdentityHashMap<AgentDefinition, AgentWords> prepared = new IdentityHashMap<>();

  @Override
  public Proposal propose(UnderstandingRequest request) {
    AgentWords agent = prepared(request.definition());
    String said = request.turn().text();
    String text =
        agent
            .reading()
            .spoken(said.length() > TEXT_CHARS_MAX ? said.substring(0, TEXT_CHARS_MAX) : said);
    Folded folded = Folded.of(text);
    if (folded.isEmpty()) {
      return Proposal.NOTHING;
    }
    FlowState state = request.state();
    Optional<String> language =
        justName(agent, state, folded) ? Optional.empty() : LanguageGuess.of(text);
    List<Sentence> sentences = Sentence.of(text, agent.cues());
    Topics topics = new Topics(agent, sentences);
    TurnText turn =
        new TurnText(
            text,
            sentences,
            state,
            agent.reading(),
            language.or(() -> request.turn().language()).orElse(state.language()),
            request.moment());
    return propose(agent, turn, topics, language);
  }

  /// Names are made of words too: "Carla Dias" is not Spanish for days.
  private static boolean justName(AgentWords agent, FlowState state, Folded text) {
    return text.size() <= NAME_WORDS_MAX
        && state
            .open()
            .flatMap(agent.definition()::question)
            .filter(
                question ->
                    question.type() == FieldType.PERSON_NAME
                        || question.type() == FieldType.COMPANY_NAME
                        || question.type() == FieldType.ADDRESS)
            .isPresent();
  }

  private static Proposal propose(
      AgentWords agent, TurnText turn, Topics topics, Optional<String> language) {
    Optional<Topics.Match> asked = topics.fact();
    Optional<Topics.Match> objection =
        topics
            .objection()
            .filter(match -> asked.isEmpty() || match.weight() >= asked.get().weight());
    Optional<Intent> wish = new Wishes(agent, turn.folded, turn.state.turns() == 0).intent();
    Optional<Question> open = turn.state.open().flatMap(agent.definition()::question);
    Optional<Topics.Match> fact = objection.isPresent() ? Optional.empty() : asked;
    boolean free = objection.isEmpty() && wish.isEmpty() && fact.isEmpty();
    List<ProposedAnswer> answers =
        answers(agent, turn, open, free, objection.map(Topics.Match::in));
    if (fact.isPresent() && !fact.get().in().asks() && !answers.isEmpty()) {
      fact = Optional.empty();
    }
    boolean answered = !answers.isEmpty();
    Intent intent = intent(wish, open, answers, objection.isPresent());
    boolean asksElse =
        turn.sentences.stream().anyMatch(Sentence::asks) && !answered && fact.isEmpty();
    if (intent == Intent.CONTINUE && asksElse && objection.isEmpty()) {
      intent = Intent.OFF_TOPIC;
    }
    return new Proposal(
        answers,
        fact.map(Topics.Match::id),
        objection.map(Topics.Match::id),
        intent,
        language,
        Optional.empty(),
        "");
  }

  /// An answer to the open question outweighs a word that might also be a parting; "not
  /// interested" is an objection where the agent has words for it.
  private static Intent intent(
      Optional<Intent> wish,
      Optional<Question> open,
      List<ProposedAnswer> answers,
      boolean objection) {
    if (wish.isEmpty()) {
      return Intent.CONTINUE;
    }
    boolean answersOpen =
        open.isPresent()
            && answers.stream().anyMatch(answer -> answer.question().equals(open.get().id()));
    return switch (wish.get()) {
      case GOODBYE ->
          objection || answersOpenTime(open, answersOpen) ? Intent.CONTINUE : Intent.GOODBYE;
      case REPEAT -> answersOpen || objection ? Intent.CONTINUE : Intent.REPEAT;
      default -> wish.get();
    };
  }

  /// "Not now, next week" is an answer to "when can we call you?".
  private static boolean answersOpenTime(Optional<Question> open, boolean answersOpen) {
    return answersOpen
        && open.map(Question::type)
            .filter(type -> type == FieldType.DATE || type == FieldType.DATE_TIME)
            .isPresent();
  }

  private static List<ProposedAnswer> answers(
      AgentWords agent,
      TurnText turn,
      Optional<Question> open,
      boolean free,
      Optional<Sentence> objection) {
    OtherAnswers others = new OtherAnswers(agent, turn);
    FromTo pairs = new FromTo(agent, turn);
    Optional<ProposedAnswer> own = open.flatMap(new OwnCorrection(turn)::find);
    List<ProposedAnswer> answers = new ArrayList<>();
    own.ifPresentOrElse(answers::add, () -> answers.addAll(pairs.find(open)));
    boolean settled =
        open.filter(one -> answers.stream().anyMatch(a -> a.question().equals(one.id())))
            .isPresent();
    if (settled) {
      answers.addAll(others.findAddresses(open));
      answers.addAll(others.find(open));
      return answers;
    }
    Corrections corrections = new Corrections(agent, turn);
    List<ProposedAnswer> corrected = new ArrayList<>(corrections.find(true));
    if (corrected.isEmpty() && open.isPresent()) {
      corrected.addAll(corrections.afterNo(open.get()));
    }
    boolean tookBack =
        corrected.stream().anyMatch(one -> one.kind() == Kind.CORRECTED)
            && (corrections.strong() || corrections.opensWithNo());
    answers.addAll(corrected);
    answers.addAll(others.findAddresses(open));
    Optional<ProposedAnswer> elsewhere = open.flatMap(new RefusedElsewhere(agent, turn)::find);
    if (elsewhere.isPresent()) {
      answers.add(elsewhere.get());
    } else if (open.isPresent() && !tookBack && !pairs.undecided(open.get())) {
      new OpenAnswer(agent, turn).find(open.get(), free, objection).ifPresent(answers::add);
    }
    answers.addAll(others.find(open));
    if (answers.isEmpty()) {
      answers.addAll(corrections.find(false));
    }
    return answers;
  }

  private AgentWords prepared(AgentDefinition definition) {
    AgentWords known = prepared.get(definition);
    if (known != null) {
      return known;
    }
    AgentWords fresh = AgentWords.of(definition);
    IdentityHashMap<AgentDefinition, AgentWords> next = new IdentityHashMap<>();
    if (prepared.size() < PREPARED_MAX) {
      next.putAll(prepared);
    }
    next.put(definition, fresh);
    prepared = next;
    return fresh;
  }
}
