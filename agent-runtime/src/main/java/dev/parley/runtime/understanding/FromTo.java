package dev.parley.runtime.understanding;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.runtime.flow.Proposal.Kind;
import dev.parley.runtime.flow.Proposal.ProposedAnswer;
import dev.parley.value.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Two answers of one type in one sentence: "from 10001 to 10002", "to 10002 from 10001", or one
/// after the other with nothing else said. The first question of that type is taken to ask where
/// from. Two values left to choose from ("10001 or 10002") are no answer. Lives for one turn.
final class FromTo {
  /// More places to divide a sentence at are not tried.
  private static final int DIVISIONS_MAX = 6;

  /// Longer sentences are not looked at: nobody says a pair in so many words.
  private static final int SENTENCE_CHARS_MAX = 300;

  private static final Pattern FROM =
      word("from|de|del|desde|do|da|von|vom|aus|ab|depuis|du|dal|dalla|dallo|dai");
  private static final Pattern TO =
      word("to|until|till|a|al|hasta|para|até|ao|à|nach|bis|zum|zur|vers|au|jusqu|fino|alla");
  private static final Pattern PLAIN_TO = word("to|until|till|hasta|para|até|nach|bis|vers");
  private static final Pattern THEN =
      Pattern.compile(
          "\\s*(?:->|→|–|,|;|(?<![\\p{L}\\d])(?:and|then|y|e|luego|depois|und|dann|et|puis|poi)"
              + "(?![\\p{L}\\d]))\\s*",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern OR = word("or|o|ou|oder|oppure");
  private static final int WORDS_OF_BARE_PAIR_MAX = 7;

  private final AgentDefinition definition;
  private final TurnText turn;

  FromTo(AgentWords agent, TurnText turn) {
    this.definition = agent.definition();
    this.turn = turn;
  }

  private static Pattern word(String words) {
    return Pattern.compile(
        "(?<![\\p{L}\\d])(?:" + words + ")(?![\\p{L}\\d])",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  private record Pair(Found first, Found second) {
    Pair swapped() {
      return new Pair(/* first= */ second, /* second= */ first);
    }
  }

  /// Both answers, or none.
  List<ProposedAnswer> find(Optional<Question> open) {
    for (FieldType type : List.of(FieldType.POSTAL_CODE, FieldType.DATE, FieldType.DATE_TIME)) {
      List<Question> questions = two(type);
      if (!questions.isEmpty()) {
        boolean bare =
            open.filter(questions.getFirst()::equals).isPresent()
                && !turn.filled(questions.getLast());
        Optional<Pair> pair = pair(questions, bare);
        if (pair.isPresent()) {
          return propose(questions, pair.get());
        }
      }
    }
    return List.of();
  }

  /// Whether the open question is answered by two values to choose from.
  boolean undecided(Question question) {
    boolean divisible =
        question.type() == FieldType.POSTAL_CODE || question.type() == FieldType.DATE;
    return divisible
        && turn.sentences.stream()
            .anyMatch(
                sentence ->
                    divided(sentence, OR, question, question)
                        .filter(pair -> !pair.first().value().equals(pair.second().value()))
                        .isPresent());
  }

  private List<ProposedAnswer> propose(List<Question> questions, Pair pair) {
    List<ProposedAnswer> proposed = new ArrayList<>();
    propose(questions.getFirst(), pair.first()).ifPresent(proposed::add);
    propose(questions.getLast(), pair.second()).ifPresent(proposed::add);
    return proposed;
  }

  /// What is known and said again needs no answer, but its letters are spoken for.
  private Optional<ProposedAnswer> propose(Question question, Found found) {
    boolean known =
        turn.state.answer(question.id()).value().filter(found.value()::equals).isPresent();
    ProposedAnswer proposed =
        turn.propose(question, found, turn.filled(question) ? Kind.CORRECTED : Kind.STATED);
    return known ? Optional.empty() : Optional.of(proposed);
  }

  /// Both questions of a type, where there are two and one of them is open at least.
  private List<Question> two(FieldType type) {
    List<Question> questions =
        definition.questions().stream()
            .filter(question -> question.type() == type)
            .filter(question -> turn.state.answer(question.id()).applies())
            .toList();
    return questions.size() == 2 && !questions.stream().allMatch(turn::filled)
        ? questions
        : List.of();
  }

  /// @param bare whether one after the other will do
  private Optional<Pair> pair(List<Question> questions, boolean bare) {
    Question first = questions.getFirst();
    Question second = questions.getLast();
    for (Sentence sentence : turn.sentences) {
      if (sentence.asks()) {
        continue;
      }
      Matcher from = FROM.matcher(sentence.text());
      Optional<Pair> found =
          from.find()
              ? directed(sentence, first, second)
              : divided(sentence, PLAIN_TO, first, second);
      if (found.isEmpty() && bare && sentence.folded().size() <= WORDS_OF_BARE_PAIR_MAX) {
        found =
            divided(sentence, THEN, first, second).or(() -> divided(sentence, TO, first, second));
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// "From A to B", or the other way round.
  private Optional<Pair> directed(Sentence sentence, Question first, Question second) {
    return divided(sentence, TO, first, second)
        .filter(pair -> FROM.matcher(before(sentence, pair.first())).find())
        .or(
            () ->
                divided(sentence, FROM, second, first)
                    .filter(pair -> TO.matcher(before(sentence, pair.first())).find())
                    .map(Pair::swapped));
  }

  private String before(Sentence sentence, Found found) {
    return turn.text.substring(sentence.start(), found.start());
  }

  /// The values on both sides of a word, where each side holds one.
  private Optional<Pair> divided(Sentence sentence, Pattern word, Question left, Question right) {
    if (sentence.text().length() > SENTENCE_CHARS_MAX) {
      return Optional.empty();
    }
    Matcher matcher = word.matcher(sentence.text());
    for (int i = 0; i < DIVISIONS_MAX && matcher.find(); i++) {
      Optional<Found> one =
          read(left, sentence.start(), sentence.start() + matcher.start()).filter(turn::free);
      Optional<Found> other =
          one.isEmpty()
              ? Optional.empty()
              : read(right, sentence.start() + matcher.end(), sentence.end()).filter(turn::free);
      if (other.isPresent()) {
        return Optional.of(new Pair(one.get(), other.get()));
      }
    }
    return Optional.empty();
  }

  private Optional<Found> read(Question question, int from, int to) {
    return turn.reading
        .answer(question, turn.text.substring(from, to), turn.language, turn.moment)
        .value()
        .map(
            found ->
                new Found(
                    found.value(), found.start() + from, found.end() + from, found.certainty()));
  }
}
