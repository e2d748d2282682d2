package dev.parley.value;

import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Habits of writing by region.
final class Regions {
  private static final Set<String> DECIMAL_POINT =
      Set.of(
          "US", "GB", "IE", "CA", "AU", "NZ", "IN", "MX", "JP", "CN", "HK", "SG", "MY", "PH", "IL",
          "KE", "NG", "GH", "PK", "BD", "LK", "TH", "KR", "TW", "DO", "GT", "HN", "NI", "PA", "PE",
          "PR", "SV", "CH", "LI", "MT", "ZA", "AE", "EG", "JM");
  private static final Set<String> MONTH_FIRST = Set.of("US", "PH", "PW", "FM", "PR");

  private static final Set<String> TWELVE_HOURS =
      Set.of("US", "CA", "AU", "NZ", "IN", "PH", "GB", "IE", "MX", "PK", "EG", "KE", "MY");

  private Regions() {}

  /// Whether people write times with am and pm.
  static boolean twelveHours(String region) {
    return TWELVE_HOURS.contains(region);
  }

  static boolean decimalPoint(String region) {
    return DECIMAL_POINT.contains(region);
  }

  /// Whether 3/4 is the fourth of March.
  static boolean monthFirst(String region) {
    return MONTH_FIRST.contains(region);
  }

  static Optional<String> currency(String region) {
    try {
      Currency currency = Currency.getInstance(Locale.of("", region));
      return Optional.ofNullable(currency).map(Currency::getCurrencyCode);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static final Set<String> DOLLARS =
      Set.of("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "JMD", "BSD", "BBD", "TTD", "FJD");
  private static final Set<String> PESOS =
      Set.of("MXN", "ARS", "CLP", "COP", "UYU", "DOP", "PHP", "CUP");

  /// In Mexico, Argentina, Chile, Colombia and Uruguay `$` is the peso.
  static String ofDollarSign(Optional<String> expected, String region) {
    return switch (region) {
      case "MX", "AR", "CL", "CO", "UY", "DO" ->
          expected.orElseGet(() -> currency(region).orElse("USD"));
      default -> own("USD", expected, region);
    };
  }

  /// Which dollar or peso is meant: the expected currency's, else the region's own, else the
  /// commonest.
  static String own(String commonest, Optional<String> expected, String region) {
    Set<String> family =
        commonest.equals("USD") ? DOLLARS : commonest.equals("MXN") ? PESOS : Set.of(commonest);
    if (expected.isPresent() && family.contains(expected.get())) {
      return expected.get();
    }
    return currency(region).filter(family::contains).orElse(commonest);
  }
}
