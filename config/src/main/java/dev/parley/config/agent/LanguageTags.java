package dev.parley.config.agent;

import com.ibm.icu.util.ULocale;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Language tags and regions as definitions write them: `pt`, `pt-BR`, `zh-Hant`; `PT`.
final class LanguageTags {
  private static final Set<String> LANGUAGES = Set.of(ULocale.getISOLanguages());
  private static final Set<String> REGIONS = Set.of(Locale.getISOCountries());

  private LanguageTags() {}

  /// The tag in its one right spelling, or empty when it is no language anybody speaks.
  static Optional<String> canonical(String tag) {
    try {
      Locale locale = new Locale.Builder().setLanguageTag(tag.replace('_', '-')).build();
      boolean plain = locale.getExtensionKeys().isEmpty() && locale.getVariant().isEmpty();
      boolean place = locale.getCountry().isEmpty() || isRegionOfLanguage(locale.getCountry());
      return plain && place && LANGUAGES.contains(locale.getLanguage())
          ? Optional.of(locale.toLanguageTag())
          : Optional.empty();
    } catch (IllformedLocaleException e) {
      return Optional.empty();
    }
  }

  static boolean isRegion(String region) {
    return REGIONS.contains(region);
  }

  /// Where a language is most likely spoken: `en` gives `US`, `pt` `BR`, `pt-PT` `PT`.
  static Optional<String> likelyRegion(String tag) {
    String region = ULocale.addLikelySubtags(ULocale.forLanguageTag(tag)).getCountry();
    return Optional.of(region).filter(LanguageTags::isRegion);
  }

  /// A country, or an area such as `419` (Latin America).
  private static boolean isRegionOfLanguage(String region) {
    return isRegion(region) || region.length() == 3;
  }
}
