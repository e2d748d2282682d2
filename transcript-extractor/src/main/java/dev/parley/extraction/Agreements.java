package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.evidence.Evidence;
import dev.parley.extraction.Candidate.Source;
import dev.parley.extraction.Heard.AgentTurn;
import dev.parley.value.ByLanguage;
import dev.parley.value.Found;
import dev.parley.value.Lexicon;
import dev.parley.value.Parsed;
import dev.parley.value.Phrases;
import dev.parley.value.Tokens;
import dev.parley.value.Value;
import dev.parley.value.ValueReader;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the agent proposed or read back and the contact agreed to: known from both turns together,
/// never from the agent's alone.
final class Agreements {
  private static final int YES_TOKENS_MAX = 4;
  private static final int BACK_WORDS_MAX = 4;

  /// "Are you over 18?" asks for no number.
  private static final Set<String> COMPARED =
      Set.of(
          "over", "under", "above", "below", "than", "least", "most", "mayor", "menor", "mas",
          "menos", "mais", "plus", "moins", "uber", "unter", "oltre", "meno", "piu");
  private static final ByLanguage<Phrases<String>> SAME_TIME =
      ByLanguage.phrases(Lexicon.read("labels"), "sametime");

  private static final Set<String> OR = Set.of("or", "ou", "oder", "oppure", "u");
  private static final double OWN_NAME = 0.96;

  private Agreements() {}

  static Optional<Candidate> of(FieldProfile profile, List<FieldProfile> all, Heard turn) {
    if (profile.type() == FieldType.TEXT || profile.type() == FieldType.YES_NO) {
      return Optional.empty();
    }
    Optional<Found> same =
        profile.type() == FieldType.DATE_TIME ? sameTime(profile, turn) : Optional.empty();
    Optional<AgentTurn> proposal =
        same.isPresent() && !turn.agent().isEmpty()
            ? Optional.of(turn.agent().getLast())
            : proposal(turn).or(() -> offer(profile, turn));
    Optional<Found> yes = same.or(() -> yes(profile, turn));
    if (yes.isEmpty() || proposal.isEmpty()) {
      return Optional.empty();
    }
    Set<FieldProfile> asked = Dialogue.asAsked(all, proposal.get().text());
    if (!asked.isEmpty() && (!asked.contains(profile) || isName(profile))) {
      // Yes to another question in its own words; and "your full name?" proposes no name.
      return Optional.empty();
    }
    List<Found> found = inQuestion(profile, proposal.get().text());
    Set<Value> values = new HashSet<>();
    found.forEach(one -> values.add(one.value()));
    // Who agrees to a price has not said what they want to spend.
    boolean price = profile.type() == FieldType.MONEY && !turn.asked().contains(profile);
    if (values.size() != 1
        || price
        || (profile.type() == FieldType.CHOICE && loose(turn, found.getFirst(), proposal.get()))
        || (profile.type() == FieldType.NUMBER && !readsBack(all, proposal.get().text()))
        || meantForAnother(profile, all, turn)) {
      return Optional.empty();
    }
    Found value = found.getFirst();
    String quote = proposal.get().text().substring(value.start(), value.end());
    return Optional.of(
        new Candidate(
            value.value(),
            turn.seq(),
            yes.get().start(),
            yes.get().end(),
            turn.text().substring(yes.get().start(), yes.get().end()),
            0,
            value.certainty(),
            Source.AGREED,
            false,
            Optional.of(new Evidence(proposal.get().seq(), quote))));
  }

  /// "Shall we come and see the house?" chooses no house, nor does yes to "private or …?".
  private static boolean loose(Heard turn, Found option, AgentTurn proposal) {
    Tokens tokens = Tokens.of(proposal.text());
    boolean alternative = false;
    int end = tokens.from(option.end());
    for (int i = end; i < Math.min(tokens.size(), end + 3); i++) {
      alternative |= OR.contains(tokens.get(i).folded());
    }
    int at = tokens.from(option.start());
    for (int i = Math.max(0, at - 2); i < at; i++) {
      alternative |= OR.contains(tokens.get(i).folded());
    }
    return alternative || (option.certainty() < OWN_NAME && !turn.asked().isEmpty());
  }

