package dev.parley.config.agent;

import java.util.LinkedHashMap;
import java.util.Map;

/// Words of the agent in one or more languages: in a definition either a plain text (taken to
/// be in the agent's default language) or a map from language to text. Immutable.
///
/// @param byLanguage text by language tag (`en`, `pt`), the agent's default language first
public record Wording(Map<String, String> byLanguage) {
  public Wording {
    byLanguage = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byLanguage));
    if (byLanguage.isEmpty()) {
      throw new IllegalArgumentException("a wording needs at least one text");
    }
  }

  public static Wording of(String language, String text) {
    return new Wording(Map.of(language, text));
  }

  /// The text in that language, or in the agent's default language where there is none.
  public String in(String language) {
    String text = byLanguage.get(language);
    return text != null ? text : byLanguage.values().iterator().next();
  }

  /// Whether this wording was written in that language by the business itself.
  public boolean speaks(String language) {
    return byLanguage.containsKey(language);
  }
}
