package dev.parley.runtime.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.Alert;
import dev.parley.channel.sandbox.twilio.TwilioAccount;
import dev.parley.channel.sandbox.twilio.TwilioContact;
import dev.parley.channel.sandbox.twilio.TwilioSandbox;
import dev.parley.config.json.Json;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// Twilio. Thread-safe.
final class TwilioLine implements VendorLine {
  private static final int REQUESTS_AT_ONCE = 100_000;

  private final People people = new People(this::person);
  private final TwilioSandbox twilio;

  TwilioLine(URI hooks) {
    twilio =
        new TwilioSandbox(TwilioAccount.made(), OPTIONS, people, REQUESTS_AT_ONCE)
            .onLoopback()
            .number(NUMBER, hooks.resolve("twilio/sms"));
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("PARLEY_TWILIO_URL", twilio.url().toString(), "PARLEY_SMS_PER_SECOND", UNPACED);
  }

  @Override
  public ObjectNode channel(String agent) {
    ObjectNode channel =
        Json.object().put("type", "sms").put("agent", agent).put("address", NUMBER);
    channel.putObject("settings").put("account_sid", twilio.account().accountSid());
    channel.putObject("credentials").put("auth_token", twilio.account().authToken().reveal());
    return channel;
  }

  @Override
  public Texter texter(int ordinal) {
    return new Texter(ordinal, people);
  }

  private People.Person person(int ordinal) {
    TwilioContact contact = twilio.contact(VendorLine.number(ordinal));
    return new People.Person(contact.number(), contact::says);
  }

  @Override
  public List<Alert> alerts() {
    return twilio.alerts();
  }

  @Override
  public void close() {
    twilio.close();
  }
}
