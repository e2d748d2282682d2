package dev.parley.value;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the readers need to know besides the text. Immutable; cheap to derive from one another.
///
/// @param languages language tags the contact may be speaking, the most likely first; at least one
/// @param region ISO 3166, for phone numbers, postal codes, day-month order, decimal marks
/// @param zone of the contact or the business, for offsets of times
/// @param now the moment the words were said, in that zone: relative dates count from it
/// @param currency ISO 4217, for amounts without one; else the region's own
/// @param options for `choice`: option id -> synonyms, in the order shown
/// @param min inclusive bound of numbers and amounts
/// @param max inclusive bound of numbers and amounts
/// @param period of `min` and `max` and of what amounts are compared with; empty: as said
/// @param lookingBack whether a date without a year is rather the last than the next one
public record ValueContext(
    List<String> languages,
    String region,
    ZoneId zone,
    LocalDateTime now,
    Optional<String> currency,
    Map<String, List<String>> options,
    Optional<BigDecimal> min,
    Optional<BigDecimal> max,
    Optional<String> period,
    boolean lookingBack) {
  /// Before a synonym of an option that holds only as it is, without slips.
  public static final String EXACT_SYNONYM = "=";

  public ValueContext {
    languages = languages.stream().map(ValueContext::primarySubtag).distinct().toList();
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    if (languages.isEmpty()) {
      throw new IllegalArgumentException("a reader needs at least one language");
    }
  }

  public ValueContext(
      List<String> languages,
      String region,
      ZoneId zone,
      LocalDateTime now,
      Optional<String> currency,
      Map<String, List<String>> options,
      Optional<BigDecimal> min,
      Optional<BigDecimal> max) {
    this(languages, region, zone, now, currency, options, min, max, Optional.empty(), false);
  }

  public static ValueContext of(
      List<String> languages, String region, ZoneId zone, LocalDateTime now) {
    return new ValueContext(
        languages,
        region,
        zone,
        now,
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  public ValueContext withOptions(Map<String, List<String>> newOptions) {
    return new ValueContext(
        languages, region, zone, now, currency, newOptions, min, max, period, lookingBack);
  }

  public ValueContext withCurrency(Optional<String> newCurrency) {
    return new ValueContext(
        languages, region, zone, now, newCurrency, options, min, max, period, lookingBack);
  }

  public ValueContext withBounds(Optional<BigDecimal> newMin, Optional<BigDecimal> newMax) {
    return new ValueContext(
        languages, region, zone, now, currency, options, newMin, newMax, period, lookingBack);
  }

  public ValueContext withPeriod(Optional<String> newPeriod) {
    return new ValueContext(
        languages, region, zone, now, currency, options, min, max, newPeriod, lookingBack);
  }

  public ValueContext withLookingBack(boolean newLookingBack) {
    return new ValueContext(
        languages, region, zone, now, currency, options, min, max, period, newLookingBack);
  }

  /// ISO 4217 of the region, or of the United States where it has none.
  public String ownCurrency() {
    return Regions.currency(region).orElse("USD");
  }

  /// `de` of `de-AT`, in lower case.
  public static String primarySubtag(String tag) {
    int dash = tag.indexOf('-');
    return (dash < 0 ? tag : tag.substring(0, dash)).toLowerCase(java.util.Locale.ROOT);
  }
}
