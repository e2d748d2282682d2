package dev.parley.channel.speech;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.stream.Collectors;

/// Languages as the vendor writes them: ISO 639-1 where there is one, else 639-3.
final class LanguageCode {
  private static final Map<String, String> SHORT_BY_LONG =
      Arrays.stream(Locale.getISOLanguages())
          .collect(Collectors.toMap(LanguageCode::iso3, code -> code, (first, second) -> first));

  private LanguageCode() {}

  /// @param tag `pt-BR`, `pt`, `por`; anything else is no language
  static Optional<String> of(String tag) {
    String language = Locale.forLanguageTag(tag.replace('_', '-')).getLanguage();
    return language.isEmpty()
        ? Optional.empty()
        : Optional.of(SHORT_BY_LONG.getOrDefault(language, language));
  }

  private static String iso3(String language) {
    try {
      return Locale.of(language).getISO3Language();
    } catch (MissingResourceException none) {
      return language;
    }
  }
}
