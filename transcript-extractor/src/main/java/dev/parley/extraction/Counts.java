package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.extraction.Candidate.Source;
import dev.parley.value.Found;
import dev.parley.value.Phrases;
import dev.parley.value.Tokens;
import dev.parley.value.Value;
import dev.parley.value.ValueReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Counts of things by their noun: "two adults and 3 kids", "we are three", "a table for 4".
final class Counts {
  private static final int NOUN_TOKENS = 2;
  private static final int NOUN_CHARS_MIN = 4;

  /// What people count aloud.
  private static final Set<String> COUNTED =
      Set.of(
          "vehicles",
          "employees",
          "users",
          "drivers",
          "rooms",
          "people",
          "children",
          "pets",
          "mileage",
          "boxes");

  /// A field of these is no count of things.
  private static final Set<String> MEASURES = Set.of("age", "area", "hours", "nights");

  private static final Set<String> ONE =
      Set.of("a", "one", "un", "una", "uno", "um", "uma", "ein", "eine", "einen", "une");

  private static final Set<String> AREAS = Set.of("m2", "m²", "qm", "sqm", "mq", "sqft", "ft2");

  private Counts() {}

  static List<Candidate> mentioned(FieldProfile profile, Heard turn, List<String> languages) {
    if (profile.counts().isEmpty()) {
      return byConcept(profile, turn, languages);
    }
    List<Candidate> found = new ArrayList<>();
    Tokens tokens = turn.tokens();
    List<Found> numbers = ValueReader.mentions(FieldType.NUMBER, turn.text(), profile.context());
    for (Found number : numbers) {
      int end = tokens.from(number.end());
      if (noun(profile.counts().get(), tokens, end)
          || (profile.people() && party(tokens, number, languages))) {
        found.add(TurnReader.candidate(turn, number, 0, Source.MENTIONED, 0));
      }
    }
    if (found.isEmpty()) {
      one(profile, turn).ifPresent(found::add);
    }
    return found;
  }

  /// "Two adults and a girl": one, beside another count.
  private static Optional<Candidate> one(FieldProfile profile, Heard turn) {
    Tokens tokens = turn.tokens();
    boolean counting =
        !ValueReader.mentions(FieldType.NUMBER, turn.text(), profile.context()).isEmpty();
    for (int i = 0; counting && i + 1 < tokens.size(); i++) {
      if (ONE.contains(tokens.get(i).folded())
          && profile.counts().orElseThrow().has(tokens, i + 1)) {
        Found one =
            new Found(
                new Value.Number(BigDecimal.ONE),
                tokens.get(i).start(),
                tokens.get(i + 1).end(),
                0.75);
        return Optional.of(TurnReader.candidate(turn, one, 0, Source.MENTIONED, 0));
      }
    }
    return Optional.empty();
  }

  /// "3 vans" for a number of vehicles: the noun means what the field counts.
  private static List<Candidate> byConcept(
      FieldProfile profile, Heard turn, List<String> languages) {
    if (!Collections.disjoint(profile.concepts(), MEASURES)) {
      return profile.concepts().contains("area") ? byUnit(profile, turn) : List.of();
    }
    Tokens tokens = turn.tokens();
    List<Candidate> found = new ArrayList<>();
    for (Found number : ValueReader.mentions(FieldType.NUMBER, turn.text(), profile.context())) {
      int end = tokens.from(number.end());
      if (end >= tokens.size() || !tokens.get(end).isWord()) {
        continue;
      }
      Set<String> noun = Concepts.in(Tokens.of(tokens.get(end).text()), languages);
      noun.retainAll(COUNTED);
      noun.retainAll(profile.concepts());
      if (!noun.isEmpty() || named(profile, tokens.get(end).folded())) {
        found.add(TurnReader.candidate(turn, number, 0, Source.MENTIONED, 0));
      }
    }
    return found;
  }

  /// "300 m² in Liège" is an area, wherever it is said.
  private static List<Candidate> byUnit(FieldProfile profile, Heard turn) {
    Tokens tokens = turn.tokens();
    List<Candidate> found = new ArrayList<>();
    for (Found number : ValueReader.mentions(FieldType.NUMBER, turn.text(), profile.context())) {
      int end = tokens.from(number.end());
      boolean unit =
          end < tokens.size()
              && (AREAS.contains(tokens.get(end).folded())
                  || (tokens.isWord(end, "square") || tokens.isWord(end, "sq")));
      if (unit) {
        found.add(TurnReader.candidate(turn, number, 0, Source.MENTIONED, 0));
      }
    }
    return found;
  }

  /// "2 bath" for a number of bathrooms: the noun, or the beginning of it, stands in the
  // description.
  private static boolean named(FieldProfile profile, String noun) {
    return noun.length() >= NOUN_CHARS_MIN
        && profile.content().stream().anyMatch(word -> word.startsWith(noun));
  }

  /// The noun right behind the number, or behind one adjective; no other number in between.
  private static boolean noun(Phrases<String> nouns, Tokens tokens, int end) {
    for (int i = end; i < Math.min(tokens.size(), end + NOUN_TOKENS); i++) {
      if (nouns.has(tokens, i)) {
        return true;
      }
      if (!tokens.get(i).isWord() || tokens.isWord(i, "and") || tokens.isWord(i, "bed")) {
        return false;
      }
    }
    return false;
  }

  /// "table for 2", "booking for 4 at eight", "we are three".
  private static boolean party(Tokens tokens, Found number, List<String> languages) {
    int at = tokens.from(number.start());
    boolean weAre =
        (tokens.isWord(at - 2, "we") && tokens.isWord(at - 1, "are"))
            || tokens.isWord(at - 1, "somos")
            || tokens.isWord(at - 1, "siamo")
            || (tokens.isWord(at - 2, "siamo") && tokens.isWord(at - 1, "in"))
            || (tokens.isWord(at - 2, "somos") && tokens.isWord(at - 1, "em"))
            || (tokens.isWord(at - 2, "wir") && tokens.isWord(at - 1, "sind"));
    boolean preposition =
        switch (at > 0 ? tokens.get(at - 1).folded() : "") {
          case "for", "para", "fur", "pour", "per", "of" -> true;
          default -> false;
        };
    int end = tokens.from(number.end());
    boolean unit =
        end < tokens.size()
            && tokens.get(end).isWord()
            && switch (tokens.get(end).folded()) {
              case "at",
                  "on",
                  "in",
                  "and",
                  "please",
                  "under",
                  "tomorrow",
                  "today",
                  "tonight",
                  "for",
                  "from",
                  "a",
                  "am",
                  "em",
                  "um",
                  "el",
                  "le",
                  "il" ->
                  false;
              default -> true;
            };
    boolean party = Labels.anywhere(Labels.PARTY, tokens, Math.max(0, at - 6), at, languages);
    return (weAre && !unit) || (preposition && party && !unit);
  }
}
