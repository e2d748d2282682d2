package dev.parley.channel.sandbox.whatsapp;

import dev.parley.config.settings.Secret;
import java.util.UUID;

/// The credentials of a simulated app.
///
/// @param appSecret signs the webhooks
/// @param verifyToken what our server expects when it is subscribed
/// @param accessToken of the system user, for every request
/// @param accountId of the WhatsApp Business Account
public record WhatsAppApp(
    Secret appSecret, Secret verifyToken, Secret accessToken, String accountId) {

  /// A new app nobody has guessed.
  public static WhatsAppApp made() {
    return new WhatsAppApp(
        Secret.of(hex()), Secret.of(hex()), Secret.of("EAAG" + hex() + hex()), digits());
  }

  /// A fresh id, as Graph's objects have.
  static String digits() {
    long low = UUID.randomUUID().getLeastSignificantBits() & Long.MAX_VALUE;
    return Long.toString(100_000_000_000_000L + low % 900_000_000_000_000L);
  }

  static String hex() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
