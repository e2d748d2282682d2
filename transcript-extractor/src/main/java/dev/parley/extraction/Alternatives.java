package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.extraction.Candidate.Source;
import dev.parley.extraction.Heard.AgentTurn;
import dev.parley.value.Found;
import dev.parley.value.Token;
import dev.parley.value.Tokens;
import dev.parley.value.Value;
import dev.parley.value.ValueReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// "Lezioni individuali o di gruppo?" – "Individuali": the agent names the options in words of its
/// own, and the contact repeats one of them. The option is the one whose name begins alike, or the
/// one that is left when the agent's other words are known.
final class Alternatives {
  private static final Set<String> OR = Set.of("or", "o", "ou", "oder", "oppure", "u");
  private static final int ALIKE_CHARS = 5;
  private static final int WORD_CHARS_MIN = 4;

  private Alternatives() {}

  static Optional<Candidate> chosen(FieldProfile profile, Heard turn) {
    List<String> options = List.copyOf(profile.context().options().keySet());
    if (turn.agent().isEmpty() || turn.tokens().words() > 8 || options.size() < 2) {
      return Optional.empty();
    }
    Optional<String> alike = only(options, turn.tokens());
    if (alike.isPresent()) {
      return candidate(turn, alike.get());
    }
    AgentTurn question = turn.agent().getLast();
    return options.size() == 2 ? left(profile, turn, options, question) : Optional.empty();
  }

  /// "Instalar" is to install: the one option whose name begins like a word of the answer.
  private static Optional<String> only(List<String> options, Tokens said) {
    List<String> alike = new ArrayList<>();
    for (String option : options) {
      Tokens name = Tokens.of(option.replace('_', ' '));
      if (words(said).stream().anyMatch(a -> words(name).stream().anyMatch(b -> alike(a, b)))) {
        alike.add(option);
      }
    }
    return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
  }

  /// Of two options one was named in known words; who repeats the other words means the other.
  private static Optional<Candidate> left(
      FieldProfile profile, Heard turn, List<String> options, AgentTurn question) {
    Tokens tokens = Tokens.of(question.text());
    List<Found> known = ValueReader.mentions(FieldType.CHOICE, question.text(), profile.context());
    if (known.size() != 1 || !(known.getFirst().value() instanceof Value.Choice(String option))) {
      return Optional.empty();
    }
    int at = tokens.from(known.getFirst().start());
    Set<String> other = new HashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (OR.contains(tokens.get(i).folded())) {
        boolean before = i < at;
        int from = before ? Math.max(0, i - 2) : i + 1;
        int to = before ? i : Math.min(tokens.size(), i + 3);
        for (int w = from; w < to; w++) {
          other.add(tokens.get(w).folded());
        }
      }
    }
    boolean repeats = words(turn.tokens()).stream().anyMatch(other::contains);
    boolean named =
        !ValueReader.mentions(FieldType.CHOICE, turn.text(), profile.context()).isEmpty();
    String rest = options.getFirst().equals(option) ? options.getLast() : options.getFirst();
    return repeats && !named ? candidate(turn, rest) : Optional.empty();
  }

  private static List<String> words(Tokens tokens) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.isWord() && token.folded().length() >= WORD_CHARS_MIN) {
        words.add(token.folded());
      }
    }
    return words;
  }

  private static boolean alike(String a, String b) {
    return a.length() >= ALIKE_CHARS
        && b.length() >= ALIKE_CHARS
        && a.regionMatches(0, b, 0, ALIKE_CHARS);
  }

  private static Optional<Candidate> candidate(Heard turn, String option) {
    Found found = new Found(new Value.Choice(option), 0, turn.text().length(), 0.75);
    return Optional.of(TurnReader.candidate(turn, found, 0, Source.ASKED, 0));
  }
}
