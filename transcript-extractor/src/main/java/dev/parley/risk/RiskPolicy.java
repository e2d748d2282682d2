package dev.parley.risk;

import java.util.Set;

/// A business's own bounds.
///
/// @param reviewFrom from this score a person looks at it
/// @param blockFrom from this score it goes no further; not below `reviewFrom`
/// @param allowedDomains never taken for throw-away, role or blocked; with their subdomains
/// @param blockedDomains always too much; with their subdomains
/// @param countries ISO 3166 countries leads are expected from; none: everywhere
/// @param ipHourMax more than this from one network address in an hour is too much
public record RiskPolicy(
    int reviewFrom,
    int blockFrom,
    Set<String> allowedDomains,
    Set<String> blockedDomains,
    Set<String> countries,
    int ipHourMax,
    int ipDayMax,
    int emailDayMax,
    int phoneDayMax) {
  public static final RiskPolicy DEFAULT =
      new RiskPolicy(40, 75, Set.of(), Set.of(), Set.of(), 10, 30, 3, 3);

  public RiskPolicy {
    allowedDomains = Set.copyOf(allowedDomains);
    blockedDomains = Set.copyOf(blockedDomains);
    countries = Set.copyOf(countries);
    if (blockFrom < reviewFrom) {
      throw new IllegalArgumentException("blocked from " + blockFrom + ", before review");
    }
  }

  Decision decide(int score) {
    if (score >= blockFrom) {
      return Decision.BLOCKED;
    }
    return score >= reviewFrom ? Decision.REVIEW : Decision.ALLOWED;
  }
}
