package dev.parley.extraction;

import dev.parley.value.ByLanguage;
import dev.parley.value.Fold;
import dev.parley.value.Lexicon;
import dev.parley.value.Phrases;
import dev.parley.value.Tokens;
import dev.parley.value.ValueContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a text is about, whichever language it is in: a question in one language meets the
/// description of its field, or the name of an option, in another.
final class Concepts {
  private static final int PREFIX_CHARS_MIN = 5;
  private static final Lexicon LEXICON = Lexicon.read("concepts");
  private static final ByLanguage<Phrases<Set<String>>> TABLE = ByLanguage.sets(LEXICON, "concept");

  private Concepts() {}

  static Set<String> in(Tokens tokens, List<String> languages) {
    Set<String> concepts = new HashSet<>();
    int i = 0;
    while (i < tokens.size()) {
      int end = i + 1;
      Set<String> here = new HashSet<>();
      for (String language : languages) {
        var match = TABLE.in(language).at(tokens, i);
        if (match.isPresent() && match.get().end() >= end) {
          if (match.get().end() > end) {
            here.clear();
          }
          end = match.get().end();
          here.addAll(match.get().value());
        }
      }
      concepts.addAll(here);
      i = end;
    }
    return concepts;
  }

  /// How much a question and a field share: concepts, and words that begin alike.
  static int shared(Set<String> ofField, Set<String> content, Set<String> ofText, Tokens tokens) {
    int shared = 0;
    for (String concept : ofField) {
      shared += ofText.contains(concept) ? 1 : 0;
    }
    for (int i = 0; shared == 0 && i < tokens.size(); i++) {
      String word = tokens.get(i).folded();
      boolean alike = tokens.get(i).isWord() && content.stream().anyMatch(w -> alike(w, word));
      shared += alike ? 1 : 0;
    }
    return shared;
  }

  private static boolean alike(String a, String b) {
    return a.length() >= PREFIX_CHARS_MIN
        && b.length() >= PREFIX_CHARS_MIN
        && a.regionMatches(0, b, 0, PREFIX_CHARS_MIN);
  }

  /// Options with what they are called in the languages of the conversation, where no other option
  /// could be meant.
  static Map<String, List<String>> synonyms(
      Map<String, List<String>> options, List<String> languages) {
    Map<String, Set<String>> concepts = new LinkedHashMap<>();
    options.keySet().forEach(option -> concepts.put(option, whole(option, languages)));
    Map<String, List<String>> all = new LinkedHashMap<>();
    options.forEach(
        (option, given) -> {
          Set<String> own = new HashSet<>(concepts.get(option));
          concepts.forEach(
              (other, theirs) -> {
                if (!other.equals(option)) {
                  own.removeAll(theirs);
                }
              });
          Set<String> names = new LinkedHashSet<>(given);
          for (String language : languages) {
            LEXICON.entries(language, "concept").stream()
                .filter(entry -> own.contains(entry.value()))
                .forEach(entry -> names.add(ValueContext.EXACT_SYNONYM + entry.phrase()));
          }
          all.put(option, List.copyOf(names));
        });
    return all;
  }

  /// The concepts a text stands for as a whole.
  private static Set<String> whole(String text, List<String> languages) {
    Tokens tokens = Tokens.of(Fold.fold(text.replace('_', ' ')));
    Set<String> concepts = new HashSet<>();
    for (String language : new ArrayList<>(languages)) {
      TABLE
          .in(language)
          .at(tokens, 0)
          .filter(match -> match.end() == tokens.size())
          .ifPresent(match -> concepts.addAll(match.value()));
    }
    return concepts;
  }
}
