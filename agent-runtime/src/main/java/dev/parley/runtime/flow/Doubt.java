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

/// The second look at an answer: at an e-mail address whose domain looks like a slip of the
/// finger, right after it was given, and at what the contact told so long ago that it may not
/// hold any more. Nothing is changed unless the contact says so. A slip stays written down
/// meanwhile (a question that is open and filled is in doubt); what is old does not count before
/// it is confirmed. Lives for one advance.
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

  /// What the contact can be asked back about.
  sealed interface Asked {
    String question();
  }

  /// An address that was given and the one that may be meant.
  record Slip(String question, Value.Email given, Value.Email meant) implements Asked {}

  /// What was told long ago, and the words it was told in.
  record Old(String question, Value value, Optional<String> said) implements Asked {}

  /// What the contact was asked about last.
  Optional<Asked> asked() {
    return before.open().flatMap(id -> asked(id, before.answer(id)));
  }

  private static Optional<Asked> asked(String question, Answer answer) {
    return answer
        .earlier()
        .filter(_ -> answer.open())
        .<Asked>map(value -> new Old(question, value, answer.said()))
        .or(() -> answer.counting().flatMap(value -> slip(question, value)));
  }

  /// What was heard, with a yes or a no to the doubt.
  Heard settled(Heard heard, String language) {
    return switch (asked().orElse(null)) {
      case Slip slip -> settled(slip, heard, language);
      case Old old -> settled(old, heard, language);
      case null -> heard;
    };
  }

  /// Any other words leave the address as it was.
  private Heard settled(Slip slip, Heard heard, String language) {
    if (answers(heard, slip.question()).isPresent()) {
      return heard;
    }
    Optional<Boolean> yes = meant(slip, language);
    Value value = yes.orElse(false) ? slip.meant() : slip.given();
    String said = yes.orElse(false) ? turn.text().strip() : slip.given().address();
    return with(heard, slip, value, said, yes.isPresent() && !yes.get());
  }

  /// A new value takes the place of the old one; a bare yes or no is none, whatever it was taken
  /// for. Any other words leave the question open.
  private Heard settled(Old old, Heard heard, String language) {
    Optional<Accepted> other = answers(heard, old.question());
    if (other.filter(one -> yes(old, one.said(), language).isEmpty()).isPresent()) {
      return heard;
    }
    Optional<Boolean> yes = yes(old, turn.text(), language);
    if (yes.isEmpty()) {
      return heard;
    }
    Heard rest = without(heard, old.question());
    return yes.get()
        ? with(rest, old, old.value(), old.said().orElse(turn.text().strip()), true)
        : rest;
  }

  /// Whether the contact has just said that what was known does not hold any more.
  boolean denied(Heard heard, String language) {
    return asked().orElse(null) instanceof Old old
        && answers(heard, old.question()).isEmpty()
        && yes(old, turn.text(), language).filter(yes -> !yes).isPresent();
  }

  private static Optional<Accepted> answers(Heard heard, String question) {
    return heard.accepted().stream().filter(one -> one.question().equals(question)).findFirst();
  }

  private Heard with(Heard heard, Asked asked, Value value, String said, boolean confirmed) {
    List<Accepted> accepted = new ArrayList<>(heard.accepted());
    Evidence evidence = new Evidence(turn.seq(), turn.text().strip());
    accepted.add(new Accepted(asked.question(), value, said, evidence, confirmed));
    return new Heard(accepted, heard.refused(), Optional.empty(), heard.clean());
  }

  private static Heard without(Heard heard, String question) {
    return new Heard(
        heard.accepted().stream().filter(one -> !one.question().equals(question)).toList(),
        heard.refused().stream().filter(one -> !one.equals(question)).toList(),
        heard.trouble().filter(one -> !one.question().equals(question)),
        false);
  }

  private Optional<Boolean> meant(Slip slip, String language) {
    String domain = slip.meant().address().substring(slip.meant().address().indexOf('@') + 1);
    return turn.text().toLowerCase(Locale.ROOT).contains(domain)
        ? Optional.of(true)
        : yes(slip, turn.text(), language);
  }

  private Optional<Boolean> yes(Asked asked, String text, String language) {
    var question = rules.definition().question(asked.question()).orElseThrow();
    return ValueReader.answer(
            FieldType.YES_NO, text, rules.reading().context(question, language, moment))
        .value()
        .map(found -> found.value() instanceof Value.YesNo(boolean yes) && yes);
  }

  /// What has to be asked about now: an address that was not known before.
  Optional<Slip> raised(Heard heard) {
    return heard.accepted().stream()
        .filter(one -> !one.confirmed())
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
