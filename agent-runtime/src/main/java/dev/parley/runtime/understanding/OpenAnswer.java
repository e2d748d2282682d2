package dev.parley.runtime.understanding;

import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.runtime.flow.Cue;
import dev.parley.runtime.flow.Cues;
import dev.parley.runtime.flow.Folded;
import dev.parley.runtime.flow.Proposal.Kind;
import dev.parley.runtime.flow.Proposal.ProposedAnswer;
import dev.parley.value.Found;
import dev.parley.value.Parsed;
import dev.parley.value.Value;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The answer to the question the contact was just asked: everything that is not a question of
/// their own may be it. Lives for one turn.
final class OpenAnswer {
  private static final Set<Cue> NOT_ANSWERS =
      EnumSet.of(
          Cue.HELLO,
          Cue.THANKS,
          Cue.ACK,
          Cue.HOW_ARE_YOU,
          Cue.BOT,
          Cue.HOLD,
          Cue.PRESENCE,
          Cue.REPEAT,
          Cue.DONT_KNOW,
          Cue.YES,
          Cue.GOODBYE);
  private static final Set<Cue> DECLINING =
      EnumSet.of(Cue.NO, Cue.NONE, Cue.THANKS, Cue.THATS_ALL, Cue.ACK);
  private static final Set<String> ARTICLES =
      Set.of("a", "an", "un", "una", "uno", "um", "uma", "ein", "eine", "einen", "une");
  private static final int REFUSAL_WORDS_MAX = 12;
  private static final int TELLING_LETTERS_MIN = 4;
  private static final int TELLING_WORDS_MAX = 4;
  private static final double NAMED = 0.7;
  private static final double SURE_NAME = 0.85;
  private static final Pattern JOINT =
      Pattern.compile("\\s+(?:and|y|e|und|et|ed|&)\\s+|[,;]\\s+|$");

  private final AgentWords agent;
  private final Cues cues;
  private final TurnText turn;
  private Optional<Sentence> objection = Optional.empty();

  OpenAnswer(AgentWords agent, TurnText turn) {
    this.agent = agent;
    this.cues = agent.cues();
    this.turn = turn;
  }

  /// @param free whether the turn is free to hold words of any kind: no fact, objection or wish was
  ///     found in it
  /// @param besides a sentence that raises an objection: its "no" and "not" belong to that
  Optional<ProposedAnswer> find(Question question, boolean free, Optional<Sentence> besides) {
    if (noOfAnother(question)) {
      return Optional.empty();
    }
    objection = question.type() == FieldType.YES_NO ? besides : Optional.empty();
    Optional<Found> value =
        value(question, free).filter(found -> !article(question, found) && !talk(question, found));
    boolean refuses = question.type() == FieldType.YES_NO && declines(question) && noInRefusal();
    if (value.isPresent() && !refuses && !(declines(question) && unsure(value.get()))) {
      ProposedAnswer proposed = turn.propose(question, value.get(), Kind.STATED);
      return Optional.of(
          value.get().certainty() == NAMED && question.type() == FieldType.YES_NO
              ? new ProposedAnswer(question.id(), "yes", turn.text.strip(), Kind.STATED)
              : proposed);
    }
    if (declines(question)) {
      return Optional.of(new ProposedAnswer(question.id(), "", turn.text.strip(), Kind.REFUSED));
    }
    return free ? attempt(question) : Optional.empty();
  }

  /// "Prefiero no decirlo": the only no is the refusal's own.
  private boolean noInRefusal() {
    Optional<Cues.Hit> hit = cues.find(Cue.REFUSE, turn.folded);
    for (int i = 0; i < turn.folded.size() && hit.isPresent(); i++) {
      boolean inside = i >= hit.get().from() && i < hit.get().to();
      boolean plain =
          cues.longest(Cue.NO, turn.folded, i) > 0 || cues.longest(Cue.YES, turn.folded, i) > 0;
      if (plain && !inside) {
        return false;
      }
    }
    return hit.filter(one -> one.to() - one.from() > 1).isPresent();
  }

