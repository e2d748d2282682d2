package dev.parley.runtime.flow;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.Question;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// The parts an advance is made with: what is prepared once per agent version, and the rules that
/// reckon with a moment. Immutable and thread-safe.
record FlowRules(
    AgentDefinition definition,
    Reading reading,
    ReplyCheck replies,
    Cues cues,
    Applicability applicability,
    Outcome outcome,
    Intake intake) {
  static final String TURN_LIMIT = "turn_limit";
  static final String TIME_LIMIT = "time_limit";

  static FlowRules of(AgentDefinition definition) {
    return at(
        definition,
        new Reading(definition),
        new ReplyCheck(definition),
        Cues.of(definition.languages()),
        new Moment(Instant.EPOCH));
  }

  FlowRules at(Moment moment) {
    return at(definition, reading, replies, cues, moment);
  }

  private static FlowRules at(
      AgentDefinition definition, Reading reading, ReplyCheck replies, Cues cues, Moment moment) {
    ConditionValues values = new ConditionValues(definition, reading, moment);
    Applicability applicability = new Applicability(definition, values);
    return new FlowRules(
        definition,
        reading,
        replies,
        cues,
        applicability,
        new Outcome(definition, applicability, values),
        new Intake(applicability, definition.limits().unanswered()));
  }

  /// The reason why a conversation must stop now.
  Optional<String> overLimit(Draft draft) {
    if (draft.turns >= definition.limits().turns()) {
      return Optional.of(TURN_LIMIT);
    }
    long seconds = definition.limits().minutes() * 60L;
    return draft.activeSeconds >= seconds ? Optional.of(TIME_LIMIT) : Optional.empty();
  }

  /// What the agent speaks after this turn: the contact's language where the agent has it. A turn
  /// that holds nothing but a name, a number or an address says nothing about language.
  String language(FlowState state, ContactTurn turn, Proposal proposal, Heard heard) {
    Optional<String> wanted =
        proposal
            .language()
            .flatMap(tag -> offered(tag, state.language()))
            .or(() -> turn.language().flatMap(tag -> offered(tag, state.language())));
    return wanted.filter(tag -> !onlyValues(turn, heard)).orElse(state.language());
  }

  private boolean onlyValues(ContactTurn turn, Heard heard) {
    Folded words = Folded.of(turn.text());
    Set<String> values = new java.util.HashSet<>();
    for (Heard.Accepted one : heard.accepted()) {
      Optional<Question> question = definition.question(one.question());
      if (question.isPresent() && neutral(question.get())) {
        values.addAll(Folded.of(one.said()).words());
      }
    }
    return words.words().stream()
        .allMatch(
            word -> values.contains(word) || !word.codePoints().anyMatch(Character::isLetter));
  }

  private static boolean neutral(Question question) {
    return switch (question.type()) {
      case PERSON_NAME, COMPANY_NAME, EMAIL, PHONE, NUMBER, MONEY, ADDRESS, POSTAL_CODE, URL ->
          true;
      case TEXT, DATE, DATE_TIME, CHOICE, YES_NO -> false;
    };
  }

  /// Who is heard to speak Portuguese stays with the variety spoken so far.
  private Optional<String> offered(String heard, String current) {
    boolean exact = definition.languages().stream().anyMatch(heard::equalsIgnoreCase);
    return !exact && Phrases.primary(heard).equals(Phrases.primary(current))
        ? Optional.of(current)
        : offered(heard);
  }

  /// The agent's own tag for a language: the very one, else the first of the same language, `pt-BR`
  /// for `pt` or `pt-PT`.
  Optional<String> offered(String language) {
    String primary = Phrases.primary(language);
    return definition.languages().stream()
        .filter(language::equalsIgnoreCase)
        .findFirst()
        .or(
            () ->
                definition.languages().stream()
                    .filter(tag -> Phrases.primary(tag).equals(primary))
                    .findFirst());
  }
}
