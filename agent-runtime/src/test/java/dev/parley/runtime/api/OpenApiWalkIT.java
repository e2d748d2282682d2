package dev.parley.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.api.ApiServer.Answered;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Walks every operation of the description against the running server: each documented status is
/// reached, each answer fits its schema, and nothing is answered that is not documented.
final class OpenApiWalkIT {
  private static final String HELD_KEY = "held-by-another";
  private static final String USED_KEY = "used-before";

  private final Set<String> reached = new TreeSet<>();
  private final Map<String, Schema> schemas = new HashMap<>();
  private ApiServer server;
  private JsonNode document;

  @BeforeEach
  void start() {
    server = new ApiServer();
    document = server.get("/openapi.json", "Authorization", "").json();
    // What is served beside the API is walked by its own tests.
    ((ObjectNode) document.path("paths"))
        .properties()
        .removeIf(path -> path.getValue().path("post").has("x-beside"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everyDocumentedStatusOfEveryOperationIsReachedAndFitsItsSchema() {
    Set<String> documented = new TreeSet<>();
    eachOperation(
        (template, method, operation) ->
            operation
                .path("responses")
                .fieldNames()
                .forEachRemaining(
                    status -> documented.add(method + " " + template + " " + status)));

    succeed();
    eachOperation(this::refuseInGeneral);

    documented.removeIf(line -> line.endsWith(" default"));
    assertThat(reached).containsExactlyInAnyOrderElementsOf(documented);
  }

  @Test
  void noOperationIsServedThatIsNotDescribed() {
    Set<String> described = new HashSet<>();
    eachOperation((template, method, operation) -> described.add(method + " " + template));

    assertThat(server.api.operations())
        .extracting(operation -> operation.method() + " " + operation.template())
        .containsExactlyInAnyOrderElementsOf(described);
    for (JsonNode template : iterable(document.path("paths"))) {
      String path = template.asText().replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
      for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
        if (!described.contains(method + " " + template.asText())) {
          assertThat(server.send(method, path, "").status()).as(method + " " + path).isEqualTo(405);
        }
      }
    }
  }

  @Test
  void everyReferenceOfTheDescriptionLeadsSomewhere() {
    assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
    document
        .findValuesAsText("$ref")
        .forEach(ref -> assertThat(document.at(ref.substring(1)).isObject()).as(ref).isTrue());
  }

  private interface Visitor {
    void visit(String template, String method, JsonNode operation);
  }

  private void eachOperation(Visitor visitor) {
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation ->
                            visitor.visit(
                                path.getKey(),
                                operation.getKey().toUpperCase(java.util.Locale.ROOT),
                                operation.getValue())));
  }

  private static Iterable<JsonNode> iterable(JsonNode object) {
    List<JsonNode> names = new java.util.ArrayList<>();
    object.fieldNames().forEachRemaining(name -> names.add(ApiServer.JSON.valueToTree(name)));
    return names;
  }

  /// Sends, and holds the answer against the description.
  private Answered walk(
      String method, String template, String path, String body, String... headers) {
    Answered answered = server.send(method, path, body, headers);
    String line = method + " " + template + " " + answered.status();
    JsonNode response =
        document
            .path("paths")
            .path(template)
            .path(method.toLowerCase(java.util.Locale.ROOT))
            .path("responses")
            .path(Integer.toString(answered.status()));
    assertThat(response.isObject())
        .as("%s is documented: %s", line, answered.http().body())
        .isTrue();
    reached.add(line);
    if (!response.has("content")) {
      assertThat(answered.http().body()).isEmpty();
      return answered;
    }
    String type = answered.header("content-type").replaceFirst(";.*", "");
    JsonNode schema = response.path("content").path(type).path("schema");
    assertThat(schema.isObject()).as("%s as %s", line, type).isTrue();
    if (type.equals(OpenApi.FILE_TYPE)) {
      assertThat(answered.http().body()).isEqualTo(ApiServer.FILE);
      return answered;
    }
    if (schema.path("$ref").asText().endsWith("/" + OpenApi.EXPORT)) {
      assertThat(answered.http().body()).contains("\"");
      return answered;
    }
    assertThat(
            schema(schema.path("$ref").asText()).validate(answered.http().body(), InputFormat.JSON))
        .as("%s: %s", line, answered.http().body())
        .isEmpty();
    return answered;
  }

  private Schema schema(String ref) {
    return schemas.computeIfAbsent(
        ref,
        wanted -> {
          ObjectNode schema = ApiServer.JSON.createObjectNode();
          schema.put("$ref", wanted);
          schema.set("components", document.path("components"));
          return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(schema.toString(), InputFormat.JSON);
        });
  }

