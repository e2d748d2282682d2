package dev.parley.risk;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a telephone number tells, by the numbering plans alone: nobody is called.
final class PhoneRules {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final Set<PhoneNumberType> COSTLY =
      Set.of(PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST);
  private static final Set<PhoneNumberType> NOT_PERSONAL =
      Set.of(
          PhoneNumberType.TOLL_FREE,
          PhoneNumberType.UAN,
          PhoneNumberType.VOICEMAIL,
          PhoneNumberType.PAGER);

  /// 555-0100 to 555-0199 are for films; one digit over and over and a plain count are made up.
  private static final Pattern FILM = Pattern.compile(".*55501\\d\\d");

  private static final Pattern SAME_DIGIT = Pattern.compile(".*?(\\d)\\1{6,}\\d{0,2}");
  private static final String COUNT = "01234567890123456789";
  private static final int COUNT_MIN = 8;

  private PhoneRules() {}

  /// @param country ISO 3166 of the number
  record Read(Optional<String> country, List<Finding> findings) {
    Read {
      findings = List.copyOf(findings);
    }

    static Read of(RiskFlag flag, String reason) {
      return new Read(Optional.empty(), List.of(new Finding(flag, reason)));
    }
  }

  static Read read(Submission submission) {
    Optional<String> typed = submission.phone();
    if (typed.isEmpty()) {
      return new Read(Optional.empty(), List.of());
    }
    String home = submission.country().map(one -> one.toUpperCase(Locale.ROOT)).orElse("ZZ");
    PhoneNumber number;
    try {
      number = NUMBERS.parse(typed.get(), home);
    } catch (NumberParseException e) {
      return Read.of(RiskFlag.PHONE_INVALID, "this cannot be a telephone number");
    }
    String digits = Long.toString(number.getNationalNumber());
    if (isMadeUp(digits)) {
      return Read.of(RiskFlag.PHONE_FICTIONAL, "a number nobody has");
    }
    if (!NUMBERS.isValidNumber(number)) {
      return Read.of(RiskFlag.PHONE_INVALID, "a number no network has given out");
    }
    return new Read(country(number), kind(NUMBERS.getNumberType(number)));
  }

  private static boolean isMadeUp(String digits) {
    return FILM.matcher(digits).matches()
        || SAME_DIGIT.matcher(digits).matches()
        || counts(digits)
        || counts(new StringBuilder(digits).reverse().toString());
  }

  private static boolean counts(String digits) {
    return digits.length() >= COUNT_MIN && COUNT.contains(digits);
  }

  private static Optional<String> country(PhoneNumber number) {
    String region = NUMBERS.getRegionCodeForNumber(number);
    return Optional.ofNullable(region).filter(one -> one.matches("[A-Z]{2}"));
  }

  private static List<Finding> kind(PhoneNumberType type) {
    List<Finding> findings = new ArrayList<>();
    if (COSTLY.contains(type)) {
      findings.add(new Finding(RiskFlag.PHONE_COSTLY, "a number that is charged extra"));
    } else if (NOT_PERSONAL.contains(type)) {
      findings.add(new Finding(RiskFlag.PHONE_NOT_PERSONAL, "not a person's number"));
    }
    return findings;
  }
}
