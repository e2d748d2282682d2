package dev.parley.channel.whatsapp;

import dev.parley.channel.ChannelAccount;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.settings.Secret;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/// Two channels: one of this server's own app, with a secret being replaced, one of another app.
final class MetaFixtures {
  static final String OURS = "+15550783881";
  static final String OUR_ID = "106540352242922";
  static final String OTHER_ID = "106540352242999";
  static final String THEIRS = "+16505551234";
  static final String USER_ID = "US.13491208655302741918";
  static final Secret SECRET = Secret.of("app-secret");
  static final Secret OLD_SECRET = Secret.of("the secret before");
  static final Secret OTHER_SECRET = Secret.of("another app's secret");
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private MetaFixtures() {}

  static ChannelAccount account() {
    return new ChannelAccount(
        ChannelType.WHATSAPP,
        OURS,
        Map.of("phone_number_id", OUR_ID, "waba_id", "102290129340398"),
        Map.of(
            "access_token",
            Secret.of("EAAtoken"),
            "app_secret",
            SECRET,
            "app_secret_previous",
            OLD_SECRET,
            "verify_token",
            Secret.of("say this back")));
  }

  static ChannelAccount otherApps() {
    return new ChannelAccount(
        ChannelType.WHATSAPP,
        "+15550783999",
        Map.of("phone_number_id", OTHER_ID),
        Map.of("access_token", Secret.of("EAAother"), "app_secret", OTHER_SECRET));
  }

  /// A webhook of one change about our number.
  static String webhook(String items) {
    return envelope(change("messages", OUR_ID, items));
  }

  static String envelope(String... changes) {
    return """
    {"object":"whatsapp_business_account","new_field":{"a":[1]},
     "entry":[{"id":"102290129340398","time":1,"changes":[%s]}]}\
    """
        .formatted(String.join(",", changes));
  }

  static String change(String field, String phoneNumberId, String items) {
    return """
    {"field":"%s","value":{"messaging_product":"whatsapp",
     "metadata":{"display_phone_number":"15550783881","phone_number_id":"%s"},%s}}\
    """
        .formatted(field, phoneNumberId, items);
  }

  /// A message of the person with a number and an id.
  static String message(String id, String typeAndContent) {
    return """
    "contacts":[
      {"profile":{"name":"Somebody Else"},"wa_id":"15550000000","user_id":"US.2"},
      {"profile":{"name":"Sheena Nelson","username":"@sheena"},"wa_id":"16505551234",
       "user_id":"%s"}],
    "messages":[{"from":"16505551234","from_user_id":"%s","id":"%s",
      "timestamp":"1763800000","later":true,%s}]\
    """
        .formatted(USER_ID, USER_ID, id, typeAndContent);
  }
}
