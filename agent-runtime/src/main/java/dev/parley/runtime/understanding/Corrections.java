package dev.parley.runtime.understanding;

import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.runtime.flow.Answer;
import dev.parley.runtime.flow.Cue;
import dev.parley.runtime.flow.Cues;
import dev.parley.runtime.flow.Folded;
import dev.parley.runtime.flow.Proposal.Kind;
import dev.parley.runtime.flow.Proposal.ProposedAnswer;
import dev.parley.value.Found;
import dev.parley.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// New values for questions already answered: "no, I meant 150", "my bill is 180 actually", a
/// second e-mail address. Lives for one turn.
final class Corrections {
  private static final double LIKELY = 0.5;
  private static final double SURE_NAME = 0.85;
  private static final int NAME_WORDS_MAX = 4;

  /// "No, on Friday": words around the value.
  private static final int WORDS_BESIDE_MAX = 1;

  private final AgentWords agent;
  private final TurnText turn;
  private final boolean strong;
  private final boolean weak;

  Corrections(AgentWords agent, TurnText turn) {
    this.agent = agent;
    this.turn = turn;
    Cues cues = agent.cues();
    this.weak = cues.has(Cue.CORRECTION, turn.folded);
    this.strong = (weak && !onlyWeak(cues)) || dev.parley.value.Corrections.opening(turn.text) > 0;
  }

  private boolean onlyWeak(Cues cues) {
    for (int i = 0; i < turn.folded.size(); i++) {
      int length = cues.longest(Cue.CORRECTION, turn.folded, i);
      if (length > 0 && length > cues.longest(Cue.CORRECTION_WEAK, turn.folded, i)) {
        return false;
      }
    }
    return true;
  }

  /// Whether the contact plainly takes something back: then a "no" is part of that.
  boolean strong() {
    return strong;
  }

  boolean opensWithNo() {
    return agent.cues().longest(Cue.NO, turn.folded, 0) > 0;
  }

  /// @param before whether this runs before the open question is read: then only corrections that
  ///     say so plainly count
  List<ProposedAnswer> find(boolean before) {
    List<ProposedAnswer> found = new ArrayList<>();
    for (Question question : answered()) {
      boolean named = agent.names(question, turn.folded);
      boolean told = named || (before ? strong : weak || strong);
      Optional<Found> value = value(question, told, named);
      boolean enough = found.isEmpty() || named || selfEvident(question.type());
      if (value.isPresent() && enough) {
        found.add(turn.propose(question, value.get(), Kind.CORRECTED));
      }
    }
    return found;
  }

  /// "No, Friday" to "do you have insurance?": a value of the kind just given, and nothing else, is
  /// what that no is about. Before the open question is read.
  List<ProposedAnswer> afterNo(Question open) {
    Optional<Question> last = answered().stream().max(Comparator.comparingInt(this::lastSaid));
    int no = agent.cues().longest(Cue.NO, turn.folded, 0);
    if (no != 1
        || last.isEmpty()
        || last.get().type() == open.type()
        || !shaped(last.get().type())) {
      return List.of();
    }
    return read(last.get()).stream()
        .filter(turn::free)
        .filter(
            found ->
                turn.state.answer(last.get().id()).value().filter(found.value()::equals).isEmpty())
        .filter(found -> turn.folded.size() - no - said(found).size() <= WORDS_BESIDE_MAX)
        .map(found -> turn.propose(last.get(), found, Kind.CORRECTED))
        .toList();
  }

  private Folded said(Found found) {
    return Folded.of(turn.text.substring(found.start(), found.end()));
  }

  /// Types whose values cannot be what comes after a plain no.
  private static boolean shaped(FieldType type) {
    return switch (type) {
      case DATE, DATE_TIME, EMAIL, PHONE, POSTAL_CODE -> true;
      case NUMBER, MONEY, CHOICE, URL, PERSON_NAME, YES_NO, TEXT, COMPANY_NAME, ADDRESS -> false;
    };
  }

