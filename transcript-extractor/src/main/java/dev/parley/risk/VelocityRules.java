package dev.parley.risk;

import java.util.ArrayList;
import java.util.List;

/// How often the same came lately.
final class VelocityRules {
  private VelocityRules() {}

  static List<Finding> findings(Sightings seen, RiskPolicy policy) {
    List<Finding> findings = new ArrayList<>();
    if (seen.ipHour() >= policy.ipHourMax()) {
      findings.add(
          new Finding(RiskFlag.IP_VELOCITY, seen.ipHour() + " from this address in an hour"));
    } else if (seen.ipDay() >= policy.ipDayMax()) {
      findings.add(new Finding(RiskFlag.IP_VELOCITY, seen.ipDay() + " from this address in a day"));
    }
    if (seen.emailDay() >= policy.emailDayMax()) {
      findings.add(
          new Finding(RiskFlag.EMAIL_VELOCITY, seen.emailDay() + " with this e-mail in a day"));
    }
    if (seen.phoneDay() >= policy.phoneDayMax()) {
      findings.add(
          new Finding(RiskFlag.PHONE_VELOCITY, seen.phoneDay() + " with this number in a day"));
    }
    if (seen.sameDay() > 0) {
      findings.add(new Finding(RiskFlag.DUPLICATE, "the same was sent before, within a day"));
    }
    return findings;
  }
}
