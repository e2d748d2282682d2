package dev.parley.runtime.risk;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.parley.risk.Submission;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.validator.routines.InetAddressValidator;
import org.jspecify.annotations.Nullable;

/// By what a submission is known again, as hashes.
///
/// @param ip of the address, for IPv6 of its network of 64 bits; null: not given
/// @param same of e-mail, number and form together
@SuppressWarnings("ArrayRecordComponent") // bound to a statement, never compared
record SightingKeys(
    byte @Nullable [] ip,
    byte @Nullable [] email,
    byte @Nullable [] phone,
    byte @Nullable [] same) {
  private static final int KEY_BYTES = 16;
  private static final int NETWORK_BYTES = 8;

  static SightingKeys of(Submission submission, Optional<String> form) {
    Optional<String> email =
        submission
            .email()
            .map(one -> one.strip().toLowerCase(Locale.ROOT))
            .filter(SightingKeys::isFilled);
    Optional<String> phone =
        submission.phone().map(PhoneNumberUtil::normalizeDigitsOnly).filter(SightingKeys::isFilled);
    Optional<String> same =
        email.isPresent() || phone.isPresent()
            ? Optional.of(email.orElse("") + "\n" + phone.orElse("") + "\n" + form.orElse(""))
            : Optional.empty();
    return new SightingKeys(
        submission.ip().flatMap(SightingKeys::network).map(SightingKeys::hash).orElse(null),
        email.map(SightingKeys::hash).orElse(null),
        phone.map(SightingKeys::hash).orElse(null),
        same.map(SightingKeys::hash).orElse(null));
  }

  private static boolean isFilled(String text) {
    return !text.isEmpty();
  }

  /// Whoever has one IPv6 address has the whole network.
  private static Optional<String> network(String ip) {
    if (!InetAddressValidator.getInstance().isValid(ip.strip())) {
      return Optional.empty();
    }
    try {
      byte[] bytes = InetAddress.getByName(ip.strip()).getAddress();
      int kept = bytes.length > Integer.BYTES ? NETWORK_BYTES : bytes.length;
      return Optional.of(Arrays.toString(Arrays.copyOf(bytes, kept)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("a network address that was checked is none", e);
    }
  }

  private static byte[] hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Arrays.copyOf(digest.digest(text.getBytes(StandardCharsets.UTF_8)), KEY_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
