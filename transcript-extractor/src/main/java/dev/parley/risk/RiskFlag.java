package dev.parley.risk;

import java.util.Locale;

/// What can be wrong, and how much it weighs by itself: a hundred is certain. The wire names are
/// stable; a change of weight is a new [RiskRules#VERSION].
public enum RiskFlag {
  NO_CONTACT(30, "incomplete"),
  EMAIL_SYNTAX(45, "invalid"),
  EMAIL_DISPOSABLE(60, "disposable"),
  EMAIL_BLOCKED_DOMAIN(100, "blocklisted"),
  EMAIL_ROLE(12, "role_mailbox"),
  EMAIL_GIBBERISH(30, "gibberish"),
  EMAIL_DOMAIN_SLIP(10, "typo"),
  PHONE_INVALID(40, "invalid"),
  PHONE_FICTIONAL(45, "invalid"),
  PHONE_COSTLY(35, "phone_type"),
  PHONE_NOT_PERSONAL(10, "phone_type"),
  COUNTRY_MISMATCH(15, "country"),
  COUNTRY_UNEXPECTED(20, "country"),
  NAME_GIBBERISH(30, "gibberish"),
  NAME_WITH_LINK(60, "spam"),
  NAME_FICTIONAL(35, "invalid"),
  AUTOMATED(50, "automation"),
  NO_USER_AGENT(10, "automation"),
  HONEYPOT(95, "automation"),
  FILLED_TOO_FAST(45, "automation"),
  IP_INVALID(10, "invalid"),
  LINKS(25, "spam"),
  MANY_LINKS(55, "spam"),
  SPAM_TERMS(40, "spam"),
  IP_VELOCITY(50, "velocity"),
  EMAIL_VELOCITY(30, "velocity"),
  PHONE_VELOCITY(30, "velocity"),
  DUPLICATE(25, "duplicate");

  private final int points;
  private final String label;

  RiskFlag(int points, String label) {
    this.points = points;
    this.label = label;
  }

  public int points() {
    return points;
  }

  /// What kind of thing it is; several flags share one.
  public String label() {
    return label;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
