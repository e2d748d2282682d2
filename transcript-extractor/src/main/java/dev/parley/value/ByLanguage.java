package dev.parley.value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Tables built per language at first use. Thread-safe.
public final class ByLanguage<T> {
  private final Map<String, T> built = new ConcurrentHashMap<>();
  private final Function<String, T> build;

  ByLanguage(Function<String, T> build) {
    this.build = build;
  }

  /// Words of one list as a matcher per language.
  public static ByLanguage<Phrases<String>> phrases(Lexicon lexicon, String... sections) {
    return new ByLanguage<>(language -> lexicon.phrases(language, sections));
  }

  /// Words of one list that may mean several things, as a matcher per language.
  public static ByLanguage<Phrases<Set<String>>> sets(Lexicon lexicon, String section) {
    return new ByLanguage<>(
        language -> {
          Map<String, Set<String>> meanings = new LinkedHashMap<>();
          lexicon
              .entries(language, section)
              .forEach(
                  entry ->
                      meanings
                          .computeIfAbsent(Fold.fold(entry.phrase()), unused -> new TreeSet<>())
                          .add(entry.value()));
          Phrases<Set<String>> phrases = new Phrases<>();
          meanings.forEach(phrases::put);
          return phrases;
        });
  }

  public T in(String language) {
    T known = built.get(language);
    return known == null ? building(language) : known;
  }

  private T building(String language) {
    // Only languages with words: a hostile tag must not grow the table.
    String known = Languages.KNOWN.contains(language) ? language : Languages.NONE;
    return built.computeIfAbsent(known, build);
  }

  /// The longest match of any of the languages; the more likely language wins a tie.
  public static <T> Optional<Phrases.Match<T>> longest(
      ByLanguage<Phrases<T>> table, List<String> languages, Tokens tokens, int start) {
    Optional<Phrases.Match<T>> longest = Optional.empty();
    for (String language : languages) {
      Optional<Phrases.Match<T>> match = table.in(language).at(tokens, start);
      if (match.isPresent() && (longest.isEmpty() || match.get().end() > longest.get().end())) {
        longest = match;
      }
    }
    return longest;
  }
}
