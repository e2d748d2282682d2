package dev.parley.channel.sms;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.channel.ChannelAccount;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.settings.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// One account with a token being replaced, and forms as Twilio posts them.
final class SmsFixtures {
  static final String OURS = "+15005550006";
  static final String THEIRS = "+5511999990000";
  static final String ACCOUNT_SID = "AC" + "0a".repeat(16);
  static final String MESSAGE_SID = "SM" + "1b".repeat(16);
  static final Secret TOKEN = Secret.of("the current token");
  static final Secret OLD_TOKEN = Secret.of("the token before");
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final URI PUBLIC_URL = URI.create("https://agents.example/parley");

  private SmsFixtures() {}

  static ChannelAccount account() {
    return new ChannelAccount(
        ChannelType.SMS,
        OURS,
        Map.of("account_sid", ACCOUNT_SID),
        Map.of("auth_token", TOKEN, "auth_token_previous", OLD_TOKEN));
  }

  static Map<String, String> form(String... more) {
    var form = new LinkedHashMap<String, String>();
    form.put("ToCountry", "US");
    form.put("ToState", "");
    form.put("SmsMessageSid", MESSAGE_SID);
    form.put("NumMedia", "0");
    form.put("ToCity", "");
    form.put("SmsSid", MESSAGE_SID);
    form.put("SmsStatus", "received");
    form.put("FromCountry", "BR");
    form.put("Body", "Olá 👍");
    form.put("To", OURS);
    form.put("NumSegments", "1");
    form.put("MessageSid", MESSAGE_SID);
    form.put("AccountSid", ACCOUNT_SID);
    form.put("From", THEIRS);
    form.put("ApiVersion", "2010-04-01");
    for (int i = 0; i < more.length; i += 2) {
      form.put(more[i], more[i + 1]);
    }
    return form;
  }

  static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(
            field ->
                URLEncoder.encode(field.getKey(), UTF_8)
                    + "="
                    + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }
}