  private void succeed() {
    agents();
    UUID channel = channels();
    UUID connector = connectors();
    records(channel, connector);
    risk();
    forms();
    keys();
    walk("DELETE", "/v1/channels/{id}", "/v1/channels/" + channel, "");
    walk("DELETE", "/v1/connectors/{id}", "/v1/connectors/" + connector, "");
  }

  private void agents() {
    String one = "/v1/agents/{agent}";
    Answered created =
        walk(
            "POST",
            "/v1/agents",
            "/v1/agents",
            ApiServer.definition("walk"),
            "Idempotency-Key",
            USED_KEY);
    assertThat(created.status()).isEqualTo(201);
    walk("POST", "/v1/agents", "/v1/agents", ApiServer.definition("walk"));
    walk("POST", "/v1/agents", "/v1/agents", "{}");
    walk("GET", "/v1/agents", "/v1/agents?limit=1", "");
    String etag = walk("GET", one, "/v1/agents/walk", "").header("etag");
    walk("PUT", one, "/v1/agents/walk", ApiServer.definition("walk"), "If-Match", etag);
    walk("PUT", one, "/v1/agents/walk", ApiServer.definition("walk"), "If-Match", etag);
    walk("DELETE", one, "/v1/agents/walk", "", "If-Match", etag);
    walk("POST", one + "/versions", "/v1/agents/walk/versions", "", "If-Match", etag);
    walk("POST", one + "/versions", "/v1/agents/walk/versions", "");
    walk("GET", one + "/versions", "/v1/agents/walk/versions", "");
    walk("GET", one + "/versions/{version}", "/v1/agents/walk/versions/1", "");
    walk("POST", one + "/rollback", "/v1/agents/walk/rollback", "{\"version\":1}");
    walk("POST", "/v1/agents", "/v1/agents", ApiServer.definition("gone"));
    walk("DELETE", one, "/v1/agents/gone", "");
  }

  private UUID channels() {
    String web = "{\"type\":\"web\",\"agent\":\"walk\",\"origins\":[\"https://shop.example\"]}";
    String sms = ApiServer.smsChannel("walk", "+12025550100");
    String one = "/v1/channels/{id}";
    UUID id = UUID.fromString(walk("POST", "/v1/channels", "/v1/channels", web).text("/id"));
    walk("POST", "/v1/channels", "/v1/channels", sms);
    assertThat(walk("POST", "/v1/channels", "/v1/channels", sms).status()).isEqualTo(409);
    walk("GET", "/v1/channels", "/v1/channels", "");
    walk("GET", one, "/v1/channels/" + id, "");
    walk("PATCH", one, "/v1/channels/" + id, "{\"origins\":[]}");
    walk("PATCH", one, "/v1/channels/" + id, "{\"origins\":5}");
    walk("GET", "/v1/consents", "/v1/consents?address=%2B12025550123", "");
    return id;
  }

  private UUID connectors() {
    String one = "/v1/connectors/{id}";
    String body = "{\"type\":\"webhook\",\"settings\":{\"url\":\"https://crm.example/hook\"}}";
    UUID id = UUID.fromString(walk("POST", "/v1/connectors", "/v1/connectors", body).text("/id"));
    walk("GET", "/v1/connectors", "/v1/connectors", "");
    walk("GET", one, "/v1/connectors/" + id, "");
    walk("PATCH", one, "/v1/connectors/" + id, "{\"status\":\"active\"}");
    walk("PATCH", one, "/v1/connectors/" + id, "{\"settings\":5}");
    walk("POST", one + "/test", "/v1/connectors/" + id + "/test", "");
    walk("POST", one + "/rotate", "/v1/connectors/" + id + "/rotate", "");
    walk("POST", one + "/discover", "/v1/connectors/" + id + "/discover", "");
    return id;
  }

