package dev.parley.runtime.api;

import dev.parley.config.binding.ChannelConfig;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.settings.Secret;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a body says about a channel, beside its type and agent. Counts only after `Fields.done`.
///
/// @param settings entries to set; those that are empty are to be taken away
/// @param credentials the same
record ChannelFields(
    Optional<String> address,
    Optional<List<String>> origins,
    Map<String, Optional<String>> settings,
    Map<String, Optional<String>> credentials) {
  private static final Pattern SHORT_CODES = Pattern.compile("[0-9]{3,8}");
  private static final int ORIGINS_MAX = 50;
  private static final int ORIGIN_CHARS_MAX = 300;
  private static final int ADDRESS_CHARS_MAX = 100;
  private static final int ENTRIES_MAX = 20;
  private static final int SETTING_CHARS_MAX = 500;
  private static final int CREDENTIAL_CHARS_MAX = 4_000;

  static ChannelFields read(Fields fields) {
    return read(fields, fields.optionalText("address", ADDRESS_CHARS_MAX));
  }

  /// Without an address: it stays what it is.
  static ChannelFields readChange(Fields fields) {
    return read(fields, Optional.empty());
  }

  private static ChannelFields read(Fields fields, Optional<String> address) {
    boolean named = fields.has("origins");
    List<String> origins = fields.texts("origins", ORIGINS_MAX, ORIGIN_CHARS_MAX);
    for (int i = 0; i < origins.size(); i++) {
      if (!origin(origins.get(i))) {
        fields.wrong(
            "origins[" + i + "]", "bad_origin", "an origin such as https://shop.example, or *");
      }
    }
    return new ChannelFields(
        address,
        named ? Optional.of(origins) : Optional.empty(),
        fields.entries("settings", ENTRIES_MAX, SETTING_CHARS_MAX),
        fields.entries("credentials", ENTRIES_MAX, CREDENTIAL_CHARS_MAX));
  }

  /// The address in E.164, a short code as its digits, or empty for the web and where it is none.
  String address(Fields fields, ChannelType type) {
    checkFor(fields, type);
    Optional<String> number =
        address
            .filter(typed -> type == ChannelType.SMS && SHORT_CODES.matcher(typed).matches())
            .or(() -> address.flatMap(E164::read));
    if (type == ChannelType.WEB) {
      if (address.isPresent()) {
        fields.wrong("address", "not_for_type", "a web channel has no address");
      }
    } else if (number.isEmpty()) {
      fields.wrong(
          "address",
          "bad_address",
          "a telephone number with its country, such as +12025550123"
              + (type == ChannelType.SMS ? ", or a short code" : ""));
    }
    return number.orElse("");
  }

  void checkFor(Fields fields, ChannelType type) {
    if (type != ChannelType.WEB && origins.isPresent()) {
      fields.wrong("origins", "not_for_type", "only a web channel has origins");
    }
    if (type == ChannelType.WEB) {
      if (!settings.isEmpty()) {
        fields.wrong("settings", "not_for_type", "a web channel has no account");
      }
      if (!credentials.isEmpty()) {
        fields.wrong("credentials", "not_for_type", "a web channel has no account");
      }
    }
  }

  /// An account with these entries set and taken away.
  ChannelConfig onto(ChannelConfig before) {
    Map<String, String> newSettings = new TreeMap<>(before.settings());
    Map<String, Secret> newCredentials = new HashMap<>(before.credentials());
    settings.forEach(
        (name, value) ->
            value.ifPresentOrElse(
                text -> newSettings.put(name, text), () -> newSettings.remove(name)));
    credentials.forEach(
        (name, value) ->
            value.ifPresentOrElse(
                text -> newCredentials.put(name, Secret.of(text)),
                () -> newCredentials.remove(name)));
    return new ChannelConfig(newSettings, newCredentials);
  }

  private static boolean origin(String text) {
    if (text.equals("*")) {
      return true;
    }
    try {
      URI uri = new URI(text);
      return uri.getHost() != null
          && Set.of("http", "https").contains(uri.getScheme())
          && uri.getRawUserInfo() == null
          && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (java.net.URISyntaxException e) {
      return false;
    }
  }

  /// Prints no secret.
  @Override
  public String toString() {
    return "ChannelFields[settings=" + settings.keySet() + "]";
  }
}
