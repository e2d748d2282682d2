package dev.parley.channel.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.config.settings.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Keyed hashes, as vendors sign their webhooks.
final class Hmac {
  private Hmac() {}

  static byte[] sha1(Secret key, byte[] message) {
    return hash("HmacSHA1", key, message);
  }

  static byte[] sha256(Secret key, byte[] message) {
    return hash("HmacSHA256", key, message);
  }

  /// Whether any key gives this hash. Takes as long for the first key as for the last.
  static boolean matches(String algorithm, List<Secret> keys, byte[] message, byte[] presented) {
    boolean matches = false;
    for (Secret key : keys) {
      matches |= MessageDigest.isEqual(hash(algorithm, key, message), presented);
    }
    return matches;
  }

  private static byte[] hash(String algorithm, Secret key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key.reveal().getBytes(UTF_8), algorithm));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
