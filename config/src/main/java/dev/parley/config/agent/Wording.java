package dev.parley.config.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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

  /// The text in that language, else in another variety of it (`pt` for `pt-BR`), else in the
  // agent's default language where there is none.
  public String in(String language) {
    return find(language).orElseGet(() -> byLanguage.values().iterator().next());
  }

  /// Whether this wording was written in that language, whichever variety of it, by the business
  // itself.
  public boolean speaks(String language) {
    return find(language).isPresent();
  }

  private Optional<String> find(String language) {
    String exact = byLanguage.get(language);
    if (exact != null) {
      return Optional.of(exact);
    }
    String primary = primary(language);
    return byLanguage.entrySet().stream()
        .filter(one -> primary(one.getKey()).equals(primary))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String primary(String tag) {
    int dash = tag.indexOf('-');
    return dash < 0 ? tag : tag.substring(0, dash);
  }
}
