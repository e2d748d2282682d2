package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.evidence.Evidence;
import dev.parley.evidence.Grounding;
import dev.parley.evidence.Grounding.Grounded;
import dev.parley.extraction.Candidate.Source;
import dev.parley.extraction.model.FieldCheck;
import dev.parley.extraction.model.ProposedField;
import dev.parley.extraction.model.ProposedField.How;
import dev.parley.lead.FieldStatus;
import dev.parley.lead.LeadField;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Turn;
import dev.parley.value.Fold;
import dev.parley.value.Found;
import dev.parley.value.Parsed;
import dev.parley.value.Value;
import dev.parley.value.ValueReader;
import dev.parley.value.ValueWire;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Proves or refutes what a model proposes: the quote stands in the contact's turn it names, and
/// the value follows from the quote by its type's reader. A value from an agent turn counts only
/// with the contact's agreement in the next one.
final class ProposalCheck implements FieldCheck {
  sealed interface Verdict {}

  record Proved(LeadField field, int turn) implements Verdict {}

  /// @param error a stable code, a colon, and a sentence for the proposer
  record Refuted(String error) implements Verdict {}

  private final ExtractionRequest request;
  private final Map<String, FieldProfile> profiles = new LinkedHashMap<>();

  ProposalCheck(ExtractionRequest request) {
    this.request = request;
    request
        .fields()
        .forEach(field -> profiles.put(field.id(), FieldProfile.of(field, request.context())));
  }

  @Override
  public Optional<String> error(ProposedField proposed) {
    return check(proposed) instanceof Refuted(String error) ? Optional.of(error) : Optional.empty();
  }

  Verdict check(ProposedField proposed) {
    FieldProfile profile = profiles.get(proposed.field());
    if (profile == null) {
      return refuted("unknown_field", "there is no field of that id");
    }
    Optional<Turn> turn = request.transcript().turn(proposed.evidence().turn());
    if (turn.isEmpty()) {
      return refuted("unknown_turn", "there is no turn " + proposed.evidence().turn());
    }
    if (turn.get().from() != Speaker.CONTACT) {
      return refuted("agent_turn", "turn " + turn.get().seq() + " is not the contact's own");
    }
    Optional<Grounded> place = Grounding.find(proposed.evidence().quote(), turn.get().text());
    if (place.isEmpty()) {
      return refuted("not_in_turn", "the quote does not stand in turn " + turn.get().seq());
    }
    if (proposed.how() == How.REFUSED) {
      return new Proved(LeadField.empty(FieldStatus.REFUSED), turn.get().seq());
    }
    return proposed.how() == How.CONFIRMED && proposed.proposedBy().isPresent()
        ? agreed(proposed, profile, turn.get(), place.get(), proposed.proposedBy().get())
        : value(proposed, profile, turn.get(), place.get(), Optional.empty());
  }

  /// What the agent said and the contact agreed to right after it.
  private Verdict agreed(
      ProposedField proposed,
      FieldProfile profile,
      Turn answer,
      Grounded quoted,
      Evidence proposedBy) {
    Optional<Turn> agent = request.transcript().turn(proposedBy.turn());
    Optional<Grounded> place =
        agent.flatMap(turn -> Grounding.find(proposedBy.quote(), turn.text()));
    if (place.isEmpty()) {
      return refuted("not_in_turn", "the agent's words do not stand in turn " + proposedBy.turn());
    }
    Optional<Evidence> yes = agreement(agent.orElseThrow(), answer, quoted);
    if (yes.isEmpty()) {
      return refuted("not_agreed", "turn " + answer.seq() + " does not agree to them");
    }
    return value(proposed, profile, agent.get(), place.get(), yes);
  }

