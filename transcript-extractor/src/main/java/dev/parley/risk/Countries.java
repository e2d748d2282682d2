package dev.parley.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Where the person probably is, and whether that fits.
final class Countries {
  private static final Set<String> ISO = Set.of(Locale.getISOCountries());

  private Countries() {}

  /// The number tells best, then what was given, then the address's ending, then the browser.
  static Optional<String> hint(Submission submission, Optional<String> phone) {
    return phone
        .or(() -> iso(submission.country()))
        .or(() -> iso(Optional.ofNullable(submission.metadata().get("ip_country"))))
        .or(() -> submission.email().flatMap(Countries::ending))
        .or(() -> browser(submission));
  }

  static List<Finding> findings(
      Submission submission, Optional<String> phone, Optional<String> hint, RiskPolicy policy) {
    List<Finding> findings = new ArrayList<>();
    Optional<String> network = iso(Optional.ofNullable(submission.metadata().get("ip_country")));
    Optional<String> given = iso(submission.country());
    if (differ(phone, given) || differ(phone, network) || differ(given, network)) {
      findings.add(
          new Finding(RiskFlag.COUNTRY_MISMATCH, "number, country and network do not agree"));
    }
    if (hint.isPresent()
        && !policy.countries().isEmpty()
        && !policy.countries().contains(hint.get())) {
      findings.add(
          new Finding(RiskFlag.COUNTRY_UNEXPECTED, "from " + hint.get() + ", not expected"));
    }
    return findings;
  }

  private static boolean differ(Optional<String> one, Optional<String> other) {
    return one.isPresent() && other.isPresent() && !one.equals(other);
  }

  private static Optional<String> iso(Optional<String> country) {
    return country.map(one -> one.strip().toUpperCase(Locale.ROOT)).filter(ISO::contains);
  }

  /// `.pt` is Portugal; `.com` and the endings sold to everyone are nowhere.
  private static Optional<String> ending(String email) {
    String ending = email.substring(email.lastIndexOf('.') + 1).strip().toUpperCase(Locale.ROOT);
    return switch (ending) {
      case "UK" -> Optional.of("GB");
      case "IO", "CO", "ME", "TV", "AI", "CC", "WS", "LY", "GG", "SH", "TO", "FM", "AM" ->
          Optional.empty();
      default -> iso(Optional.of(ending));
    };
  }

  private static Optional<String> browser(Submission submission) {
    String first = submission.metadata().getOrDefault("accept_language", "").split("[,;]", 2)[0];
    return iso(Optional.of(Locale.forLanguageTag(first.strip()).getCountry()));
  }
}
