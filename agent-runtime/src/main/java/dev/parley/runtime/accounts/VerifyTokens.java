package dev.parley.runtime.accounts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.config.settings.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/// The words by which a vendor's registration is known, as digests: compared all, each in constant
/// time, whatever their length. Immutable.
final class VerifyTokens {
  private final List<byte[]> digests;

  VerifyTokens(List<Secret> tokens) {
    this.digests = tokens.stream().map(token -> digest(token.reveal())).toList();
  }

  boolean knows(String token) {
    byte[] given = digest(token);
    boolean known = false;
    for (byte[] digest : digests) {
      known |= MessageDigest.isEqual(digest, given);
    }
    return known;
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK lacks SHA-256", e);
    }
  }
}
