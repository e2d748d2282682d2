package dev.parley.runtime.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.Alert;
import dev.parley.channel.sandbox.whatsapp.WhatsAppApp;
import dev.parley.channel.sandbox.whatsapp.WhatsAppContact;
import dev.parley.channel.sandbox.whatsapp.WhatsAppLimits;
import dev.parley.channel.sandbox.whatsapp.WhatsAppSandbox;
import dev.parley.config.json.Json;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// WhatsApp. Thread-safe.
final class MetaLine implements VendorLine {
  private static final String NUMBER_ID = "106540352242961";

  private final People people = new People(this::person);
  private final WhatsAppSandbox whatsApp;

  MetaLine(URI hooks) {
    whatsApp =
        new WhatsAppSandbox(WhatsAppApp.made(), WhatsAppLimits.NO_RATES, OPTIONS, people)
            .onLoopback()
            .number(NUMBER_ID, NUMBER)
            .trust(hooks.resolve("whatsapp"));
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "PARLEY_WHATSAPP_URL",
        whatsApp.url().toString(),
        "PARLEY_WHATSAPP_PER_SECOND",
        UNPACED,
        "PARLEY_WHATSAPP_PAIR_EVERY",
        "0s");
  }

  @Override
  public ObjectNode channel(String agent) {
    ObjectNode channel =
        Json.object().put("type", "whatsapp").put("agent", agent).put("address", NUMBER);
    channel.putObject("settings").put("phone_number_id", NUMBER_ID);
    channel
        .putObject("credentials")
        .put("access_token", whatsApp.app().accessToken().reveal())
        .put("app_secret", whatsApp.app().appSecret().reveal())
        .put("verify_token", whatsApp.app().verifyToken().reveal());
    return channel;
  }

  @Override
  public Texter texter(int ordinal) {
    return new Texter(ordinal, people);
  }

  private People.Person person(int ordinal) {
    WhatsAppContact contact = whatsApp.contact(VendorLine.number(ordinal));
    return new People.Person(contact.address(), contact::says);
  }

  @Override
  public List<Alert> alerts() {
    return whatsApp.alerts();
  }

  @Override
  public void close() {
    whatsApp.close();
  }
}
