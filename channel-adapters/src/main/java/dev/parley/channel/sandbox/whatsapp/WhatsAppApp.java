package dev.parley.channel.sandbox.whatsapp;

import dev.parley.channel.sandbox.Ids;
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
        Secret.of(secret()),
        Secret.of(secret()),
        Secret.of("EAAG" + secret() + secret()),
        Ids.digits());
  }

  private static String secret() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
