package dev.parley.runtime.api;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;

/// Telephone numbers as people type them, in the one form they are stored in.
final class E164 {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final String NO_REGION = "ZZ";

  private E164() {}

  /// Empty where there is no country code, or no number of that country is that long. Numbers a
  /// plan does not know yet are let through: plans change faster than software.
  static Optional<String> read(String typed) {
    if (!typed.startsWith("+")) {
      return Optional.empty();
    }
    try {
      PhoneNumber number = NUMBERS.parse(typed, NO_REGION);
      boolean possible =
          NUMBERS.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE
              && !number.hasExtension();
      return possible
          ? Optional.of(NUMBERS.format(number, PhoneNumberFormat.E164))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }
}
