package dev.parley.runtime.understanding;

import dev.parley.config.agent.Question;
import dev.parley.runtime.flow.Proposal.Kind;
import dev.parley.runtime.flow.Proposal.ProposedAnswer;
import dev.parley.value.Found;
import java.util.List;
import java.util.Optional;

/// What the contact comes to after taking back what they said just before, in the same turn: "about
/// 120 a month... no, sorry, 180". Then that is what is corrected, and no earlier answer. Lives for
/// one turn.
final class OwnCorrection {
  /// Sentences before the one that takes back which may hold what is taken back.
  private static final int BEFORE_MAX = 4;

  private final TurnText turn;

  OwnCorrection(TurnText turn) {
    this.turn = turn;
  }

  Optional<ProposedAnswer> find(Question question) {
    List<Sentence> sentences = turn.sentences;
    int takesBack = sentences.size() - 1;
    while (takesBack >= 0 && !takesBack(sentences.get(takesBack))) {
      takesBack--;
    }
    if (!corrigible(question) || takesBack < 0) {
      return Optional.empty();
    }
    int last = Math.min(takesBack + 1, sentences.size() - 1);
    for (int from = takesBack; from >= Math.max(0, takesBack - BEFORE_MAX); from--) {
      for (int to = takesBack; to <= last; to++) {
        Optional<ProposedAnswer> found = find(question, sentences.subList(from, to + 1));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private boolean takesBack(Sentence sentence) {
    return turn.takesBack(sentence.start(), sentence.end());
  }

  private static boolean corrigible(Question question) {
    return switch (question.type()) {
      case EMAIL, PHONE, NUMBER, MONEY, DATE, DATE_TIME, CHOICE, YES_NO, POSTAL_CODE, URL -> true;
      case TEXT, PERSON_NAME, COMPANY_NAME, ADDRESS -> false;
    };
  }

  private Optional<ProposedAnswer> find(Question question, List<Sentence> sentences) {
    if (sentences.stream().anyMatch(Sentence::asks)) {
      return Optional.empty();
    }
    int start = sentences.getFirst().start();
    Optional<Found> found = read(question, start, sentences.getLast().end()).filter(turn::free);
    Optional<Found> before = found.flatMap(one -> read(question, start, one.start()));
    if (before.isEmpty()
        || before.get().value().equals(found.get().value())
        || !turn.takesBack(before.get().end(), found.get().start())) {
      return Optional.empty();
    }
    int from = before.get().start();
    String said = turn.text.substring(from, found.get().end());
    turn.take(new Found(found.get().value(), from, found.get().end(), found.get().certainty()));
    return Optional.of(new ProposedAnswer(question.id(), said, said, Kind.STATED));
  }

  private Optional<Found> read(Question question, int from, int to) {
    return turn.reading
        .answer(question, turn.text.substring(from, to), turn.language, turn.moment)
        .value()
        .map(one -> new Found(one.value(), one.start() + from, one.end() + from, one.certainty()));
  }
}
