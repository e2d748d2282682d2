package dev.parley.channel.http;

import dev.parley.config.settings.Secret;
import java.util.HexFormat;
import java.util.List;

/// `X-Hub-Signature-256`: HMAC-SHA256 of the body's bytes as they came, with the app's secret.
/// Thread-safe.
public final class MetaSignature {
  /// The header's name.
  public static final String HEADER = "X-Hub-Signature-256";

  private static final String PREFIX = "sha256=";
  private static final int HEX_CHARS = 64;

  private MetaSignature() {}

  /// The header's value.
  public static String sign(byte[] body, Secret appSecret) {
    return PREFIX + HexFormat.of().formatHex(Hmac.sha256(appSecret, body));
  }

  /// @param header as it came; anything at all
  /// @param appSecrets the active ones: two while a secret is being replaced
  public static boolean verify(byte[] body, String header, List<Secret> appSecrets) {
    if (!header.startsWith(PREFIX) || header.length() != PREFIX.length() + HEX_CHARS) {
      return false;
    }
    try {
      byte[] presented = HexFormat.of().parseHex(header, PREFIX.length(), header.length());
      return Hmac.matches("HmacSHA256", appSecrets, body, presented);
    } catch (IllegalArgumentException notHex) {
      return false;
    }
  }
}
