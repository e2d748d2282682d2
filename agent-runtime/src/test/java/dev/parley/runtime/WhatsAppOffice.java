package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.channel.sandbox.whatsapp.WhatsAppContact;
import dev.parley.channel.sandbox.whatsapp.WhatsAppLimits;
import dev.parley.channel.sandbox.whatsapp.WhatsAppSandbox;
import dev.parley.config.settings.Settings;
import dev.parley.config.store.TestDatabase;
import dev.parley.runtime.cli.ServerClient;
import dev.parley.runtime.driver.Milestones;
import dev.parley.runtime.process.Parley;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A business with one agent behind a WhatsApp number, the vendor simulated, and a contact.
final class WhatsAppOffice implements AutoCloseable {
  static final String KEY = "admin-key-of-a-test";
  private static final String OURS = "+15550783881";
  private static final String OUR_ID = "106540352242922";
  private static final JsonMapper JSON = new JsonMapper();

  final WhatsAppSandbox meta;
  final WhatsAppContact ann;
  final URI server;
  final ServerClient api;
  private final TestDatabase database = TestDatabase.create();
  private final Parley parley;

  WhatsAppOffice(Path data, String definition, Map<String, String> more) throws IOException {
    this(data, definition, more, WhatsAppLimits.VENDOR);
  }

  WhatsAppOffice(Path data, String definition, Map<String, String> more, WhatsAppLimits limits)
      throws IOException {
    this(data, definition, more, limits, Milestones.NONE);
  }

  WhatsAppOffice(
      Path data,
      String definition,
      Map<String, String> more,
      WhatsAppLimits limits,
      Milestones milestones)
      throws IOException {
    meta = WhatsAppSandbox.start(limits, SandboxOptions.TIDY).number(OUR_ID, OURS);
    Map<String, String> settings = new HashMap<>();
    settings.put("PARLEY_PORT", "0");
    settings.put("PARLEY_DATA", data.toString());
    settings.put("PARLEY_ADMIN_KEY", KEY);
    settings.put("PARLEY_DATABASE_URL", database.settings().jdbcUrl());
    settings.put("PARLEY_MODEL", "builtin");
    settings.put("PARLEY_SAMPLES", "false");
    settings.put("PARLEY_WHATSAPP_URL", meta.url().toString());
    settings.putAll(more);
    parley =
        Parley.start(
            Settings.load(settings, data.resolve("none.yaml")), milestones, Clock.systemUTC());
    server = URI.create("http://localhost:" + parley.port());
    api = new ServerClient(server, KEY);
    Office.open(api, definition);
    ObjectNode channel = JSON.createObjectNode();
    channel.put("type", "whatsapp").put("address", OURS);
    channel.put("agent", JSON.readTree(definition).path("agent").asText());
    channel.putObject("settings").put("phone_number_id", OUR_ID);
    channel
        .putObject("credentials")
        .put("access_token", meta.app().accessToken().reveal())
        .put("app_secret", meta.app().appSecret().reveal())
        .put("verify_token", meta.app().verifyToken().reveal());
    api.post("/v1/channels", channel);
    assertThat(meta.subscribe(server.resolve("/hooks/whatsapp"))).isTrue();
    ann = meta.contact("+16505551234").named("Ann");
  }

  /// The one conversation; missing before it has begun.
  JsonNode conversation() throws IOException {
    return api.get("/v1/conversations").path("items").path(0);
  }

  /// Why messages were not sent.
  List<String> reasons() {
    return database
        .database()
        .acrossTenants(
            tx ->
                tx.fetch("select reason from outbox where status = 'refused'")
                    .getValues(0, String.class));
  }

  @Override
  public void close() {
    parley.close();
    meta.close();
    database.close();
  }
}
