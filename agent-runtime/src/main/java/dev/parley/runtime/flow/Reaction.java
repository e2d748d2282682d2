package dev.parley.runtime.flow;

import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.runtime.flow.Proposal.Intent;
import java.util.Optional;

/// How the agent takes a turn that does not end the conversation: what it makes of the open
/// question, and what it says before the next one. Lives for one advance; not thread-safe.
final class Reaction {
  /// Turns beside the point that are put up with before they cost a try.
  static final int PATIENCE = 1;

  private static final int ASIDE_WORDS_MIN = 5;

  private final FlowRules rules;
  private final Draft draft;
  private final Speech speech;
  private final Cues cues;
  private final Folded words;
  private final ContactTurn turn;
  private final Proposal proposal;
  private final Heard heard;
  private Kind kind = Kind.HEARD;
  private Optional<Cue> manners = Optional.empty();

  /// What the turn was to the open question.
  private enum Kind {
    HEARD,
    DIGRESSED,
    /// The answer was refused and the question let go.
    REFUSED,
    /// A required answer was refused for the first time.
    REFUSED_ONCE,
    /// Another question's answer was refused; the open one stands.
    REFUSED_OTHER,
    REPEAT,
    MANNERS,
    OFF_TOPIC,
    UNCLEAR,
    DONT_KNOW,
    /// Something else than an answer, told at length: no attempt that failed.
    ASIDE,
    /// Tried often enough; the question was left.
    LEFT,
    /// Nothing had been asked yet.
    FREE
  }

  Reaction(
      FlowRules rules,
      Draft draft,
      Speech speech,
      Cues cues,
      Folded words,
      ContactTurn turn,
      Proposal proposal,
      Heard heard) {
    this.rules = rules;
    this.draft = draft;
    this.speech = speech;
    this.cues = cues;
    this.words = words;
    this.turn = turn;
    this.proposal = proposal;
    this.heard = heard;
  }

  /// @return whether the answers changed by it, so that the standing must be worked out anew
  boolean settle(boolean digressed, Optional<String> openBefore) {
    boolean changed = false;
    for (String id : heard.refused()) {
      changed |= refuse(id, openBefore);
    }
    if (!heard.nothing()) {
      draft.lost = 0;
      openBefore.ifPresent(this::forgive);
      return changed;
    }
    if (digressed) {
      kind = Kind.DIGRESSED;
      draft.lost = 0;
      return false;
    }
    Optional<Question> open = openBefore.flatMap(rules.definition()::question);
    draft.lost += open.isPresent() ? 1 : 0;
    kind = beside(open);
    if (open.isPresent() && costsTry()) {
      boolean left =
          rules.intake().fail(draft.answers, open.get(), heard.trouble().map(Heard.Trouble::said));
      kind = left ? Kind.LEFT : kind;
      return left;
    }
    return false;
  }

  /// Who answers other questions first is not failing at the open one.
  private void forgive(String open) {
    boolean beside = heard.accepted().stream().noneMatch(one -> one.question().equals(open));
    if (beside && !heard.refused().contains(open)) {
      draft.answers.computeIfPresent(open, (_, answer) -> answer.untried());
    }
  }

  private boolean refuse(String id, Optional<String> openBefore) {
    Question question = rules.definition().question(id).orElseThrow();
    boolean settled = rules.intake().refuse(draft.answers, question);
    if (openBefore.filter(id::equals).isPresent()) {
      kind = settled ? Kind.REFUSED : Kind.REFUSED_ONCE;
    } else if (kind == Kind.HEARD && heard.accepted().isEmpty()) {
      kind = Kind.REFUSED_OTHER;
    }
    return settled;
  }

