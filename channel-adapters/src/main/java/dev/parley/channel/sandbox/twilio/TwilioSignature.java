package dev.parley.channel.sandbox.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.config.settings.Secret;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// `X-Twilio-Signature`, as Twilio writes it: HMAC-SHA1 over the URL and the sorted parameters.
public final class TwilioSignature {
  private TwilioSignature() {}

  /// @param url exactly as requested, without a fragment
  /// @param parameters of a form; empty for a GET or a JSON body
  public static String of(Secret authToken, String url, Map<String, String> parameters) {
    StringBuilder signed = new StringBuilder(url);
    new TreeMap<>(parameters).forEach((name, value) -> signed.append(name).append(value));
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(authToken.reveal().getBytes(UTF_8), "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(signed.toString().getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA1", e);
    }
  }
}
