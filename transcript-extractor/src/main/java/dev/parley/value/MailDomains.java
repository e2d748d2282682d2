package dev.parley.value;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Well-known mailbox domains: to mend lost dots, and to suspect slips of the finger.
public final class MailDomains {
  private static final Lexicon LEXICON = Lexicon.read("mail");
  private static final Set<String> PROVIDERS = new HashSet<>();
  private static final Set<String> ENDINGS = new HashSet<>();
  private static final List<String> COMMON =
      List.of(
          "gmail.com",
          "yahoo.com",
          "hotmail.com",
          "outlook.com",
          "icloud.com",
          "aol.com",
          "live.com",
          "protonmail.com",
          "googlemail.com",
          "yahoo.es",
          "yahoo.fr",
          "hotmail.es",
          "hotmail.fr",
          "gmx.de",
          "web.de",
          "orange.fr",
          "libero.it",
          "yahoo.co.uk",
          "hotmail.co.uk",
          "hotmail.it",
          "yahoo.it",
          "yahoo.com.br",
          "uol.com.br",
          "sapo.pt");

  /// Well-known domains that are one slip away from another one and right all the same.
  private static final Set<String> RIGHT =
      Set.of(
          "ymail.com",
          "gmx.com",
          "gmx.net",
          "gmx.at",
          "mail.com",
          "email.com",
          "me.com",
          "live.de",
          "live.fr",
          "live.it",
          "live.nl",
          "yahoo.de",
          "yahoo.pt",
          "hotmail.de");

  static {
    LEXICON.entries("und", "provider").forEach(entry -> PROVIDERS.add(entry.phrase()));
    LEXICON.entries("und", "ending").forEach(entry -> ENDINGS.add(entry.phrase()));
  }

  private MailDomains() {}

  static boolean isEnding(String word) {
    return ENDINGS.contains(word);
  }

  static boolean isProvider(String word) {
    return PROVIDERS.contains(word);
  }

  /// `gmailcom` -> `gmail.com`; only for what is plainly a domain.
  static Optional<String> splitEnding(String word) {
    for (int at = word.length() - 2; at >= Math.max(2, word.length() - 5); at--) {
      if (ENDINGS.contains(word.substring(at))) {
        String name = word.substring(0, at);
        if (PROVIDERS.contains(name) || (word.endsWith("com") && at == word.length() - 3)) {
          return Optional.of(name + "." + word.substring(at));
        }
      }
    }
    if (word.endsWith("couk") && word.length() > 6) {
      return Optional.of(word.substring(0, word.length() - 4) + ".co.uk");
    }
    return Optional.empty();
  }

  /// The well-known domain that this one is probably meant to be.
  public static Optional<String> slipOf(String domain) {
    if (COMMON.contains(domain) || RIGHT.contains(domain) || domain.length() < 6) {
      return Optional.empty();
    }
    for (String common : COMMON) {
      if (Math.abs(common.length() - domain.length()) <= 1
          && common.charAt(0) == domain.charAt(0)
          && EditDistance.within(domain, common, 1)) {
        return Optional.of(common);
      }
    }
    return Optional.empty();
  }
}