  /// "Friday at the same time?" agrees to the hour that was proposed.
  private static Optional<Found> sameTime(FieldProfile profile, Heard turn) {
    Tokens tokens = turn.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      var same = ByLanguage.longest(SAME_TIME, profile.context().languages(), tokens, i);
      if (same.isPresent()) {
        return Optional.of(
            new Found(
                new Value.YesNo(true),
                tokens.get(i).start(),
                tokens.get(same.get().end() - 1).end(),
                0.9));
      }
    }
    return Optional.empty();
  }

  /// "So four adults?": a brief question about the one number that is wanted.
  private static boolean readsBack(List<FieldProfile> all, String question) {
    long numbers = all.stream().filter(f -> f.type() == FieldType.NUMBER).count();
    Tokens tokens = Tokens.of(question);
    boolean compared = false;
    for (int i = 0; i < tokens.size(); i++) {
      compared |= COMPARED.contains(tokens.get(i).folded());
    }
    return numbers == 1 && !compared && tokens.words() <= BACK_WORDS_MAX;
  }

  /// One day agreed to is not the day of every field that wants one.
  private static boolean meantForAnother(FieldProfile profile, List<FieldProfile> all, Heard turn) {
    List<FieldProfile> others =
        all.stream().filter(f -> f.type() == profile.type() && !f.equals(profile)).toList();
    boolean choice = profile.type() == FieldType.CHOICE;
    if (choice || others.isEmpty() || turn.asked().contains(profile)) {
      return false;
    }
    boolean another = others.stream().anyMatch(f -> turn.asked().contains(f) && !f.birth());
    boolean birth = profile.birth() && others.stream().anyMatch(f -> !f.birth());
    return another || birth;
  }

  /// Values in the sentence that asks; only where it has none, in what was said before it.
  private static List<Found> inQuestion(FieldProfile profile, String text) {
    List<Found> all = ValueReader.mentions(profile.type(), text, profile.context());
    int mark = text.lastIndexOf('?');
    int start = sentenceBefore(text, mark);
    List<Found> asking =
        all.stream().filter(found -> found.start() > start && found.start() < mark).toList();
    boolean who = isName(profile);
    // "This is Mia from Lakeside. Who am I speaking to?": who asks names herself.
    boolean said = !who && profile.type() != FieldType.MONEY;
    // "Our number is … Is now a good time?" reads nothing back; "… Is that right?" does.
    boolean aside =
        isAddress(profile)
            && mark >= 0
            && !Labels.anywhere(
                Labels.COURTESY, Tokens.of(text.substring(start + 1)), profile.spoken());
    return asking.isEmpty() && !aside && (said || mark < 0) ? all : asking;
  }

  /// Where the sentence before the question ends; people end one with a picture, too.
  private static int sentenceBefore(String text, int mark) {
    int start = Math.max(text.lastIndexOf(". ", mark), text.lastIndexOf("! ", mark));
    for (int i = mark; i > start; i--) {
      int type = Character.getType(text.codePointAt(i));
      if (type == Character.OTHER_SYMBOL) {
        return i;
      }
    }
    return start;
  }

  /// "I can see you tomorrow at eight": a day or an hour may be held out without a question.
  private static Optional<AgentTurn> offer(FieldProfile profile, Heard turn) {
    if (!Periods.handles(profile.type()) || turn.agent().isEmpty() || profile.birth()) {
      return Optional.empty();
    }
    AgentTurn last = turn.agent().getLast();
    return Labels.anywhere(Labels.OFFER, Tokens.of(last.text()), profile.spoken())
        ? Optional.of(last)
        : Optional.empty();
  }

  private static boolean isAddress(FieldProfile profile) {
    return switch (profile.type()) {
      case PHONE, EMAIL, ADDRESS, POSTAL_CODE, URL -> true;
      default -> false;
    };
  }

  private static boolean isName(FieldProfile profile) {
    return profile.type() == FieldType.PERSON_NAME || profile.type() == FieldType.COMPANY_NAME;
  }

  /// The last thing the agent said that can be agreed to.
  private static Optional<AgentTurn> proposal(Heard turn) {
    return turn.agent().stream()
        .filter(agent -> agent.text().indexOf('?') >= 0)
        .reduce((first, second) -> second);
  }

  private static Optional<Found> yes(FieldProfile profile, Heard turn) {
    Parsed parsed = ValueReader.answer(FieldType.YES_NO, turn.text(), profile.context());
    return parsed
        .value()
        .filter(found -> found.value().equals(new Value.YesNo(true)))
        .filter(found -> turn.tokens().from(found.start()) <= YES_TOKENS_MAX)
        .filter(found -> found.certainty() >= 0.7);
  }

  /// Whether the agent read a value back and the contact agreed, and not to another question.
  static Optional<Evidence> readBack(
      FieldProfile profile, List<FieldProfile> all, Candidate candidate, Heard turn) {
    if (turn.seq() <= candidate.turn() || yes(profile, turn).isEmpty()) {
      return Optional.empty();
    }
    for (AgentTurn agent : turn.agent()) {
      boolean question = agent.text().indexOf('?') >= 0;
      var grounded =
          dev.parley.evidence.Grounding.find(candidate.said(), agent.text())
              .filter(place -> candidate.said().length() > 2);
      boolean own = Dialogue.asAsked(all, agent.text()).isEmpty();
      if (question && own && grounded.isPresent()) {
        return Optional.of(
            new Evidence(
                agent.seq(), agent.text().substring(grounded.get().start(), grounded.get().end())));
      }
    }
    return Optional.empty();
  }
}
