package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.extraction.Candidate.Source;
import dev.parley.value.ByLanguage;
import dev.parley.value.Found;
import dev.parley.value.Lexicon;
import dev.parley.value.Phrases;
import dev.parley.value.Tokens;
import dev.parley.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// "A hotel with free parking", "no pets": whether something is wanted or there, said without
/// having been asked. Only for things with a name of their own, right behind the words that want
/// or deny them.
final class Stated {
  private static final int REACH_TOKENS = 6;
  private static final Lexicon LEXICON = Lexicon.read("labels");
  private static final ByLanguage<Phrases<String>> WITH = ByLanguage.phrases(LEXICON, "statedwith");
  private static final ByLanguage<Phrases<String>> WITHOUT =
      ByLanguage.phrases(LEXICON, "statedwithout");

  /// Things that one has or wants, and that are nothing else.
  private static final Set<String> THINGS =
      Set.of(
          "pets",
          "piano",
          "parking",
          "pool",
          "internet",
          "breakfast",
          "lift",
          "witnesses",
          "lawyer",
          "battery",
          "guarantor",
          "garden",
          "furnished",
          "alarm",
          "heatpump",
          "visa");

  private Stated() {}

  static Optional<Candidate> of(FieldProfile profile, Heard turn, List<String> languages) {
    Set<String> things = new HashSet<>(profile.concepts());
    things.retainAll(THINGS);
    boolean open = profile.type() == FieldType.YES_NO && !turn.asked().contains(profile);
    if (!open || things.isEmpty() || turn.text().indexOf('?') >= 0) {
      return Optional.empty();
    }
    Tokens tokens = turn.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      var without = ByLanguage.longest(WITHOUT, languages, tokens, i);
      var with =
          without.isPresent()
              ? Optional.<Phrases.Match<String>>empty()
              : ByLanguage.longest(WITH, languages, tokens, i);
      int from = without.or(() -> with).map(Phrases.Match::end).orElse(-1);
      int end = from < 0 ? -1 : thing(tokens, from, things, languages);
      if (end > 0) {
        Found found =
            new Found(
                new Value.YesNo(without.isEmpty()),
                tokens.get(i).start(),
                tokens.get(end - 1).end(),
                0.85);
        return Optional.of(TurnReader.candidate(turn, found, 0, Source.MENTIONED, 0));
      }
    }
    return Optional.empty();
  }

  /// The index after the thing; negative where none stands within reach.
  private static int thing(Tokens tokens, int from, Set<String> things, List<String> languages) {
    for (int i = from; i < Math.min(tokens.size(), from + REACH_TOKENS); i++) {
      if (!tokens.get(i).isWord()) {
        return -1;
      }
      Tokens rest = Tokens.of(tokens.get(i).text());
      Set<String> named = Concepts.in(rest, languages);
      named.retainAll(things);
      if (!named.isEmpty()) {
        return i + 1;
      }
    }
    return -1;
  }
}
