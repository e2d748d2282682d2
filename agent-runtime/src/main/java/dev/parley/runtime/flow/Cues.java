package dev.parley.runtime.flow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Finds [Cue]s in a text, in a set of languages. Immutable and thread-safe; kept per set, since
/// building one costs a few milliseconds.
public final class Cues {
  private static final Map<Set<String>, Cues> CACHE = new ConcurrentHashMap<>();
  private static final Cues ALL = of(Phrases.LANGUAGES);

  private final Map<Cue, Map<String, List<Pattern>>> patterns = new EnumMap<>(Cue.class);

  /// A phrase; with `ends`, only where the text ends after it.
  private record Pattern(List<String> words, boolean ends) {}

  /// Where a cue stands: words `from` (inclusive) to `to` (exclusive).
  public record Hit(int from, int to) {}

  private Cues(Collection<String> languages) {
    for (String language : languages) {
      ResourceBundle bundle = Phrases.bundle("cues", language);
      for (Cue cue : Cue.values()) {
        for (String phrase : Phrases.split(bundle.getString(cue.key()), ";")) {
          put(cue, phrase);
        }
      }
    }
  }

  private void put(Cue cue, String phrase) {
    List<String> words = Folded.of(phrase).words();
    patterns
        .computeIfAbsent(cue, unused -> new HashMap<>())
        .computeIfAbsent(words.getFirst(), unused -> new ArrayList<>())
        .add(new Pattern(words, phrase.endsWith("$")));
  }

  /// For an agent's languages; English where none of them is known.
  public static Cues of(Collection<String> languages) {
    Set<String> known = new java.util.TreeSet<>();
    languages.stream()
        .map(Phrases::primary)
        .filter(Phrases.LANGUAGES::contains)
        .forEach(known::add);
    if (known.isEmpty()) {
      known.add("en");
    }
    return CACHE.computeIfAbsent(Set.copyOf(known), Cues::new);
  }

  /// In every language known.
  public static Cues all() {
    return ALL;
  }

  public boolean has(Cue cue, Folded text) {
    return find(cue, text).isPresent();
  }

  /// The first place where a phrase of the cue stands; of several there, the longest.
  public Optional<Hit> find(Cue cue, Folded text) {
    for (int i = 0; i < text.size(); i++) {
      int length = longest(cue, text, i);
      if (length > 0) {
        return Optional.of(new Hit(i, i + length));
      }
    }
    return Optional.empty();
  }

  /// Whether the whole text is one phrase of the cue.
  public boolean is(Cue cue, Folded text) {
    return !text.isEmpty() && longest(cue, text, 0) == text.size();
  }

  /// The cues the text is wholly made of, read from left to right by longest phrase; empty when
  /// anything else is said. Fillers are passed over.
  public Set<Cue> cover(Folded text, Set<Cue> allowed) {
    Set<Cue> seen = EnumSet.noneOf(Cue.class);
    int i = 0;
    while (i < text.size()) {
      int longest = longest(Cue.FILLER, text, i);
      Cue best = Cue.FILLER;
      for (Cue cue : allowed) {
        int length = longest(cue, text, i);
        if (length > longest || (length == longest && length > 0 && best == Cue.FILLER)) {
          longest = length;
          best = cue;
        }
      }
      if (longest == 0) {
        return Set.of();
      }
      seen.add(best);
      i += longest;
    }
    seen.remove(Cue.FILLER);
    return seen;
  }

  /// Words of the longest phrase that begins at that word; 0 when none does.
  public int longest(Cue cue, Folded text, int from) {
    Map<String, List<Pattern>> byFirst = patterns.getOrDefault(cue, Map.of());
    int longest = 0;
    for (Pattern pattern : byFirst.getOrDefault(text.words().get(from), List.of())) {
      int end = from + pattern.words().size();
      boolean fits = end <= text.size() && (!pattern.ends() || end == text.size());
      if (fits && text.words().subList(from, end).equals(pattern.words())) {
        longest = Math.max(longest, pattern.words().size());
      }
    }
    return longest;
  }
}