  /// "No budget", to "is there any fuel?", is about the budget.
  private boolean noOfAnother(Question question) {
    int no = turn.folded.isEmpty() ? 0 : cues.longest(Cue.NO, turn.folded, 0);
    return question.type() == FieldType.YES_NO
        && no == 1
        && turn.folded.size() == 2
        && turn.text.indexOf(',') < 0
        && turn.sentences.size() == 1
        && !agent.names(question, turn.folded)
        && agent.definition().questions().stream()
            .anyMatch(one -> !one.equals(question) && agent.names(one, turn.folded));
  }

  /// "Just looking around" is no company.
  private boolean talk(Question question, Found found) {
    Folded words = Folded.of(turn.text.substring(found.start(), found.end()));
    return question.type() == FieldType.COMPANY_NAME
        && words.size() > 1
        && !words.words().getFirst().equals("the")
        && cues.longest(Cue.COMMON, words, 0) > 0;
  }

  /// "I have a cat" does not count bedrooms.
  private boolean article(Question question, Found found) {
    String words = turn.text.substring(found.start(), found.end()).toLowerCase(Locale.ROOT);
    boolean counted =
        switch (question.type()) {
          case NUMBER, MONEY, DATE_TIME -> true;
          default -> false;
        };
    return counted
        && ARTICLES.contains(words)
        && turn.folded.size() > 1
        && !agent.names(question, turn.folded);
  }

  private static boolean unsure(Found found) {
    return found.certainty() < 0.9;
  }

  private Optional<Found> value(Question question, boolean free) {
    return switch (question.type()) {
      case TEXT, ADDRESS, COMPANY_NAME -> free ? words(question) : Optional.empty();
      case PERSON_NAME -> free ? words(question) : turn.mentions(question).stream().findFirst();
      default -> structured(question);
    };
  }

  /// The surest reading of any sentence that is not itself a question.
  private Optional<Found> structured(Question question) {
    int after = dev.parley.value.Corrections.opening(turn.text);
    if (after > 0 && question.type() == FieldType.YES_NO) {
      boolean waits = after == turn.text.length() && cues.has(Cue.HOLD, turn.folded);
      int from = after == turn.text.length() ? 0 : after;
      return waits
          ? Optional.empty()
          : read(question, from, turn.text.length()).value().filter(turn::free);
    }
    boolean amount = question.type() == FieldType.MONEY || question.type() == FieldType.NUMBER;
    if (amount && turn.reading.swings(turn.text, turn.language)) {
      return Optional.empty();
    }
    Optional<Found> best = Optional.empty();
    for (Sentence sentence : turn.sentences) {
      if (readable(question, sentence) && objection.filter(sentence::equals).isEmpty()) {
        Optional<Found> found =
            read(question, sentence.start(), sentence.end()).value().filter(turn::free);
        boolean better =
            found.isPresent()
                && (best.isEmpty() || found.get().certainty() > best.get().certainty());
        best = better ? found : best;
      }
    }
    if (best.isPresent() || objection.isPresent()) {
      return best;
    }
    Optional<Found> whole =
        asksSomething()
            ? Optional.empty()
            : read(question, 0, turn.text.length()).value().filter(turn::free);
    return whole.or(() -> inClause(question)).or(() -> namedInQuestion(question));
  }

  /// A number is easier to tell without what is said after it: "912345678 and my e-mail is …".
  private Optional<Found> inClause(Question question) {
    boolean divisible = question.type() != FieldType.CHOICE && question.type() != FieldType.YES_NO;
    for (Sentence sentence : divisible ? turn.sentences : List.<Sentence>of()) {
      Matcher joint = JOINT.matcher(sentence.text());
      int from = 0;
      while (!sentence.asks() && joint.find()) {
        Optional<Found> found =
            read(question, sentence.start() + from, sentence.start() + joint.start())
                .value()
                .filter(turn::free);
        if (found.isPresent()) {
          return found;
        }
        from = joint.end();
      }
    }
    return Optional.empty();
  }

