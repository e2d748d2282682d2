package dev.parley.runtime.flow;

import dev.parley.config.agent.FieldType;
import dev.parley.evidence.Evidence;
import dev.parley.runtime.flow.Heard.Accepted;
import dev.parley.value.Value;
import dev.parley.value.ValueReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The second look at an e-mail address whose domain looks like a slip of the finger. It is asked
/// about once, right after it was given, and never changed unless the contact says so. The address
/// stays written down meanwhile: a question that is open and filled is in doubt. Lives for one
/// advance.
final class Doubt {
  private final FlowRules rules;
  private final FlowState before;
  private final ContactTurn turn;
  private final Moment moment;

  Doubt(FlowRules rules, FlowState before, ContactTurn turn, Moment moment) {
    this.rules = rules;
    this.before = before;
    this.turn = turn;
    this.moment = moment;
  }

  /// An address that was given and the one that may be meant.
  record Slip(String question, Value.Email given, Value.Email meant) {}

  /// What the contact was asked about last.
  Optional<Slip> asked() {
    return before
        .open()
        .filter(id -> before.answer(id).filled())
        .flatMap(id -> before.answer(id).value().flatMap(value -> slip(id, value)));
  }

  /// What was heard, with a yes or a no to the doubt; any other words leave the address as it was.
  Heard settled(Heard heard, String language) {
    Optional<Slip> asked = asked();
    if (asked.isEmpty()
        || heard.accepted().stream()
            .anyMatch(one -> one.question().equals(asked.get().question()))) {
      return heard;
    }
    Optional<Boolean> yes = yes(asked.get(), language);
    Value value = yes.orElse(false) ? asked.get().meant() : asked.get().given();
    List<Accepted> accepted = new ArrayList<>(heard.accepted());
    accepted.add(
        new Accepted(
            asked.get().question(),
            value,
            yes.orElse(false) ? turn.text().strip() : asked.get().given().address(),
            new Evidence(turn.seq(), turn.text().strip()),
            yes.isPresent() && !yes.get()));
    return new Heard(accepted, heard.refused(), Optional.empty(), heard.clean());
  }

  private Optional<Boolean> yes(Slip slip, String language) {
    String domain = slip.meant().address().substring(slip.meant().address().indexOf('@') + 1);
    if (turn.text().toLowerCase(Locale.ROOT).contains(domain)) {
      return Optional.of(true);
    }
    var question = rules.definition().question(slip.question()).orElseThrow();
    return ValueReader.answer(
            FieldType.YES_NO, turn.text(), rules.reading().context(question, language, moment))
        .value()
        .map(found -> found.value() instanceof Value.YesNo(boolean yes) && yes);
  }

  /// What has to be asked about now: an address that was not known before.
  Optional<Slip> raised(Heard heard) {
    return heard.accepted().stream()
        .filter(one -> before.answer(one.question()).value().filter(one.value()::equals).isEmpty())
        .flatMap(one -> slip(one.question(), one.value()).stream())
        .findFirst();
  }

  private static Optional<Slip> slip(String question, Value value) {
    return value instanceof Value.Email email
        ? ValueReader.suggestion(email).map(meant -> new Slip(question, email, meant))
        : Optional.empty();
  }
}
