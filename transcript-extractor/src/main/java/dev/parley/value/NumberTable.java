package dev.parley.value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The number words of one language, and its way of writing several as one word
/// (`zweihundertfünf`, `ventotto`). Immutable after construction.
final class NumberTable {
  private static final Lexicon LEXICON = Lexicon.read("numbers");
  private static final ByLanguage<NumberTable> TABLES = new ByLanguage<>(NumberTable::new);
  private static final int COMPOUND_CHARS_MAX = 60;

  enum Kind {
    ZERO,
    UNIT,
    TEEN,
    TENS,
    /// Hundreds that are words of their own: `quinientos`.
    HUNDREDS,
    /// Multiplies the unit before it.
    HUNDRED,
    SCALE,
    AND
  }

  record Part(Kind kind, long value) {}

  final String language;
  private final Map<String, Part> parts = new HashMap<>();
  private final Map<String, Long> elided = new HashMap<>();
  private final Map<String, Integer> digits = new HashMap<>();
  final Phrases<String> times;
  final Phrases<String> separators;
  final Phrases<String> plus;

  static NumberTable in(String language) {
    return TABLES.in(language);
  }

  private NumberTable(String language) {
    this.language = language;
    for (Kind kind : Kind.values()) {
      String section = kind.name().toLowerCase(java.util.Locale.ROOT);
      for (Lexicon.Entry entry : LEXICON.entries(language, section)) {
        long value = kind == Kind.AND ? 0 : Long.parseLong(entry.value());
        parts.put(Fold.fold(entry.phrase()), new Part(kind, value));
      }
    }
    for (Lexicon.Entry entry : LEXICON.entries(language, "elided")) {
      elided.put(entry.phrase(), Long.parseLong(entry.value()));
    }
    for (Lexicon.Entry entry : LEXICON.entries(language, "digit")) {
      digits.put(Fold.fold(entry.phrase()), Integer.parseInt(entry.value()));
    }
    times = LEXICON.phrases(language, "times");
    separators = LEXICON.phrases(language, "separator");
    plus = LEXICON.phrases(language, "plus");
  }

  /// The parts of a word, none if it is not a number word.
  List<Part> parts(String folded) {
    Part part = parts.get(folded);
    if (part != null) {
      return List.of(part);
    }
    if (!compounds() || folded.length() > COMPOUND_CHARS_MAX) {
      return List.of();
    }
    return compound(folded, 0, new ArrayList<>());
  }

  /// A word that is a digit only among digits, e.g. `oh`; -1 if none.
  int loneDigit(String folded) {
    return digits.getOrDefault(folded, -1);
  }

  private boolean compounds() {
    return language.equals("de") || language.equals("it");
  }

  private static final Set<String> VOWEL_UNITS = Set.of("uno", "un", "otto");

  /// Longest part first, with one level of going back per part: words are short.
  private List<Part> compound(String word, int from, List<Part> before) {
    if (from == word.length()) {
      return before.size() > 1 ? List.copyOf(before) : List.of();
    }
    for (int to = word.length(); to > from + 1; to--) {
      String piece = word.substring(from, to);
      Part part = parts.get(piece);
      if (part == null && elided.containsKey(piece) && beforeVowel(word, to)) {
        long value = elided.get(piece);
        part = new Part(value == 100 ? Kind.HUNDRED : Kind.TENS, value);
      }
      if (part != null && (part.kind() != Kind.AND || language.equals("de"))) {
        before.add(part);
        List<Part> rest = compound(word, to, before);
        if (!rest.isEmpty()) {
          return rest;
        }
        before.removeLast();
      }
    }
    return List.of();
  }

  private static boolean beforeVowel(String word, int at) {
    return VOWEL_UNITS.stream().anyMatch(unit -> word.startsWith(unit, at))
        || word.startsWith("ottant", at);
  }
}
