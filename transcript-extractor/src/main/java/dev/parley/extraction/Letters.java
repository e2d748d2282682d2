package dev.parley.extraction;

import dev.parley.value.EditDistance;
import dev.parley.value.Fold;
import dev.parley.value.NameWords;
import dev.parley.value.Spelling;
import dev.parley.value.Tokens;
import dev.parley.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What was spelled, as far as a recogniser understood it.
final class Letters {
  private static final int LETTERS_MIN = 3;
  private static final int LETTERS_MAX = 60;

  /// Below this a spelling says nothing.
  private static final double LIKENESS_MIN = 0.5;

  private Letters() {}

  /// The letters and digits of every spelling attempt and its other hypotheses.
  static List<String> of(List<Heard> attempts, boolean names, List<String> languages) {
    List<String> heard = new ArrayList<>();
    for (Heard attempt : attempts) {
      List<String> texts = new ArrayList<>(attempt.alternatives());
      texts.addFirst(attempt.text());
      for (String text : texts) {
        Tokens tokens = Tokens.of(text);
        String letters = letters(tokens, languages, !names);
        boolean spelled = attempt.spelling() || mostlyLetters(tokens);
        if (spelled && letters.length() >= LETTERS_MIN && letters.length() <= LETTERS_MAX) {
          heard.add(letters);
        }
      }
    }
    return heard;
  }

  private static boolean mostlyLetters(Tokens tokens) {
    int single = 0;
    for (int i = 0; i < tokens.size(); i++) {
      single += tokens.get(i).isWord() && tokens.get(i).folded().length() == 1 ? 1 : 0;
    }
    return single >= LETTERS_MIN && single * 2 > tokens.words();
  }

  private static String letters(Tokens tokens, List<String> languages, boolean digits) {
    StringBuilder letters = new StringBuilder();
    int i = 0;
    while (i < tokens.size()) {
      Optional<Spelling.Letter> letter = Spelling.letter(tokens, i, languages);
      if (letter.isPresent()) {
        letters.append(letter.get().letters());
        i = letter.get().end();
      } else {
        boolean counts = tokens.get(i).isWord() || (digits && tokens.isDigits(i));
        letters.append(counts ? tokens.get(i).folded() : "");
        i++;
      }
    }
    return letters.toString();
  }

  /// 0 to 1: how like the spelling is to the whole name or one of its parts.
  static double likeness(String foldedName, String letters) {
    double likeness = like(foldedName.replaceAll("[^a-z0-9]", ""), letters);
    for (String part : foldedName.split(" ")) {
      likeness = Math.max(likeness, like(part, letters));
    }
    return likeness < LIKENESS_MIN ? 0 : likeness;
  }

  private static double like(String name, String letters) {
    int longer = Math.max(name.length(), letters.length());
    return longer == 0 ? 0 : 1 - (double) EditDistance.of(name, letters) / longer;
  }

  /// How much of a code a partial spelling vouches for.
  static double prefix(String code, String letters) {
    String condensed = Fold.fold(code).replaceAll("[^a-z0-9]", "");
    return letters.length() < condensed.length() && condensed.startsWith(letters)
        ? 0.5 * letters.length() / condensed.length()
        : 0;
  }

  /// Puts a cleanly spelled, known name in the place of the part it resembles.
  static Candidate respelled(Candidate elected, List<Heard> attempts, List<String> languages) {
    if (!(elected.value() instanceof Value.Text name)) {
      return elected;
    }
    for (Heard attempt : attempts) {
      Optional<Spelling.Run> run = Spelling.run(attempt.tokens(), 0, languages);
      boolean clean =
          run.isPresent()
              && run.get().end() == attempt.tokens().size()
              && run.get().units() >= LETTERS_MIN
              && NameWords.isKnown(run.get().letters());
      if (clean) {
        return withPart(elected, name.text(), run.get().letters());
      }
    }
    return elected;
  }

  private static Candidate withPart(Candidate elected, String name, String letters) {
    String[] parts = name.split(" ");
    for (int i = 0; i < parts.length; i++) {
      String folded = Fold.fold(parts[i]);
      int slips = Math.max(1, letters.length() / 3);
      if (!folded.equals(letters) && EditDistance.within(folded, letters, slips)) {
        parts[i] = letters.substring(0, 1).toUpperCase(Locale.ROOT) + letters.substring(1);
        Value value = new Value.Text(String.join(" ", parts));
        return new Candidate(
            value,
            elected.turn(),
            elected.start(),
            elected.end(),
            elected.said(),
            elected.rank(),
            elected.certainty(),
            elected.source(),
            elected.correction(),
            elected.proposal());
      }
    }
    return elected;
  }
}
