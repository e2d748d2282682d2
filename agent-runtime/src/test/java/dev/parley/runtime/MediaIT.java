package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.MediaFile;
import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.channel.sandbox.whatsapp.WhatsAppContact;
import dev.parley.channel.sandbox.whatsapp.WhatsAppSandbox;
import dev.parley.config.settings.Settings;
import dev.parley.config.store.TestDatabase;
import dev.parley.runtime.cli.ServerClient;
import dev.parley.runtime.driver.Milestones;
import dev.parley.runtime.process.Parley;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files on their whole way: from a contact's phone, through the vendor, to the business.
class MediaIT {
  private static final String KEY = "admin-key-of-a-test";
  private static final String OURS = "+15550783881";
  private static final String OUR_ID = "106540352242922";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final JsonMapper JSON = new JsonMapper();

  private final TestDatabase database = TestDatabase.create();
  @TempDir private Path data;
  private WhatsAppSandbox meta;
  private WhatsAppContact ann;
  private Parley parley;
  private URI server;
  private ServerClient api;

  @BeforeEach
  void start() throws IOException {
    meta = WhatsAppSandbox.start(SandboxOptions.TIDY).number(OUR_ID, OURS);
    parley =
        Parley.start(
            Settings.load(
                Map.of(
                    "PARLEY_PORT",
                    "0",
                    "PARLEY_DATA",
                    data.toString(),
                    "PARLEY_ADMIN_KEY",
                    KEY,
                    "PARLEY_DATABASE_URL",
                    database.settings().jdbcUrl(),
                    "PARLEY_MODEL",
                    "builtin",
                    "PARLEY_SAMPLES",
                    "false",
                    "PARLEY_MEDIA_BYTES_MAX",
                    "2000000",
                    "PARLEY_WHATSAPP_URL",
                    meta.url().toString()),
                data.resolve("none.yaml")),
            Milestones.NONE,
            Clock.systemUTC());
    server = URI.create("http://localhost:" + parley.port());
    api = new ServerClient(server, KEY);
    Office.open(api, Office.BRIEF_AGENT);
    ObjectNode channel = JSON.createObjectNode();
    channel.put("type", "whatsapp").put("agent", "brief").put("address", OURS);
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

  @AfterEach
  void stop() {
    parley.close();
    meta.close();
    database.close();
  }

  private JsonNode files() throws IOException {
    JsonNode conversations = api.get("/v1/conversations").path("items");
    return conversations.isEmpty()
        ? conversations
        : api.get("/v1/conversations/" + conversations.path(0).path("id").asText() + "/media")
            .path("items");
  }

  private JsonNode settled(int count) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> {
              JsonNode files = files();
              return files.size() == count && !files.findValuesAsText("status").contains("waiting")
                  ? files
                  : JSON.createArrayNode();
            },
            files -> files.size() == count);
  }

  private byte[] download(JsonNode file) throws IOException, InterruptedException {
    String path =
        "/v1/conversations/"
            + file.path("conversation").asText()
            + "/media/"
            + file.path("id").asText();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(server.resolve(path))
                  .header("Authorization", "Bearer " + KEY)
                  .build(),
              BodyHandlers.ofByteArray())
          .body();
    }
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(3).nextBytes(bytes);
    return bytes;
  }

  @Test
  void whatAContactSendsIsKeptAndCanBeDownloaded() throws Exception {
    byte[] photo = bytes(1_500_000);
    ann.says("Hi");
    ann.sends("my roof", new MediaFile("image/jpeg", "", photo));
    ann.sends("", new MediaFile("application/pdf", "bill.pdf", bytes(2_000)));

    JsonNode files = settled(2);

    assertThat(files.findValuesAsText("status")).containsOnly("kept");
    assertThat(files.findValuesAsText("kind")).containsExactlyInAnyOrder("image", "document");
    for (JsonNode file : files) {
      byte[] expected = file.path("kind").asText().equals("image") ? photo : bytes(2_000);
      assertThat(file.path("bytes").asInt()).isEqualTo(expected.length);
      assertThat(download(file)).isEqualTo(expected);
    }
    assertThat(meta.settle(PATIENCE)).isTrue();
    assertThat(meta.alerts()).isEmpty();
  }

  @Test
  void whatIsTooLargeOrOfNoUseIsRefusedAndSaysWhy() {
    ann.sends("", new MediaFile("application/pdf", "big.pdf", bytes(2_000_001)));
    ann.sendsAs("document", "", new MediaFile("application/zip", "a.zip", bytes(10)));

    JsonNode files = settled(2);

    assertThat(files.findValuesAsText("status")).containsOnly("refused");
    assertThat(files.findValuesAsText("reason"))
        .containsExactlyInAnyOrder("too_large", "type_not_taken");
  }
}