  private void records(UUID channel, UUID connector) {
    UUID conversation = server.conversation("walk", channel);
    UUID lead = server.lead("walk", conversation);
    UUID delivery = server.delivery(connector, lead);
    String one = "/v1/conversations/{id}";
    walk("GET", "/v1/conversations", "/v1/conversations?status=open", "");
    walk("GET", one, "/v1/conversations/" + conversation, "");
    walk("GET", one + "/transcript", "/v1/conversations/" + conversation + "/transcript", "");
    walk("GET", one + "/media", "/v1/conversations/" + conversation + "/media", "");
    for (UUID file :
        List.of(server.file(conversation, "kept"), server.file(conversation, "waiting"))) {
      walk(
          "GET",
          one + "/media/{media}",
          "/v1/conversations/" + conversation + "/media/" + file,
          "");
    }
    String extract = "/v1/conversations/" + conversation + "/extract";
    walk("POST", one + "/extract", extract, "");
    walk("POST", one + "/close", "/v1/conversations/" + conversation + "/close", "");
    String first = walk("POST", one + "/extract", extract, "").text("/id");
    String second = walk("POST", one + "/extract", extract, "").text("/id");
    String runs = "/v1/conversations/" + conversation + "/extractions";
    walk("GET", one + "/extractions", runs + "?limit=1", "");
    walk("GET", one + "/extractions/{run}", runs + "/" + first, "");
    walk("POST", one + "/extractions/{run}/accept", runs + "/" + second + "/accept", "");
    walk("POST", one + "/extractions/{run}/accept", runs + "/" + first + "/accept", "");
    walk("GET", "/v1/leads", "/v1/leads", "");
    walk("GET", "/v1/leads/export", "/v1/leads/export?format=csv", "");
    walk("GET", "/v1/leads/export", "/v1/leads/export?format=ndjson", "");
    walk("GET", "/v1/leads/{id}", "/v1/leads/" + lead, "");
    leads("/v1/leads/" + lead);
    walk("GET", "/v1/deliveries", "/v1/deliveries?status=dead", "");
    walk("GET", "/v1/deliveries/{id}", "/v1/deliveries/" + delivery, "");
    walk("POST", "/v1/deliveries/{id}/replay", "/v1/deliveries/" + delivery + "/replay", "");
    walk("GET", "/v1/deliveries/{id}/preview", "/v1/deliveries/" + delivery + "/preview", "");
    String redrive = "/v1/deliveries/redrive";
    walk("POST", redrive, redrive, "{\"status\":\"dead\",\"dry_run\":true}");
    walk("POST", redrive, redrive, "{\"from\":\"yesterday\"}");
    String preview = "/v1/connectors/" + connector + "/preview";
    String of = "{\"lead\":\"" + lead + "\"}";
    walk("POST", "/v1/connectors/{id}/preview", preview, of);
    walk(
        "POST",
        "/v1/connectors/{id}/preview",
        "/v1/connectors/" + UUID.randomUUID() + "/preview",
        of);
    calls(conversation);
    String contact = server.get("/v1/conversations/" + conversation).text("/contact/id");
    walk("DELETE", "/v1/contacts/{id}", "/v1/contacts/" + contact, "");
  }

  private void calls(Object conversation) {
    String all = "/v1/calls";
    walk(
        "POST",
        all,
        all,
        "{\"agent\":\"a\",\"to\":\"+12025550100\",\"context\":{\"reason\":\"x\"}}");
    walk("POST", all, all, "{\"agent\":\"a\",\"to\":\"+12025550101\"}");
    walk("POST", all, all, "{\"agent\":\"a\",\"to\":\"one\"}");
    server.addCall(UUID.fromString(conversation.toString()));
    walk("GET", "/v1/calls/{id}", "/v1/calls/" + conversation, "");
  }

  private void leads(String lead) {
    String one = "/v1/leads/{id}";
    walk("PATCH", one, lead, "{\"fields\":{\"bill\":150}}");
    walk("PATCH", one, lead, "{\"fields\":{\"bill\":\"much\"}}");
    walk("POST", one + "/review", lead + "/review", "{\"reason\":\"why\"}");
    walk("POST", one + "/decision", lead + "/decision", "{\"disposition\":\"callback\"}");
    walk("POST", one + "/decision", lead + "/decision", "{\"disposition\":\"callback\"}");
    walk("POST", one + "/review", lead + "/review", "{\"reason\":\"why\"}");
    walk("GET", one + "/audit", lead + "/audit", "");
    String rescore = "/v1/agents/{agent}/rescore";
    String job = walk("POST", rescore, "/v1/agents/walk/rescore", "{\"dry_run\":true}").text("/id");
    walk("POST", rescore, "/v1/agents/walk/rescore", "");
    walk("POST", rescore, "/v1/agents/walk/rescore", "{\"from\":\"yesterday\"}");
    server.care.rescoring().run(TenantId.DEFAULT, UUID.fromString(job));
    walk("GET", rescore + "/{job}", "/v1/agents/walk/rescore/" + job, "");
    String merges = "/v1/merges";
    String merge = merges + "/" + server.merge(UUID.fromString(lead.substring(10)));
    walk("GET", merges, merges + "?status=open", "");
    walk("GET", merges + "/{id}", merge, "");
    walk("POST", merges + "/{id}/undo", merge + "/undo", "");
    walk("POST", merges + "/{id}/accept", merge + "/accept", "");
    walk("POST", merges + "/{id}/accept", merge + "/accept", "");
    walk("POST", merges + "/{id}/reject", merge + "/reject", "");
    walk("POST", merges + "/{id}/undo", merge + "/undo", "");
    String other = merges + "/" + server.merge(UUID.fromString(lead.substring(10)));
    walk("POST", merges + "/{id}/reject", other + "/reject", "");
    String none = "/v1/leads/" + UUID.randomUUID();
    walk("PATCH", one, none, "{\"fields\":{\"bill\":150}}");
    walk("POST", one + "/review", none + "/review", "{\"reason\":\"why\"}");
    walk("POST", one + "/decision", none + "/decision", "{\"disposition\":\"callback\"}");
  }

