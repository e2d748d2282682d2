package dev.parley.runtime.understanding;

import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.runtime.flow.Cue;
import dev.parley.runtime.flow.Cues;
import dev.parley.runtime.flow.Folded;
import dev.parley.runtime.flow.Proposal.Kind;
import dev.parley.runtime.flow.Proposal.ProposedAnswer;
import dev.parley.value.Found;
import dev.parley.value.ValueReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Answers to questions nobody has asked yet, volunteered along the way. Only what cannot well mean
/// anything else is taken: an address of the net, a number with the question's own word beside it,
/// an option named. Lives for one turn.
final class OtherAnswers {
  private static final double SURE = 0.9;
  private static final double SURE_NAME = 0.85;
  private static final int OPTION_CHARS_MIN = 3;
  private static final double FAIRLY_SURE = 0.75;
  private static final double LIKELY = 0.5;

  private static final int NONE = -1;
  private static final int PHONE = 1;
  private static final int LAST = 8;

  private final AgentWords agent;
  private final TurnText turn;

  OtherAnswers(AgentWords agent, TurnText turn) {
    this.agent = agent;
    this.turn = turn;
  }

  /// What has a shape of its own, before the open question is read: a phone number is no amount.
  /// Known addresses said again are marked as taken.
  List<ProposedAnswer> findAddresses(Optional<Question> open) {
    agent.definition().questions().stream()
        .filter(question -> order(question.type()) <= PHONE)
        .filter(turn::filled)
        .forEach(question -> turn.mentions(question).forEach(turn::take));
    return find(open, NONE, PHONE);
  }

  /// @param open the question just asked, not looked at here
  List<ProposedAnswer> find(Optional<Question> open) {
    return find(open, PHONE, LAST);
  }

  private List<ProposedAnswer> find(Optional<Question> open, int after, int upTo) {
    List<ProposedAnswer> found = new ArrayList<>();
    agent.definition().questions().stream()
        .filter(question -> !turn.filled(question))
        .filter(question -> open.filter(question::equals).isEmpty())
        .filter(question -> order(question.type()) > after && order(question.type()) <= upTo)
        .sorted(Comparator.comparingInt(question -> order(question.type())))
        .forEach(question -> first(question).ifPresent(found::add));
    return found;
  }

  private Optional<ProposedAnswer> first(Question question) {
    boolean named = agent.names(question, turn.folded);
    Optional<Found> first = Optional.empty();
    for (Found found : turn.mentions(question)) {
      boolean counts = first.isEmpty() || turn.takesBack(first.get().end(), found.start());
      if (counts
          && turn.free(found)
          && !inQuestion(question, found)
          && sure(question, found, named)) {
        first = Optional.of(found);
      }
    }
    if (first.isPresent()) {
      return Optional.of(turn.propose(question, first.get(), Kind.STATED));
    }
    return question.type() == FieldType.YES_NO && named ? yesOrNo(question) : Optional.empty();
  }

  private boolean sure(Question question, Found found, boolean named) {
    return switch (question.type()) {
      case EMAIL, PHONE, URL -> found.certainty() >= LIKELY;
      case PERSON_NAME -> found.certainty() >= SURE_NAME;
      case COMPANY_NAME, ADDRESS -> found.certainty() >= FAIRLY_SURE;
      case CHOICE ->
          weekday(found)
              || (found.certainty() >= SURE && named(question, found) && !greeting(found));
      case MONEY ->
          named ? found.certainty() >= LIKELY : found.certainty() >= SURE && only(question);
      case DATE, DATE_TIME ->
          found.certainty() >= (named ? LIKELY : FAIRLY_SURE) && (named || only(question));
      case NUMBER, POSTAL_CODE -> named && found.certainty() >= LIKELY;
      case TEXT, YES_NO -> false;
    };
  }

  /// "I need to see her today", where the options are the days of the week.
  private boolean weekday(Found found) {
    return found.certainty() >= FAIRLY_SURE
        && found.certainty() < SURE
        && ValueReader.relativeDay(
            turn.text.substring(found.start(), found.end()), List.of(turn.language));
  }

  /// An option volunteered is said in full: "sou" alone is not "sou proprietário".
  private boolean named(Question question, Found found) {
    Folded said = Folded.of(turn.text.substring(found.start(), found.end()));
    return said.joined().length() >= OPTION_CHARS_MIN
        && !turn.reading.generic(turn.text.substring(found.start(), found.end()), turn.language)
        && question.options().entrySet().stream()
            .flatMap(one -> Stream.concat(Stream.of(one.getKey()), one.getValue().stream()))
            .map(Folded::of)
            .anyMatch(name -> name.size() == said.size() && Likeness.find(said, name).isPresent());
  }

  /// "And no battery, please": the question's own word with a yes or a no in the same sentence.
  private Optional<ProposedAnswer> yesOrNo(Question question) {
    for (Sentence sentence : turn.sentences) {
      boolean plain =
          agent.cues().has(Cue.YES, sentence.folded())
              || agent.cues().has(Cue.NO, sentence.folded());
      boolean refuses = agent.cues().has(Cue.REFUSE, sentence.folded());
      if (!plain || refuses || sentence.asks() || !agent.names(question, sentence.folded())) {
        continue;
      }
      Optional<Found> found =
          turn.reading
              .answer(question, sentence.text(), turn.language, turn.moment)
              .value()
              .filter(one -> one.certainty() >= LIKELY)
              .map(
                  one ->
                      new Found(
                          one.value(),
                          one.start() + sentence.start(),
                          one.end() + sentence.start(),
                          one.certainty()))
              .filter(turn::free);
      if (found.isPresent()) {
        return Optional.of(turn.propose(question, found.get(), Kind.STATED));
      }
    }
    return Optional.empty();
  }

  /// "Can you do it for 3,000?" is a question, not an answer.
  private boolean inQuestion(Question question, Found found) {
    return turn.inQuestion(found)
        && !(question.type() == FieldType.PERSON_NAME && turn.beforeQuestion(found));
  }

  private boolean only(Question question) {
    return agent.definition().questions().stream()
            .filter(one -> one.type() == question.type())
            .filter(one -> !turn.filled(one))
            .count()
        == 1;
  }

  /// "Good morning" does not choose the morning.
  private boolean greeting(Found found) {
    Cues cues = agent.cues();
    int hello = turn.folded.isEmpty() ? 0 : cues.longest(Cue.HELLO, turn.folded, 0);
    return hello > 0
        && found.start() < String.join(" ", turn.folded.words().subList(0, hello)).length();
  }

  /// What has a shape of its own is taken before what is only a number.
  private static int order(FieldType type) {
    return switch (type) {
      case EMAIL, URL -> 0;
      case PHONE -> PHONE;
      case DATE, DATE_TIME -> 2;
      case MONEY -> 3;
      case POSTAL_CODE, ADDRESS -> 4;
      case NUMBER -> 5;
      case CHOICE -> 6;
      case PERSON_NAME, COMPANY_NAME -> 7;
      case TEXT, YES_NO -> LAST;
    };
  }
}
