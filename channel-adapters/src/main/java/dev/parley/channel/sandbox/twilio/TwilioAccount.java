package dev.parley.channel.sandbox.twilio;

import dev.parley.channel.sandbox.Ids;
import dev.parley.config.settings.Secret;
import java.util.UUID;

/// The credentials of a simulated account.
///
/// @param authToken also signs the webhooks
/// @param apiKeySid authorises requests together with its secret; signs nothing
public record TwilioAccount(
    String accountSid, Secret authToken, String apiKeySid, Secret apiKeySecret) {

  /// A new account nobody has guessed.
  public static TwilioAccount made() {
    return new TwilioAccount(
        sid("AC"), Secret.of(secret()), sid("SK"), Secret.of(secret().substring(0, 30) + "aZ"));
  }

  /// A fresh id.
  ///
  /// @param prefix two letters, such as `MG`
  public static String sid(String prefix) {
    return prefix + Ids.hex();
  }

  private static String secret() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
