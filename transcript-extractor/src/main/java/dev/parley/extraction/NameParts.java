package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.evidence.Evidence;
import dev.parley.extraction.Candidate.Source;
import dev.parley.value.Fold;
import dev.parley.value.Tokens;
import dev.parley.value.Value;
import java.util.List;
import java.util.Optional;

/// A name asked for in two parts: "Your surname?" "Holm" … "And your first name?" "Pat".
final class NameParts {
  private enum Part {
    GIVEN,
    SURNAME,
    WHOLE
  }

  /// @param evidence both turns
  record Joined(Candidate chosen, List<Evidence> evidence) {}

  private NameParts() {}

  /// The chosen name with its other half, where a question asked for just one of them.
  static Optional<Joined> of(
      FieldProfile profile,
      Candidate chosen,
      List<Candidate> candidates,
      List<Heard> heard,
      List<String> languages) {
    if (profile.type() != FieldType.PERSON_NAME || chosen.proposal().isPresent()) {
      return Optional.empty();
    }
    List<Candidate> parts =
        candidates.stream()
            .filter(c -> c.rank() == 0 && c.source() != Source.GUESSED && c.proposal().isEmpty())
            .filter(c -> !spelled(c, heard))
            .toList();
    for (int i = parts.size() - 1; i >= 0; i--) {
      Part part = part(parts.get(i), heard, languages);
      if (part != Part.WHOLE && words(parts.get(i)) == 1) {
        Optional<Candidate> other = other(parts, i, heard, languages, part);
        return other.flatMap(half -> joined(chosen, parts, half, part));
      }
    }
    return Optional.empty();
  }

  private static Optional<Joined> joined(
      Candidate chosen, List<Candidate> parts, Candidate half, Part part) {
    Candidate last =
        parts.stream().filter(c -> c.turn() != half.turn()).reduce((a, b) -> b).orElse(half);
    if (chosen.turn() != half.turn() && chosen.turn() != last.turn()) {
      return Optional.empty();
    }
    String first = part == Part.GIVEN ? text(last) : text(half);
    String second = part == Part.GIVEN ? text(half) : text(last);
    Candidate named = last.withValue(new Value.Text(first + " " + second));
    return Optional.of(
        new Joined(
            named,
            List.of(
                new Evidence(half.turn(), half.said()), new Evidence(last.turn(), last.said()))));
  }

  /// The nearest single name before a part that is not the same word.
  private static Optional<Candidate> other(
      List<Candidate> parts, int at, List<Heard> heard, List<String> languages, Part part) {
    for (int i = at - 1; i >= 0; i--) {
      Candidate one = parts.get(i);
      boolean same = Fold.fold(text(one)).equals(Fold.fold(text(parts.get(at))));
      boolean other = part(one, heard, languages) != part;
      if (!same && other && one.turn() != parts.get(at).turn()) {
        return words(one) == 1 ? Optional.of(one) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean spelled(Candidate candidate, List<Heard> heard) {
    return heard.stream().anyMatch(h -> h.seq() == candidate.turn() && h.spelling());
  }

  private static Part part(Candidate candidate, List<Heard> heard, List<String> languages) {
    Optional<Heard> turn = heard.stream().filter(h -> h.seq() == candidate.turn()).findFirst();
    if (turn.isEmpty() || turn.get().agent().isEmpty()) {
      return Part.WHOLE;
    }
    Tokens question = Tokens.of(turn.get().agent().getLast().text());
    boolean surname = Labels.anywhere(Labels.SURNAME, question, languages);
    boolean given = Labels.anywhere(Labels.GIVEN, question, languages);
    return surname == given ? Part.WHOLE : surname ? Part.SURNAME : Part.GIVEN;
  }

  private static int words(Candidate candidate) {
    return text(candidate).split(" ").length;
  }

  private static String text(Candidate candidate) {
    return candidate.value() instanceof Value.Text(String text) ? text : "";
  }
}
