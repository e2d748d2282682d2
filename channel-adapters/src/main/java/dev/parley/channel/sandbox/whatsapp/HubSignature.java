package dev.parley.channel.sandbox.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.config.settings.Secret;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// `X-Hub-Signature-256`, as Meta writes it: HMAC-SHA256 over the body's bytes.
public final class HubSignature {
  private HubSignature() {}

  public static String of(Secret appSecret, byte[] body) {
    return "sha256=" + hex(appSecret, body);
  }

  static String hex(Secret key, byte[] bytes) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.reveal().getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
