package dev.parley.runtime.flow;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/// What the engine says in its own words, in the languages it knows. Read once; thread-safe.
final class Phrases {
  static final List<String> LANGUAGES = List.of("en", "es", "pt", "de", "fr", "it");

  private static final Map<String, Map<String, List<String>>> TABLE = table();

  private Phrases() {}

  /// A variant of the phrase; the same turn always picks the same one.
  ///
  /// @param pick any number that changes from turn to turn
  static Optional<String> find(String language, String key, int pick) {
    Map<String, List<String>> phrases = TABLE.get(primary(language));
    if (phrases == null || !phrases.containsKey(key)) {
      return Optional.empty();
    }
    List<String> variants = phrases.get(key);
    return Optional.of(variants.get(Math.floorMod(pick, variants.size())));
  }

  static boolean knows(String language) {
    return TABLE.containsKey(primary(language));
  }

  /// `pt` of `pt-BR`.
  static String primary(String language) {
    int dash = language.indexOf('-');
    return (dash < 0 ? language : language.substring(0, dash)).toLowerCase(Locale.ROOT);
  }

  private static Map<String, Map<String, List<String>>> table() {
    return LANGUAGES.stream().collect(Collectors.toUnmodifiableMap(tag -> tag, Phrases::read));
  }

  private static Map<String, List<String>> read(String language) {
    Map<String, List<String>> phrases = new LinkedHashMap<>();
    for (String name : List.of("phrases", "call")) {
      ResourceBundle bundle = bundle(name, language);
      for (String key : bundle.keySet()) {
        phrases.put(key, split(bundle.getString(key), "\\|"));
      }
    }
    return phrases;
  }

  static ResourceBundle bundle(String name, String language) {
    return ResourceBundle.getBundle(
        Phrases.class.getPackageName() + "." + name,
        Locale.of(language),
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  static List<String> split(String text, String separator) {
    return Arrays.stream(text.split(separator))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }
}
