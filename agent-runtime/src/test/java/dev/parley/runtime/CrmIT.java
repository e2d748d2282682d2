package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.store.TestDatabase;
import dev.parley.crm.acceptance.Vendor;
import dev.parley.crm.hubspot.HubSpotVendor;
import dev.parley.crm.pipedrive.PipedriveVendor;
import dev.parley.crm.salesforce.SalesforceVendor;
import dev.parley.crm.zoho.ZohoVendor;
import dev.parley.runtime.cli.ServerClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A real process between simulated CRMs: all that a business does with them, over the API alone.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrmIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final JsonMapper JSON = new JsonMapper();
  private static final String EMAIL = "ana.silva@gmail.com";

  private static final String AGENT =
      """
      {"agent": "crm", "name": "Ana", "business": "Sol", "languages": ["en"], "persona": "Brief.",
       "disclosure": "I am an assistant.",
       "greeting": {"chat": "Hello!", "voice": "Hello!"},
       "questions": [
         {"id": "full_name", "type": "person_name", "ask": "What is your name?", "required": true},
         %s{"id": "remarks", "type": "text", "ask": "Anything else?", "required": true}],
       "facts": [], "objections": [],
       "qualified": {"say": "Someone will call you."}, "closing": "Thanks!"}
      """;

  private static final String EMAIL_QUESTION =
      "{\"id\": \"email\", \"type\": \"email\", \"ask\": \"And your e-mail?\"},";

  private final TestDatabase database = TestDatabase.create();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> answers = new ArrayList<>();
  private final Map<String, Vendor> vendors = new LinkedHashMap<>();
  private ParleyProcess parley;
  private ServerClient api;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    vendors.put("hubspot", new HubSpotVendor());
    vendors.put("pipedrive", new PipedriveVendor());
    vendors.put("salesforce", new SalesforceVendor());
    vendors.put("zoho", new ZohoVendor());
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("PARLEY_DATABASE_URL", database.settings().jdbcUrl());
    settings.put("PARLEY_MASTER_KEY", "master-key-of-this-node");
    settings.put("PARLEY_MODEL", "builtin");
    settings.put("PARLEY_QUIET_WINDOW", "10ms");
    settings.put("PARLEY_SAMPLES", "false");
    settings.put("PARLEY_DELIVERY_GIVE_UP_EVERY", "1s");
    at(settings, "hubspot", "PARLEY_HUBSPOT_URL");
    at(settings, "pipedrive", "PARLEY_PIPEDRIVE_URL", "PARLEY_PIPEDRIVE_OAUTH_URL");
    at(settings, "salesforce", "PARLEY_SALESFORCE_URL");
    at(settings, "zoho", "PARLEY_ZOHO_ACCOUNTS_URL", "PARLEY_ZOHO_URL");
    parley = ParleyProcess.start(data, settings);
    api = new ServerClient(parley.url(), ParleyProcess.ADMIN_KEY);
  }

  private void at(Map<String, String> settings, String vendor, String... names) {
    String url = vendors.get(vendor).simulator().url().toString().replaceAll("/$", "");
    for (String name : names) {
      settings.put(name, url);
    }
  }

  @AfterAll
  void stop() throws InterruptedException {
    parley.close();
    vendors.values().forEach(Vendor::close);
    database.close();
  }

  @Test
  void aLeadIsMadeCorrectedAndForgottenInEverySystemAndNoCredentialIsEverSeen() throws Exception {
    Office office = Office.open(api, AGENT.formatted(""));
    vendors.forEach(this::connect);

    String conversation = talk(office);

    JsonNode lead = lead(conversation);
    String id = lead.path("id").asText();
    awaitDelivered(id, "lead.created");
    vendors.forEach(
        (type, vendor) -> {
          assertThat(vendor.records()).as(type).isEqualTo(1);
          assertThat(vendor.notes()).as(type).isEqualTo(1);
        });
    JsonNode remote = get("/v1/leads/" + id).path("remote");
    assertThat(remote).hasSize(vendors.size());
    for (JsonNode place : remote) {
      assertThat(place.path("status").asText()).as("%s", place).isEqualTo("delivered");
      assertThat(place.path("remote_url").asText()).as("%s", place).startsWith("https://");
    }

    call(
        "PUT",
        "/v1/agents/crm",
        AGENT.formatted(EMAIL_QUESTION),
        Map.of("If-Match", etag("/v1/agents/crm")));
    call("POST", "/v1/agents/crm/versions", "{}", Map.of());
    String readings = "/v1/conversations/" + conversation;
    String reading = call("POST", readings + "/extract", "{}", Map.of()).path("id").asText();
    call("POST", readings + "/extractions/" + reading + "/accept", "{}", Map.of());
    awaitDelivered(id, "lead.updated");
    vendors.forEach((type, vendor) -> assertThat(vendor.records()).as(type).isEqualTo(1));

    call("DELETE", "/v1/contacts/" + lead.at("/contact/id").asText(), "", Map.of());
    awaitDelivered(id, "lead.erased");
    String log = parley.said().toString();
    vendors.forEach(
        (type, vendor) -> {
          assertThat(vendor.records()).as(type).isZero();
          assertThat(vendor.simulator().violations).as(type).isEmpty();
          assertThat(answers.toString()).as(type).doesNotContain(vendor.secrets());
          assertThat(log).as(type).doesNotContain(vendor.secrets());
        });
  }

  @Test
  void whatWaitsForAPausedConnectorIsGivenUpWhenItsTimeIsOver() throws Exception {
    JsonNode tenant = call("POST", "/v1/tenants", "{\"name\":\"Patience\"}", Map.of());
    ServerClient theirs = new ServerClient(parley.url(), tenant.path("admin_key").asText());
    Office office = Office.open(theirs, AGENT.formatted(""));
    ObjectNode webhook = JSON.createObjectNode().put("type", "webhook");
    webhook.putObject("settings").put("url", "http://localhost:1/hook");
    String connector = theirs.post("/v1/connectors", webhook).path("id").asText();
    HttpRequest pause =
        HttpRequest.newBuilder(parley.url().resolve("/v1/connectors/" + connector))
            .header("Authorization", "Bearer " + tenant.path("admin_key").asText())
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString("{\"status\":\"paused\"}"))
            .build();
    assertThat(http.send(pause, BodyHandlers.ofString()).statusCode()).isEqualTo(200);

    talk(office);
    String deliveries = "/v1/deliveries?connector=" + connector;
    await().atMost(PATIENCE).until(() -> theirs.get(deliveries).path("items").size() == 1);
    database
        .database()
        .runAcrossTenants(
            tx ->
                tx.execute(
                    "update deliveries set give_up_at = now() where connector_id = ?::uuid",
                    connector));

    await()
        .atMost(PATIENCE)
        .until(() -> theirs.get(deliveries).at("/items/0/status").asText().equals("dead"));
    JsonNode dead = theirs.get(deliveries).at("/items/0");
    assertThat(dead.path("code").asText()).isEqualTo("time_over");
    assertThat(dead.path("reason").asText()).contains("The connector was paused. Paused by hand.");
    assertThat(dead.path("attempts")).isEmpty();
  }

  private void connect(String type, Vendor vendor) {
    ObjectNode connector = JSON.createObjectNode().put("type", type);
    connector.set("settings", vendor.config().settings());
    connector.set("mapping", vendor.config().mapping());
    connector.set("credentials", vendor.config().credentials().reveal());
    JsonNode made = call("POST", "/v1/connectors", connector.toString(), Map.of());
    assertThat(made.has("credentials")).as("%s", made).isFalse();
    String one = "/v1/connectors/" + made.path("id").asText();
    JsonNode tested = call("POST", one + "/test", "{}", Map.of());
    assertThat(tested.path("ready").asBoolean()).as("%s", tested).isTrue();
    JsonNode discovered = call("POST", one + "/discover", "{}", Map.of());
    assertThat(discovered.path("fields")).as("%s", discovered).isNotEmpty();
    get(one);
    // The token of the check goes on being used, and new credentials are checked with one of
    // theirs.
    assertThat(vendor.refreshes()).as(type).isIn(-1, 1);
    ObjectNode renewed = JSON.createObjectNode();
    renewed.set("credentials", connector.path("credentials"));
    call("PATCH", one, renewed.toString(), Map.of());
    call("POST", one + "/test", "{}", Map.of());
    assertThat(vendor.refreshes()).as(type).isIn(-1, 2);
    // Somebody who repeats what they were given must not make this server repeat it.
    String echo = JSON.createObjectNode().put("message", secretOf(vendor)).toString();
    vendor.simulator().fault("*", "/", 403, echo);
    JsonNode refused = call("POST", one + "/test", "{}", Map.of());
    assertThat(refused.path("ready").asBoolean()).as("%s", refused).isFalse();
  }

  private static String secretOf(Vendor vendor) {
    return "token: " + vendor.secrets().getLast();
  }

  private String talk(Office office) {
    try (Browser browser = Browser.begin("crm", parley, office)) {
      browser.say("My name is Ana Silva");
      browser.hear();
      browser.say("Please write to " + EMAIL);
      browser.hear();
      browser.awaitClosed();
      return browser.conversation();
    }
  }

  private JsonNode lead(String conversation) {
    String leads = "/v1/leads?conversation=" + conversation;
    await().atMost(PATIENCE).until(() -> get(leads).path("items").size() == 1);
    return get(leads).at("/items/0");
  }

  /// At every system, with what was sent on record and no secret in it.
  private void awaitDelivered(String lead, String event) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              List<String> statuses = new ArrayList<>();
              for (JsonNode delivery : get("/v1/deliveries?lead=" + lead).path("items")) {
                if (delivery.path("event").asText().equals(event)) {
                  statuses.add(delivery.path("status").asText() + delivery.path("reason").asText());
                }
              }
              assertThat(statuses).hasSize(vendors.size());
              assertThat(statuses).allMatch(status -> status.startsWith("delivered"));
            });
    for (JsonNode delivery : get("/v1/deliveries?lead=" + lead).path("items")) {
      JsonNode whole = get("/v1/deliveries/" + delivery.path("id").asText());
      assertThat(whole.at("/attempts/0/calls")).as("%s", whole).isNotEmpty();
    }
  }

  private String etag(String path) throws IOException, InterruptedException {
    return send("GET", path, "", Map.of()).headers().firstValue("ETag").orElseThrow();
  }

  private JsonNode get(String path) {
    return call("GET", path, "", Map.of());
  }

  private JsonNode call(String method, String path, String body, Map<String, String> headers) {
    try {
      HttpResponse<String> response = send(method, path, body, headers);
      assertThat(response.statusCode() / 100)
          .as("%s %s: %s", method, path, response.body())
          .isEqualTo(2);
      answers.add(response.body());
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> send(
      String method, String path, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(parley.url().resolve(path))
            .header("Authorization", "Bearer " + ParleyProcess.ADMIN_KEY)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