  private void risk() {
    String trace =
        walk("POST", "/v1/risk", "/v1/risk", "{\"email\":\"a@mailinator.com\"}").text("/trace_id");
    walk("POST", "/v1/risk", "/v1/risk", "{\"email\":5}");
    walk("GET", "/v1/risk/{id}", "/v1/risk/" + trace, "");
    String policy = walk("GET", "/v1/risk-policy", "/v1/risk-policy", "").http().body();
    walk("PUT", "/v1/risk-policy", "/v1/risk-policy", policy);
  }

  private void forms() {
    String channel =
        server.post("/v1/channels", ApiServer.smsChannel("walk", "+12025550177")).text("/id");
    String body = "{\"channel\":\"" + channel + "\",\"label\":\"Contact\"}";
    String form = walk("POST", "/v1/forms", "/v1/forms", body).text("/id");
    walk("POST", "/v1/forms", "/v1/forms", body.replace(channel, UUID.randomUUID().toString()));
    walk("GET", "/v1/forms", "/v1/forms", "");
    walk("GET", "/v1/forms/{id}", "/v1/forms/" + form, "");
    UUID held = server.submission(UUID.fromString(form), "held");
    String sent = "/v1/forms/{id}/submissions";
    walk("GET", sent, "/v1/forms/" + form + "/submissions?status=held", "");
    String release = "/v1/forms/" + form + "/submissions/" + held + "/release";
    assertThat(walk("POST", sent + "/{submission}/release", release, "").status()).isEqualTo(200);
    assertThat(walk("POST", sent + "/{submission}/release", release, "").status()).isEqualTo(409);
    walk("DELETE", "/v1/forms/{id}", "/v1/forms/" + form, "");
  }

  private void keys() {
    String key = "{\"role\":\"viewer\",\"label\":\"dashboard\"}";
    String id = walk("POST", "/v1/keys", "/v1/keys", key).text("/id");
    walk("GET", "/v1/keys", "/v1/keys", "");
    walk("DELETE", "/v1/keys/{id}", "/v1/keys/" + id, "");
    walk("POST", "/v1/tenants", "/v1/tenants", "{\"name\":\"acme\"}");
  }

  private void refuseInGeneral(String template, String method, JsonNode operation) {
    String path = template.replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
    boolean write = !method.equals("GET");
    String body = operation.has("requestBody") ? "{}" : "";
    walk(method, template, path, body, "Authorization", "");
    walk(method, template, path, body, "Accept", "text/html");
    walk(method, template, path + "?nonsense=1", body);
    if (operation.path("responses").has("403")) {
      walk(method, template, path, body, "Authorization", "Bearer " + server.key("viewer"));
    }
    if (template.contains("{")) {
      String valid = template.endsWith("/rollback") ? "{\"version\":1}" : body;
      walk(method, template, path, valid);
    }
    if (write) {
      walk(method, template, path, body, "Idempotency-Key", USED_KEY);
      holding(() -> walk(method, template, path, body, "Idempotency-Key", HELD_KEY));
    }
    if (write && !method.equals("DELETE")) {
      walk(method, template, path, "x".repeat(300_000));
      walk(method, template, path, "plain", "Content-Type", "text/plain");
      walk(method, template, path, "{", "Idempotency-Key", "");
    }
  }

  private void holding(Runnable action) {
    server
        .test
        .database()
        .runInTenant(
            TenantId.DEFAULT,
            tx -> {
              tx.fetch(
                  "select pg_advisory_xact_lock(hashtextextended(?, 0))",
                  TenantId.DEFAULT + "/" + HELD_KEY);
              action.run();
            });
  }
}
