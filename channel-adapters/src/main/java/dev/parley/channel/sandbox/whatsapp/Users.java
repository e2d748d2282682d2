package dev.parley.channel.sandbox.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.channel.sandbox.Recent;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Who is on WhatsApp: everybody, unless a test says otherwise. Thread-safe.
final class Users {
  static final Pattern USER_ID = Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}");
  private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{6,14}");
  private static final BigInteger USER_IDS = BigInteger.TEN.pow(19);
  private static final int USERS_MAX = 100_000;

  private final Recent<String, WhatsAppUser> byId = new Recent<>(USERS_MAX);
  private final Recent<String, String> idByPhone = new Recent<>(USERS_MAX);

  /// @param digits without `+`
  synchronized WhatsAppUser byPhone(String digits) {
    if (!DIGITS.matcher(digits).matches()) {
      throw new IllegalArgumentException("a number has 7 to 15 digits");
    }
    Optional<WhatsAppUser> known = idByPhone.get(digits).flatMap(byId::get);
    if (known.isPresent()) {
      return known.get();
    }
    WhatsAppUser made =
        new WhatsAppUser(
            userId(digits),
            Optional.of(digits),
            "Contact " + digits.substring(digits.length() - 4),
            Optional.empty());
    byId.put(made.userId(), made);
    idByPhone.put(digits, made.userId());
    return made;
  }

  /// The same for a number after every start, as the database behind the server may be older.
  private static String userId(String digits) {
    BigInteger hash = new BigInteger(1, Files.sha256(digits.getBytes(UTF_8)));
    return "US." + USER_IDS.add(hash.mod(USER_IDS.multiply(BigInteger.valueOf(9))));
  }

  /// A person whose number the business does not see.
  synchronized WhatsAppUser byId(String userId) {
    Optional<WhatsAppUser> known = byId.get(userId);
    if (known.isPresent()) {
      return known.get();
    }
    if (!USER_ID.matcher(userId).matches()) {
      throw new IllegalArgumentException(
          "a user id is a country code, a dot and letters or digits");
    }
    WhatsAppUser made =
        new WhatsAppUser(userId, Optional.empty(), "Someone", Optional.of("@someone"));
    byId.put(userId, made);
    return made;
  }

  synchronized Optional<WhatsAppUser> known(String userId) {
    return byId.get(userId);
  }

  synchronized WhatsAppUser change(String userId, UnaryOperator<WhatsAppUser> change) {
    WhatsAppUser changed = change.apply(byId(userId));
    byId.put(userId, changed);
    return changed;
  }

  /// The person has another number from now on, and another id.
  synchronized WhatsAppUser moved(String userId, String newDigits) {
    WhatsAppUser old = byId(userId);
    old.phone().ifPresent(idByPhone::remove);
    byId.remove(userId);
    WhatsAppUser made = byPhone(newDigits);
    return change(made.userId(), user -> user.named(old.name()));
  }

  static boolean isPhone(String digits) {
    return DIGITS.matcher(digits).matches();
  }
}
