package dev.parley.runtime.understanding;

import dev.parley.runtime.flow.Cue;
import dev.parley.runtime.flow.Folded;
import java.util.List;
import java.util.Optional;

/// Which fact a turn asks about and which objection it raises. Pure; lives for one turn.
final class Topics {
  private static final int SHORT_WORDS = 3;

  private final AgentWords agent;
  private final List<Sentence> sentences;

  /// @param weight letters of the phrase matched: the longer, the surer
  /// @param exact whether its words stand there without a slip: "Rui Costa" asks for no "custa"
  record Match(String id, int weight, Sentence in, boolean exact) {}

  Topics(AgentWords agent, List<Sentence> sentences) {
    this.agent = agent;
    this.sentences = sentences;
  }

  /// A fact the contact asks about. In a plain statement its words prove nothing.
  Optional<Match> fact() {
    return best(agent.facts(), true)
        .filter(
            match ->
                match.in().asks()
                    || (match.in().folded().size() <= SHORT_WORDS && match.exact())
                    || agent.cues().has(Cue.FACT_ASK, match.in().folded()));
  }

  Optional<Match> objection() {
    return best(agent.objections(), false);
  }

  private Optional<Match> best(List<AgentWords.Topic> topics, boolean negatable) {
    Match best = null;
    for (Sentence sentence : sentences) {
      for (AgentWords.Topic topic : topics) {
        for (Folded phrase : topic.phrases()) {
          Optional<Likeness.Place> place = Likeness.find(sentence.folded(), phrase);
          if (place.isEmpty() || (!negatable && denied(sentence.folded(), place.get(), phrase))) {
            continue;
          }
          int weight = phrase.joined().length();
          if (best == null || weight > best.weight()) {
            best = new Match(topic.id(), weight, sentence, exact(sentence.folded(), phrase));
          }
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean exact(Folded text, Folded phrase) {
    return phrase.words().stream()
        .allMatch(word -> text.words().stream().anyMatch(said -> said.startsWith(word)));
  }

  /// "It's not too expensive" is no objection.
  private static boolean denied(Folded text, Likeness.Place place, Folded phrase) {
    boolean negative = phrase.words().stream().anyMatch(Topics::negates);
    return !negative && place.from() > 0 && negates(text.words().get(place.from() - 1));
  }

  static boolean negates(String word) {
    return switch (word) {
      case "not",
          "isnt",
          "arent",
          "wasnt",
          "dont",
          "doesnt",
          "no",
          "nao",
          "nicht",
          "kein",
          "keine",
          "pas",
          "non",
          "never" ->
          true;
      default -> false;
    };
  }
}
