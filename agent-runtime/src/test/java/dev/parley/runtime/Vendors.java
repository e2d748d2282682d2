package dev.parley.runtime;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.PhoneListener;
import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.channel.sandbox.twilio.AcceptedSms;
import dev.parley.channel.sandbox.twilio.TwilioAccount;
import dev.parley.channel.sandbox.twilio.TwilioSandbox;
import dev.parley.channel.sandbox.whatsapp.AcceptedWhatsApp;
import dev.parley.channel.sandbox.whatsapp.WhatsAppApp;
import dev.parley.channel.sandbox.whatsapp.WhatsAppLimits;
import dev.parley.channel.sandbox.whatsapp.WhatsAppSandbox;
import dev.parley.runtime.cli.ServerClient;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Twilio and Meta in the test's own process, with a number each, for a server in another.
final class Vendors implements AutoCloseable {
  static final String SMS_NUMBER = "+12025550151";
  static final String WHATSAPP_NUMBER = "+12025550152";
  private static final String WHATSAPP_NUMBER_ID = "106540352242955";
  private static final int REQUESTS_AT_ONCE = 10_000;
  private static final JsonMapper JSON = new JsonMapper();

  final TwilioSandbox twilio;
  final WhatsAppSandbox whatsApp;
  final int port;

  /// @param port of the server they bring their webhooks to
  Vendors(int port, SandboxOptions options) {
    this.port = port;
    URI hooks = URI.create("http://localhost:" + port + "/hooks/");
    twilio =
        new TwilioSandbox(TwilioAccount.made(), options, PhoneListener.NONE, REQUESTS_AT_ONCE)
            .onLoopback()
            .number(SMS_NUMBER, hooks.resolve("twilio/sms"));
    whatsApp =
        new WhatsAppSandbox(
                WhatsAppApp.made(), WhatsAppLimits.NO_RATES, options, PhoneListener.NONE)
            .onLoopback()
            .number(WHATSAPP_NUMBER_ID, WHATSAPP_NUMBER)
            .trust(hooks.resolve("whatsapp"));
  }

  /// What the server must know to take them for the vendors.
  Map<String, String> settings(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("PARLEY_PORT", Integer.toString(port));
    settings.put("PARLEY_SANDBOX", "false");
    settings.put("PARLEY_PUBLIC_URL", "http://localhost:" + port);
    settings.put("PARLEY_WEBHOOK_LOOPBACK", "true");
    settings.put("PARLEY_TWILIO_URL", twilio.url().toString());
    settings.put("PARLEY_SMS_PER_SECOND", "9999");
    settings.put("PARLEY_WHATSAPP_PER_SECOND", "9999");
    settings.put("PARLEY_WHATSAPP_PAIR_EVERY", "0s");
    settings.put("PARLEY_WHATSAPP_URL", whatsApp.url().toString());
    return settings;
  }

  /// Gives an agent both numbers.
  void connect(ServerClient api, String agent) {
    ObjectNode sms = channel("sms", agent, SMS_NUMBER);
    sms.putObject("settings").put("account_sid", twilio.account().accountSid());
    sms.putObject("credentials").put("auth_token", twilio.account().authToken().reveal());
    api.post("/v1/channels", sms);
    ObjectNode meta = channel("whatsapp", agent, WHATSAPP_NUMBER);
    meta.putObject("settings").put("phone_number_id", WHATSAPP_NUMBER_ID);
    meta.putObject("credentials")
        .put("access_token", whatsApp.app().accessToken().reveal())
        .put("app_secret", whatsApp.app().appSecret().reveal())
        .put("verify_token", whatsApp.app().verifyToken().reveal());
    api.post("/v1/channels", meta);
  }

  private static ObjectNode channel(String type, String agent, String number) {
    return JSON.createObjectNode().put("type", type).put("agent", agent).put("address", number);
  }

  /// What Twilio took for this number, in order.
  List<String> sms(String contact) {
    return twilio.accepted().stream()
        .filter(message -> message.to().equals(contact))
        .map(AcceptedSms::body)
        .toList();
  }

  /// What Meta took for this number, in order.
  List<String> whatsApp(String contact) {
    return whatsApp.accepted().stream()
        .filter(message -> message.to().equals(contact))
        .map(AcceptedWhatsApp::text)
        .toList();
  }

  @Override
  public void close() {
    twilio.close();
    whatsApp.close();
  }
}
