package dev.parley.channel.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.config.settings.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `ElevenLabs-Signature: t=<unix seconds>,v0=<hex>`: HMAC-SHA256 of the time, a dot and the body's
/// bytes as they came. Thread-safe.
public final class ElevenLabsSignature {
  /// The header's name.
  public static final String HEADER = "ElevenLabs-Signature";

  private static final Pattern VALUE = Pattern.compile("t=(\\d{1,12}),v0=([0-9a-fA-F]{64})");

  private ElevenLabsSignature() {}

  /// The header's value.
  public static String sign(byte[] body, Instant at, Secret secret) {
    String seconds = Long.toString(at.getEpochSecond());
    byte[] hash = Hmac.sha256(secret, message(seconds, body));
    return "t=" + seconds + ",v0=" + HexFormat.of().formatHex(hash);
  }

  /// @param header as it came; anything at all
  /// @param secrets the active ones: two while a secret is being replaced
  /// @param tolerance how far its time may be from ours, either way
  public static boolean verify(
      byte[] body, String header, List<Secret> secrets, Instant now, Duration tolerance) {
    Matcher value = VALUE.matcher(header.replace(" ", ""));
    if (!value.matches()) {
      return false;
    }
    Instant at = Instant.ofEpochSecond(Long.parseLong(value.group(1)));
    boolean signed =
        Hmac.matches(
            "HmacSHA256",
            secrets,
            message(value.group(1), body),
            HexFormat.of().parseHex(value.group(2)));
    return signed && Duration.between(at, now).abs().compareTo(tolerance) <= 0;
  }

  private static byte[] message(String seconds, byte[] body) {
    byte[] head = (seconds + ".").getBytes(UTF_8);
    byte[] whole = new byte[head.length + body.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return whole;
  }
}