  /// "A piano", to "anything heavy, like a piano or a safe?", means yes.
  private Optional<Found> namedInQuestion(Question question) {
    Folded ask = Folded.of(question.ask().in(turn.state.language()));
    List<String> telling =
        turn.folded.words().stream()
            .filter(word -> word.length() >= TELLING_LETTERS_MIN)
            .filter(word -> cues.longest(Cue.COMMON, new Folded(List.of(word)), 0) == 0)
            .toList();
    boolean named =
        question.type() == FieldType.YES_NO
            && !asksSomething()
            && turn.folded.size() <= TELLING_WORDS_MAX
            && !telling.isEmpty()
            && telling.stream()
                .allMatch(word -> ask.words().stream().anyMatch(one -> Likeness.alike(word, one)));
    return named
        ? Optional.of(new Found(new Value.YesNo(true), 0, turn.text.length(), NAMED))
        : Optional.empty();
  }

  /// "Tomorrow at three?" answers; "do you have time tomorrow?" does not.
  private static boolean readable(Question question, Sentence sentence) {
    boolean shaped =
        switch (question.type()) {
          case DATE, DATE_TIME, CHOICE, EMAIL, PHONE -> true;
          default -> false;
        };
    return !sentence.asks() || (shaped && !sentence.opensAsking());
  }

  private Optional<Found> words(Question question) {
    if (turn.sentences.isEmpty() || chat(turn.folded)) {
      return Optional.empty();
    }
    if (!asksSomething()) {
      return read(question, 0, turn.text.length()).value();
    }
    return turn.sentences.stream()
        .filter(sentence -> !sentence.asks() && !chat(sentence.folded()))
        .flatMap(sentence -> read(question, sentence.start(), sentence.end()).value().stream())
        .findFirst()
        .or(() -> toldBeforeQuestion(question));
  }

  private Optional<Found> toldBeforeQuestion(Question question) {
    return question.type() == FieldType.PERSON_NAME
        ? turn.mentions(question).stream()
            .filter(found -> found.certainty() >= SURE_NAME && turn.beforeQuestion(found))
            .findFirst()
        : Optional.empty();
  }

  private Parsed read(Question question, int from, int to) {
    Parsed parsed =
        turn.reading.answer(question, turn.text.substring(from, to), turn.language, turn.moment);
    return parsed instanceof Parsed.Valid(Found found)
        ? Parsed.valid(found.value(), found.start() + from, found.end() + from, found.certainty())
        : parsed;
  }

  private boolean asksSomething() {
    return turn.sentences.stream().anyMatch(Sentence::asks);
  }

  private boolean chat(Folded text) {
    return !cues.cover(text, NOT_ANSWERS).isEmpty();
  }

  /// "I'd rather not", or a plain "no" where yes and no are no answers.
  private boolean declines(Question question) {
    Folded text = turn.folded;
    if (hasNone(question, text)) {
      return true;
    }
    if (question.type() != FieldType.YES_NO
        && question.type() != FieldType.CHOICE
        && !cues.cover(text, DECLINING).isEmpty()
        && (cues.has(Cue.NO, text) || cues.has(Cue.NONE, text))) {
      return true;
    }
    Optional<Cues.Hit> hit = cues.find(Cue.REFUSE, text);
    if (hit.isEmpty() || text.size() > REFUSAL_WORDS_MAX) {
      return false;
    }
    boolean oneWord = hit.get().to() - hit.get().from() == 1;
    return !oneWord || text.size() <= 3;
  }

  /// "I don't have an e-mail address".
  private boolean hasNone(Question question, Folded text) {
    boolean having =
        switch (question.type()) {
          case EMAIL, PHONE, URL, COMPANY_NAME -> true;
          default -> false;
        };
    Optional<Cues.Hit> none = cues.find(Cue.NONE, text);
    return having
        && none.isPresent()
        && none.get().to() - none.get().from() > 1
        && text.size() <= REFUSAL_WORDS_MAX;
  }

  /// Words that look as if they were meant to be an answer of a type with a shape, so that the
  /// engine can say what is wrong with them.
  private Optional<ProposedAnswer> attempt(Question question) {
    for (Sentence sentence : turn.sentences) {
      boolean tried = read(question, sentence.start(), sentence.end()) instanceof Parsed.Invalid;
      if (tried && !sentence.asks() && !chat(sentence.folded())) {
        return Optional.of(
            new ProposedAnswer(question.id(), sentence.text(), sentence.text(), Kind.STATED));
      }
    }
    return Optional.empty();
  }
}