  /// What a turn was that brought nothing.
  private Kind beside(Optional<Question> open) {
    if (proposal.intent() == Intent.REPEAT && !draft.said.isEmpty()) {
      return Kind.REPEAT;
    }
    if (heard.trouble().isPresent()) {
      return Kind.UNCLEAR;
    }
    manners = SmallTalk.of(cues, words);
    if (manners.isPresent()) {
      return Kind.MANNERS;
    }
    if (proposal.intent() == Intent.OFF_TOPIC) {
      return Kind.OFF_TOPIC;
    }
    if (open.isEmpty()) {
      return Kind.FREE;
    }
    if (cues.has(Cue.DONT_KNOW, words)) {
      return Kind.DONT_KNOW;
    }
    return draft.lost <= PATIENCE && words.size() >= ASIDE_WORDS_MIN && named(open.get())
        ? Kind.ASIDE
        : Kind.UNCLEAR;
  }

  /// Types whose answers are short: many words without one are about something else.
  private static boolean named(Question question) {
    return switch (question.type()) {
      case PERSON_NAME, COMPANY_NAME, EMAIL, PHONE, URL, POSTAL_CODE -> true;
      case TEXT, NUMBER, MONEY, DATE, DATE_TIME, CHOICE, YES_NO, ADDRESS -> false;
    };
  }

  private boolean costsTry() {
    return switch (kind) {
      case UNCLEAR, DONT_KNOW -> true;
      case MANNERS, OFF_TOPIC, REPEAT -> draft.lost > PATIENCE && manners.orElse(null) != Cue.HOLD;
      case HEARD, DIGRESSED, REFUSED, REFUSED_ONCE, REFUSED_OTHER, ASIDE, LEFT, FREE -> false;
    };
  }

  /// Whether the model may put it in its own words; an approved word or a hint is not for it to
  /// change.
  boolean mayUseModel() {
    return heard.trouble().isEmpty()
        && kind != Kind.REFUSED_ONCE
        && manners.orElse(null) != Cue.BOT;
  }

  boolean onlyManners() {
    return (kind == Kind.MANNERS && manners.orElse(null) != Cue.BOT) || kind == Kind.UNCLEAR;
  }

  /// Says what comes before the next question, and asks it.
  void speak(Utterance utterance, Question next, boolean digressed, boolean corrected) {
    if (digressed) {
      speech.ask(utterance, next);
      return;
    }
    switch (kind) {
      case HEARD -> speech.acknowledge(utterance, heard, next, corrected);
      case REFUSED -> utterance.phrase("refused");
      case REFUSED_OTHER -> utterance.phrase("refused_once");
      case REFUSED_ONCE -> utterance.phrase("refused_once").phrase(why(next));
      case REPEAT -> utterance.phrase("repeat");
      case MANNERS -> manners(utterance);
      case OFF_TOPIC -> utterance.phrase(turn.text().indexOf('?') >= 0 ? "unknown" : "off_topic");
      case LEFT -> utterance.phrase("moving_on");
      case FREE, ASIDE -> utterance.phrase("ack");
      case DONT_KNOW -> {
        utterance.phrase("no_worry");
        speech.hint(utterance, next);
      }
      case UNCLEAR -> {
        speech.askAgain(utterance, next, heard.trouble());
        return;
      }
      case DIGRESSED -> {}
    }
    if (manners.orElse(null) != Cue.HOLD) {
      speech.ask(utterance, next);
    }
  }

  private void manners(Utterance utterance) {
    switch (manners.orElse(Cue.ACK)) {
      case HELLO -> utterance.phrase("hello");
      case HOW_ARE_YOU -> utterance.phrase("well");
      case BOT -> utterance.say(rules.definition().disclosure());
      case HOLD -> utterance.phrase("take_your_time");
      case PRESENCE -> utterance.phrase("carry_on");
      case THANKS -> utterance.phrase("thanks_back");
      default -> {}
    }
  }

  private static String why(Question question) {
    return question.type() == FieldType.PHONE || question.type() == FieldType.EMAIL
        ? "why_reach"
        : "why_fit";
  }
}
