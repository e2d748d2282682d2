package dev.parley.value;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What names are made of, and what they are not.
public final class NameWords {
  private static final Lexicon NAMES = Lexicon.read("names");
  private static final Lexicon COMMON = Lexicon.read("common");
  static final ByLanguage<Phrases<String>> STRONG = ByLanguage.phrases(NAMES, "strong");
  static final ByLanguage<Phrases<String>> WEAK = ByLanguage.phrases(NAMES, "weak");
  static final ByLanguage<Phrases<String>> LAST = ByLanguage.phrases(NAMES, "last");
  static final ByLanguage<Phrases<String>> FIRST = ByLanguage.phrases(NAMES, "first");
  static final Phrases<String> TITLES = NAMES.phrases("und", "title");
  private static final Set<String> PARTICLES = set(NAMES, "und", "particle");
  private static final Set<String> SUFFIXES = set(NAMES, "und", "suffix");
  private static final Set<String> GIVEN = set(Lexicon.read("givennames"), "und", "given");
  private static final Set<String> FAMILY = set(Lexicon.read("givennames"), "und", "family");
  private static final ByLanguage<Set<String>> STOP =
      new ByLanguage<>(language -> set(NAMES, language, "stop"));
  private static final ByLanguage<Set<String>> EVERYDAY =
      new ByLanguage<>(language -> set(COMMON, language, "common"));

  private NameWords() {}

  private static Set<String> set(Lexicon lexicon, String language, String section) {
    Set<String> words = new HashSet<>();
    lexicon.entries(language, section).forEach(entry -> words.add(Fold.fold(entry.phrase())));
    return Set.copyOf(words);
  }

  public static boolean isParticle(String folded) {
    return PARTICLES.contains(folded);
  }

  static boolean isSuffix(String folded) {
    return SUFFIXES.contains(folded);
  }

  public static boolean isGiven(String folded) {
    return GIVEN.contains(folded);
  }

  /// Whether a word is known as a part of names.
  public static boolean isKnown(String folded) {
    return GIVEN.contains(folded) || FAMILY.contains(folded);
  }

  public static boolean isStop(String folded, List<String> languages) {
    return languages.stream().anyMatch(language -> STOP.in(language).contains(folded));
  }

  public static boolean isEveryday(String folded, List<String> languages) {
    return languages.stream().anyMatch(language -> EVERYDAY.in(language).contains(folded));
  }
}
