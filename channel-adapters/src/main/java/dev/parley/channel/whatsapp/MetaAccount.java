package dev.parley.channel.whatsapp;

import dev.parley.channel.ChannelAccount;
import dev.parley.config.settings.Secret;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A channel's account as Meta wants it.
///
/// Settings: `phone_number_id`, `waba_id`. Credentials: `access_token`; `app_secret`,
/// `app_secret_previous` (while it is being replaced) and `verify_token`, where the channel has a
/// Meta app of its own.
record MetaAccount(String phoneNumberId, Secret accessToken) {
  static final String PHONE_NUMBER_ID = "phone_number_id";
  static final String WABA_ID = "waba_id";
  static final String ACCESS_TOKEN = "access_token";
  static final String APP_SECRET = "app_secret";
  static final String APP_SECRET_PREVIOUS = "app_secret_previous";
  static final String VERIFY_TOKEN = "verify_token";

  static final Pattern IDS = Pattern.compile("\\d{1,32}");

  /// Empty when the account cannot send: see [WhatsAppAccountRules].
  static Optional<MetaAccount> of(ChannelAccount account) {
    return account
        .setting(PHONE_NUMBER_ID)
        .filter(id -> IDS.matcher(id).matches())
        .flatMap(id -> account.credential(ACCESS_TOKEN).map(token -> new MetaAccount(id, token)));
  }

  /// What may sign webhooks about this channel: its own app's secrets, else this server's.
  static List<Secret> appSecrets(ChannelAccount account, WhatsAppSettings settings) {
    List<Secret> own =
        Stream.of(APP_SECRET, APP_SECRET_PREVIOUS)
            .flatMap(name -> account.credential(name).stream())
            .toList();
    return own.isEmpty() ? settings.appSecrets() : own;
  }
}