  private Verdict value(
      ProposedField proposed,
      FieldProfile profile,
      Turn turn,
      Grounded place,
      Optional<Evidence> agreement) {
    String quote = turn.text().substring(place.start(), place.end());
    Parsed parsed = ValueReader.answer(profile.type(), quote, profile.context());
    if (parsed instanceof Parsed.Invalid(String code, var nearest)) {
      return refuted(code, "the quoted words are no valid " + profile.type().wireName());
    }
    Optional<Found> proved =
        parsed.value().filter(found -> follows(proposed, profile, found.value()));
    if (proved.isEmpty() && named(profile.type())) {
      proved = inWords(proposed.value(), quote);
    }
    if (proved.isEmpty()) {
      return refuted("value_not_in_quote", "the value does not follow from the quote");
    }
    boolean inferred = proposed.how() == How.INFERRED;
    Source source =
        agreement.isPresent() ? Source.AGREED : inferred ? Source.MENTIONED : Source.ASKED;
    FieldStatus status =
        agreement.isPresent()
            ? FieldStatus.CONFIRMED
            : inferred ? FieldStatus.INFERRED : FieldStatus.ANSWERED;
    Evidence own = new Evidence(turn.seq(), quote);
    List<Evidence> quotes = agreement.map(yes -> List.of(own, yes)).orElse(List.of(own));
    return new Proved(
        new LeadField(
            status,
            Optional.of(proved.get().value()),
            Optional.of(quote),
            Confidence.of(
                profile.type(),
                source,
                proved.get().certainty(),
                place.grade(),
                1,
                request.transcript().confidence(quotes.stream().map(Evidence::turn).toList())),
            quotes),
        agreement.map(Evidence::turn).orElse(turn.seq()));
  }

  private static boolean named(FieldType type) {
    return type == FieldType.TEXT
        || type == FieldType.PERSON_NAME
        || type == FieldType.COMPANY_NAME
        || type == FieldType.ADDRESS;
  }

  /// Whether the proposed value means what the reader found in the quote.
  private static boolean follows(ProposedField proposed, FieldProfile profile, Value read) {
    if (named(profile.type())) {
      return words(proposed.value()).equals(words(ValueWire.wire(read).toString()));
    }
    String wire = ValueWire.wire(read).toString();
    return Fold.fold(wire).equals(Fold.fold(proposed.value().strip()))
        || ValueReader.answer(profile.type(), proposed.value(), profile.context())
            .value()
            .filter(found -> same(found.value(), read))
            .isPresent();
  }

  private static boolean same(Value proposed, Value read) {
    if (proposed instanceof Value.Money a && read instanceof Value.Money b) {
      return a.amount().compareTo(b.amount()) == 0 && a.currency().equals(b.currency());
    }
    if (proposed instanceof Value.DateTime a && read instanceof Value.DateTime b) {
      return a.time().equals(b.time()) && (a.date().isEmpty() || a.date().equals(b.date()));
    }
    return proposed.equals(read);
  }

  /// Free words: every word of the value is one of the quote, and none is made up.
  private static Optional<Found> inWords(String value, String quote) {
    Set<String> said = words(quote);
    Set<String> wanted = words(value);
    boolean all = !wanted.isEmpty() && said.containsAll(wanted);
    return all
        ? Optional.of(new Found(new Value.Text(value.strip()), 0, quote.length(), 0.85))
        : Optional.empty();
  }

  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>(Arrays.asList(Fold.fold(text).split("[^\\p{L}\\p{Nd}]+")));
    words.remove("");
    return words;
  }

  /// The contact's yes right after an agent turn, among the words that are quoted for it.
  private Optional<Evidence> agreement(Turn agent, Turn answer, Grounded quoted) {
    List<Turn> turns = request.transcript().turns();
    int next = turns.indexOf(agent) + 1;
    if (next >= turns.size() || turns.get(next).seq() != answer.seq()) {
      return Optional.empty();
    }
    return ValueReader.answer(FieldType.YES_NO, answer.text(), request.context())
        .value()
        .filter(found -> found.value().equals(new Value.YesNo(true)) && found.certainty() >= 0.7)
        .filter(found -> found.start() < quoted.end() && quoted.start() < found.end())
        .map(
            found ->
                new Evidence(answer.seq(), answer.text().substring(found.start(), found.end())));
  }

  private static Refuted refuted(String code, String sentence) {
    return new Refuted(code + ": " + sentence);
  }
}
