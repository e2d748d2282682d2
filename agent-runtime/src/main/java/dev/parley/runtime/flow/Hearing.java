package dev.parley.runtime.flow;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.evidence.Evidence;
import dev.parley.evidence.Grounding;
import dev.parley.runtime.flow.Proposal.Kind;
import dev.parley.runtime.flow.Proposal.ProposedAnswer;
import dev.parley.value.Parsed;
import dev.parley.value.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Checks proposed answers against the contact's turn: the quote must stand there, and the value
/// must follow from the quote. Pure; lives for one turn.
final class Hearing {
  /// More answers than any turn holds; the rest of a proposal is not looked at.
  static final int ANSWERS_MAX = 64;

  private static final int LINE_CHARS_MAX = 200;
  private static final int BRIEF_CHARS_MAX = 60;
  private static final Set<Cue> BARE =
      EnumSet.of(Cue.YES, Cue.NO, Cue.ACK, Cue.THANKS, Cue.PRESENCE, Cue.HELLO);

  private final AgentDefinition definition;
  private final FlowState state;
  private final ContactTurn turn;
  private final String spoken;
  private final ValueCheck check;
  private final Cues cues;
  private final List<Heard.Accepted> accepted = new ArrayList<>();
  private final Set<String> refused = new LinkedHashSet<>();
  private Optional<Heard.Trouble> trouble = Optional.empty();
  private boolean clean = true;

  Hearing(FlowRules rules, FlowState state, ContactTurn turn, String language, Moment moment) {
    this.definition = rules.definition();
    this.state = state;
    this.turn = turn;
    this.spoken = rules.reading().spoken(turn.text());
    this.cues = rules.cues();
    this.check = new ValueCheck(rules.reading(), rules.cues(), language, moment);
  }

  /// @param seen counts where the contact's own words do not answer the question
  Heard hear(List<ProposedAnswer> proposed, Optional<Seen> seen) {
    clean = proposed.size() <= ANSWERS_MAX;
    proposed.stream().limit(ANSWERS_MAX).forEach(this::hear);
    seen.filter(one -> accepted.stream().noneMatch(a -> a.question().equals(one.question())))
        .ifPresent(one -> definition.question(one.question()).ifPresent(it -> look(it, one)));
    refused.removeIf(id -> accepted.stream().anyMatch(one -> one.question().equals(id)));
    boolean settled =
        trouble
            .filter(one -> accepted.stream().noneMatch(a -> a.question().equals(one.question())))
            .filter(one -> !refused.contains(one.question()))
            .isEmpty();
    return new Heard(accepted, List.copyOf(refused), settled ? Optional.empty() : trouble, clean);
  }

  private void hear(ProposedAnswer answer) {
    Optional<Question> question = definition.question(answer.question());
    if (question.isEmpty()) {
      clean = false;
      return;
    }
    Optional<String> quote =
        Grounding.find(answer.quote(), spoken).map(at -> spoken.substring(at.start(), at.end()));
    if (quote.isEmpty()) {
      clean = false;
      readAnyway(question.get());
    } else if (answer.kind() == Kind.REFUSED) {
      refuse(question.get());
    } else {
      take(question.get(), answer, quote.get());
    }
  }

  /// An understanding that got the quote wrong may still be right that the contact answered.
  private void readAnyway(Question question) {
    if (isOpen(question) && ValueCheck.structured(question.type())) {
      accept(question, check.read(question, spoken), spoken);
    }
  }

  /// A value the contact gave is not taken back by a refusal that may be meant for another.
  private void refuse(Question question) {
    if (state.answer(question.id()).filled()) {
      clean = false;
    } else {
      refused.add(question.id());
    }
  }

  private void take(Question question, ProposedAnswer answer, String quote) {
    Answer before = state.answer(question.id());
    Optional<Value> known =
        before.counting().or(() -> before.earlier().filter(_ -> isOpen(question)));
    if (question.type() == FieldType.YES_NO && !isOpen(question) && bare()) {
      clean = false;
      return;
    }
    boolean agreed = answer.kind() == Kind.CONFIRMED && known.isPresent();
    if (agreed && check.means(question, answer.value(), known.get())) {
      Evidence evidence = new Evidence(turn.seq(), quote);
      accepted.add(new Heard.Accepted(question.id(), known.get(), quote, evidence, true));
      return;
    }
    Optional<ValueCheck.Result> moved =
        answer.kind() == Kind.CORRECTED ? moved(question, before, quote) : Optional.empty();
    accept(
        question,
        moved.orElseGet(() -> check.settle(question, answer.value(), quote, isOpen(question))),
        quote);
  }

  /// A turn that is but a yes or a no answers what was asked, and nothing else.
  private boolean bare() {
    return !cues.cover(Folded.of(spoken), BARE).isEmpty();
  }

  /// "The 13th" is a day beside the words around it only, so a brief turn is read whole as well.
  private Optional<ValueCheck.Result> moved(Question question, Answer before, String quote) {
    return check
        .moved(question, before.counting(), quote)
        .or(
            () ->
                spoken.length() <= BRIEF_CHARS_MAX
                    ? check.moved(question, before.counting(), spoken)
                    : Optional.empty());
  }

  private void accept(Question question, ValueCheck.Result result, String quote) {
    switch (result) {
      case ValueCheck.Result.Holds(Value value, String said, boolean asProposed) -> {
        clean &= asProposed;
        Evidence evidence = new Evidence(turn.seq(), quote);
        accepted.add(new Heard.Accepted(question.id(), value, said, evidence, false));
      }
      case ValueCheck.Result.Fails(Parsed.Invalid invalid) -> {
        clean = false;
        if (isOpen(question)) {
          trouble =
              Optional.of(
                  new Heard.Trouble(question.id(), invalid.code(), quote, invalid.nearest()));
        }
      }
      case ValueCheck.Result.Unproved() -> clean = false;
    }
  }

  private void look(Question question, Seen seen) {
    switch (check.seen(question, seen.value(), seen.text())) {
      case ValueCheck.Result.Holds(Value value, String said, boolean _) -> {
        Evidence evidence =
            new Evidence(turn.seq(), line(seen.text(), said), Optional.of(seen.media()));
        accepted.add(new Heard.Accepted(question.id(), value, said, evidence, false));
      }
      case ValueCheck.Result.Fails(Parsed.Invalid invalid) when isOpen(question) ->
          trouble =
              Optional.of(
                  new Heard.Trouble(
                      question.id(), invalid.code(), seen.value(), invalid.nearest()));
      case ValueCheck.Result.Fails _, ValueCheck.Result.Unproved _ -> clean = false;
    }
  }

  /// The line of a file on which words stand: an amount alone proves little.
  private static String line(String text, String said) {
    int at = text.indexOf(said);
    if (at < 0) {
      return said;
    }
    int end = text.indexOf('\n', at + said.length());
    String line =
        text.substring(text.lastIndexOf('\n', at) + 1, end < 0 ? text.length() : end).strip();
    return line.length() > LINE_CHARS_MAX ? said : line;
  }

  private boolean isOpen(Question question) {
    return state.open().filter(question.id()::equals).isPresent();
  }
}