  /// The new value: another one than is known. Without a word of correction only a type that speaks
  /// for itself, or the old value next to the new one ("not 120, 150").
  private Optional<Found> value(Question question, boolean told, boolean named) {
    Answer known = turn.state.answer(question.id());
    Optional<String> denied = known.said().filter(said -> takesBack(known));
    if (denied.isPresent()) {
      return after(question, turn.text.indexOf(denied.get()) + denied.get().length());
    }
    List<Found> mentions = mentions(question, told && (weak || strong));
    boolean oldToo =
        mentions.size() > 1
            && mentions.stream()
                .anyMatch(one -> known.value().filter(one.value()::equals).isPresent());
    boolean counts = (told && (weak || strong || named)) || selfEvident(question.type()) || oldToo;
    if (!counts) {
      return Optional.empty();
    }
    return mentions.stream()
        .filter(one -> known.value().filter(one.value()::equals).isEmpty())
        .filter(one -> one.certainty() >= (isName(question) ? SURE_NAME : LIKELY))
        .filter(turn::free)
        .reduce((first, last) -> last);
  }

  /// A bare number is read as an amount only where the contact says that it corrects one.
  private List<Found> mentions(Question question, boolean readAnyway) {
    Optional<Found> moved = readAnyway ? moved(question) : Optional.empty();
    if (moved.isPresent()) {
      return List.of(moved.get());
    }
    List<Found> mentions = turn.mentions(question);
    if (isName(question) && completes(question)) {
      return read(question);
    }
    boolean readable =
        switch (question.type()) {
          case NUMBER, MONEY, DATE, DATE_TIME, CHOICE, PHONE, EMAIL, URL -> true;
          case POSTAL_CODE -> strong;
          case PERSON_NAME, YES_NO, TEXT, COMPANY_NAME, ADDRESS -> false;
        };
    if (!mentions.isEmpty() || !readAnyway || !readable) {
      return mentions;
    }
    return read(question);
  }

  private Optional<Found> moved(Question question) {
    Optional<Value> known = turn.state.answer(question.id()).counting();
    return turn.reading.moved(question, known, turn.text, turn.language, turn.moment);
  }

  private List<Found> read(Question question) {
    return moved(question)
        .or(() -> turn.reading.answer(question, turn.text, turn.language, turn.moment).value())
        .map(List::of)
        .orElse(List.of());
  }

  private static boolean isName(Question question) {
    return question.type() == FieldType.PERSON_NAME;
  }

  /// "Thomas Müller" after "Müller": the same name, more of it.
  private boolean completes(Question question) {
    Folded known = Folded.of(turn.state.answer(question.id()).said().orElse(""));
    return !known.isEmpty()
        && turn.folded.size() <= NAME_WORDS_MAX
        && turn.folded.size() > known.size()
        && turn.text.indexOf('@') < 0
        && turn.folded.has(known);
  }

  /// "My name is …" says so itself, and an address of the net can be nothing else.
  private static boolean selfEvident(FieldType type) {
    return type == FieldType.EMAIL || type == FieldType.PHONE || type == FieldType.PERSON_NAME;
  }

  /// What stands behind the value that was denied.
  private Optional<Found> after(Question question, int from) {
    return turn.reading
        .answer(question, turn.text.substring(from), turn.language, turn.moment)
        .value()
        .map(
            found ->
                new Found(
                    found.value(), found.start() + from, found.end() + from, found.certainty()))
        .filter(turn::free);
  }

  /// "Not 160": what was said before, denied.
  private boolean takesBack(Answer known) {
    String words = known.said().orElse("");
    Folded said = turn.text.contains(words) ? Folded.of(words) : Folded.of("");
    int at = said.isEmpty() ? -1 : Collections.indexOfSubList(turn.folded.words(), said.words());
    return at > 0 && Topics.negates(turn.folded.words().get(at - 1));
  }

  /// Answered questions: those the contact names first, then the latest.
  private List<Question> answered() {
    return agent.definition().questions().stream()
        .filter(turn::filled)
        .filter(question -> question.type() != FieldType.TEXT)
        .sorted(
            Comparator.comparing((Question question) -> !agent.names(question, turn.folded))
                .thenComparing(question -> -lastSaid(question)))
        .toList();
  }

  private int lastSaid(Question question) {
    return turn.state.answer(question.id()).evidence().map(one -> one.turn()).orElse(0);
  }
}
