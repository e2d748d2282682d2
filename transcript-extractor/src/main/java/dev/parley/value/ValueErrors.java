package dev.parley.value;

/// Stable codes of [Parsed.Invalid].
public final class ValueErrors {
  public static final String PHONE_TOO_SHORT = "phone_too_short";
  public static final String PHONE_TOO_LONG = "phone_too_long";
  public static final String PHONE_NOT_VALID = "phone_not_valid";
  public static final String EMAIL_NO_AT = "email_no_at";
  public static final String EMAIL_NO_DOMAIN = "email_no_domain";
  public static final String EMAIL_NOT_VALID = "email_not_valid";

  /// Valid, but the domain looks like a slip of a well-known one, which is the nearest.
  public static final String EMAIL_TYPO = "email_typo";

  /// An amount for a period from which the question's does not follow: an hour's for a month's.
  public static final String PERIOD_NOT_COMPARABLE = "period_not_comparable";

  public static final String BELOW_MIN = "below_min";
  public static final String ABOVE_MAX = "above_max";

  /// No such day: 31 February.
  public static final String DATE_NOT_REAL = "date_not_real";

  /// A month or a week where a day is needed.
  public static final String DATE_TOO_VAGUE = "date_too_vague";

  public static final String TIME_NOT_REAL = "time_not_real";

  /// A day where its time is needed.
  public static final String TIME_MISSING = "time_missing";

  public static final String NOT_AN_OPTION = "not_an_option";
  public static final String OPTION_AMBIGUOUS = "option_ambiguous";
  public static final String POSTAL_CODE_NOT_VALID = "postal_code_not_valid";
  public static final String URL_NOT_VALID = "url_not_valid";

  private ValueErrors() {}
}
