package dev.parley.runtime.understanding;

import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Folded;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Proposal.Kind;
import dev.parley.runtime.flow.Proposal.ProposedAnswer;
import dev.parley.runtime.flow.Reading;
import dev.parley.value.Corrections;
import dev.parley.value.Found;
import dev.parley.value.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One turn while answers are being found in it: its sentences, and which of its letters have been
/// taken by an answer already. Lives for one turn; not thread-safe.
final class TurnText {
  private static final int QUOTE_CHARS_MAX = 200;

  final String text;
  private final Tokens tokens;
  final Folded folded;
  final List<Sentence> sentences;
  final FlowState state;
  final Reading reading;
  final String language;
  final Moment moment;
  private final List<Found> taken = new ArrayList<>();

  /// By question: several rules look for the same answer in the same words.
  private final Map<String, List<Found>> mentions = new HashMap<>();

  TurnText(
      String text,
      List<Sentence> sentences,
      FlowState state,
      Reading reading,
      String language,
      Moment moment) {
    this.text = text;
    this.tokens = Tokens.of(text);
    this.folded = Folded.of(text);
    this.sentences = sentences;
    this.state = state;
    this.reading = reading;
    this.language = language;
    this.moment = moment;
  }

  List<Found> mentions(Question question) {
    return mentions.computeIfAbsent(
        question.id(), _ -> List.copyOf(reading.mentions(question, tokens, language, moment)));
  }

  /// Whether none of the found letters belongs to an answer yet.
  boolean free(Found found) {
    return taken.stream().noneMatch(one -> one.start() < found.end() && found.start() < one.end());
  }

  /// Whether what was said before `from` is taken back before `to`.
  boolean takesBack(int from, int to) {
    return from < to && Corrections.between(text, from, to);
  }

  /// Whether it stands in a sentence that asks, and is not all of it.
  boolean inQuestion(Found found) {
    return sentences.stream()
        .anyMatch(
            one ->
                one.asks()
                    && one.text().length() > found.end() - found.start() + 4
                    && one.start() <= found.start()
                    && found.end() <= one.end());
  }

  /// "I'm Maria Silva, can you help me?": it is told before the question in its sentence begins.
  boolean beforeQuestion(Found found) {
    int end = found.end();
    while (end < text.length() && text.charAt(end) == ' ') {
      end++;
    }
    return end < text.length()
        && ",;–—-".indexOf(text.charAt(end)) >= 0
        && sentences.stream()
            .filter(one -> one.start() <= found.start() && found.end() <= one.end())
            .noneMatch(Sentence::opensAsking);
  }

  void take(Found found) {
    taken.add(found);
  }

  boolean filled(Question question) {
    return state.answer(question.id()).status().filled();
  }

  /// An answer proved by the sentence it stands in, or by its own words where the sentence is long
  /// or names another value as well.
  ProposedAnswer propose(Question question, Found found, Kind kind) {
    take(found);
    String said = text.substring(found.start(), found.end()).strip();
    return new ProposedAnswer(question.id(), said, quote(question, found, said), kind);
  }

  /// Whether the words alone say this value and no other.
  private boolean means(Question question, String words, Found found) {
    return reading
        .answer(question, words, language, moment)
        .value()
        .filter(one -> one.value().equals(found.value()))
        .isPresent();
  }

  private String quote(Question question, Found found, String said) {
    boolean textual =
        question.type() == FieldType.TEXT
            || question.type() == FieldType.ADDRESS
            || question.type() == FieldType.POSTAL_CODE;
    Optional<Sentence> sentence =
        sentences.stream()
            .filter(one -> one.start() <= found.start() && found.end() <= one.end())
            .findFirst();
    return sentence
        .map(Sentence::text)
        .filter(words -> !textual && words.length() <= QUOTE_CHARS_MAX)
        .filter(words -> means(question, words, found))
        .orElse(said);
  }
}
