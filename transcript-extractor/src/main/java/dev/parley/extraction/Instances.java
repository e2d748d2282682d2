package dev.parley.extraction;

import dev.parley.extraction.Candidate.Source;
import dev.parley.extraction.Heard.AgentTurn;
import dev.parley.value.Found;
import dev.parley.value.Token;
import dev.parley.value.Tokens;
import dev.parley.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// "Do you have pets?" – "Just a cat": who names one of what was asked about says yes.
final class Instances {
  private static final int WORDS_MAX = 5;

  /// Things one has or has not; the name of one tells that it is there.
  private static final Set<String> THINGS =
      Set.of(
          "pets",
          "piano",
          "parking",
          "garden",
          "pool",
          "children",
          "tradein",
          "guarantor",
          "battery",
          "solar",
          "vehicles",
          "lift",
          "witnesses",
          "lawyer",
          "rent",
          "garagepark");

  /// With these it is not: "no cat", "sin mascotas".
  private static final Set<String> NONE =
      Set.of(
          "no", "not", "without", "none", "never", "sin", "ningun", "ninguna", "nada", "sem",
          "nenhum", "nenhuma", "nao", "kein", "keine", "keinen", "nicht", "ohne", "pas", "sans",
          "aucun", "aucune", "non", "senza", "nessun", "nessuno", "nessuna", "used", "yet", "or");

  private Instances() {}

  static Optional<Candidate> of(FieldProfile profile, Heard turn, List<String> languages) {
    Tokens tokens = turn.tokens();
    boolean brief = tokens.words() > 0 && tokens.words() <= WORDS_MAX;
    if (!brief || turn.agent().isEmpty() || turn.text().indexOf('?') >= 0 || denied(tokens)) {
      return Optional.empty();
    }
    AgentTurn question = turn.agent().getLast();
    Set<String> named = new HashSet<>(Concepts.in(tokens, languages));
    named.retainAll(THINGS);
    named.retainAll(profile.concepts());
    named.retainAll(Concepts.in(Tokens.of(question.text()), languages));
    Found yes = new Found(new Value.YesNo(true), 0, turn.text().length(), 0.8);
    return named.isEmpty()
        ? Optional.empty()
        : Optional.of(TurnReader.candidate(turn, yes, 0, Source.ASKED, 0));
  }

  private static boolean denied(Tokens tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (NONE.contains(token.folded())) {
        return true;
      }
    }
    return false;
  }
}
