package dev.parley.channel.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.config.settings.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `X-Twilio-Signature`: HMAC-SHA1 with the account's auth token, in Base64, of the address Twilio
/// called and every parameter of the form. Thread-safe.
///
/// The address must be the one Twilio was given: callers build it from settings and the request's
/// path and query as they came, never from what a client may write into headers.
public final class TwilioSignature {
  /// The header's name.
  public static final String HEADER = "X-Twilio-Signature";

  private static final Pattern ADDRESS =
      Pattern.compile("(([a-z]+)://)([^/?#:\\[\\]]*|\\[[0-9a-fA-F:.]+])(:\\d+)?([/?#].*)?");

  private static final Pattern BODY_HASH = Pattern.compile("[?&]bodySHA256=([0-9a-fA-F]{64})(&|$)");

  private TwilioSignature() {}

  /// The header's value for a form, or for none (GET, WebSocket, JSON).
  public static String sign(String url, FormBody form, Secret authToken) {
    return Base64.getEncoder().encodeToString(Hmac.sha1(authToken, signed(url, form)));
  }

  /// @param url as Twilio was given it, whether with or without its port
  /// @param header as it came; anything at all
  /// @param authTokens the active ones: two while a token is being replaced
  public static boolean verify(String url, FormBody form, String header, List<Secret> authTokens) {
    byte[] presented;
    try {
      presented = Base64.getDecoder().decode(header.getBytes(US_ASCII));
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
    return variants(url).stream()
        .anyMatch(
            variant -> Hmac.matches("HmacSHA1", authTokens, signed(variant, form), presented));
  }

  /// A call whose body is no form: the address, signed, names the body's SHA-256.
  public static boolean verifyBody(
      String url, byte[] body, String header, List<Secret> authTokens) {
    Matcher named = BODY_HASH.matcher(url);
    return named.find()
        && MessageDigest.isEqual(sha256(body), HexFormat.of().parseHex(named.group(1)))
        && verify(url, FormBody.empty(), header, authTokens);
  }

  /// A repeated parameter counts once for each different value, sorted, as Twilio's own libraries
  /// do it.
  private static byte[] signed(String url, FormBody form) {
    var text = new StringBuilder(url);
    form.sorted()
        .forEach((name, all) -> new TreeSet<>(all).forEach(v -> text.append(name).append(v)));
    return text.toString().getBytes(UTF_8);
  }

  /// Twilio signs sometimes with the port and sometimes without; port 443 belongs to https, and 80
  /// to every other scheme, wss too, as its libraries have it.
  private static Set<String> variants(String url) {
    var variants = new LinkedHashSet<String>();
    variants.add(url);
    Matcher parts = ADDRESS.matcher(url);
    if (!parts.matches()) {
      return variants;
    }
    String host = parts.group(1) + parts.group(3);
    String rest = parts.group(5) == null ? "" : parts.group(5);
    variants.add(host + rest);
    if (parts.group(4) == null) {
      boolean https = parts.group(2).equals("https");
      variants.add(host + (https ? ":443" : ":80") + rest);
      if (parts.group(2).equals("wss")) {
        variants.add(host + ":443" + rest);
      }
    }
    return variants;
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
