package dev.parley.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.runtime.api.ApiServer.Answered;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectorApiIT {
  private static final String URL = "{\"url\":\"https://crm.example/hook\"}";

  private ApiServer server;

  @BeforeEach
  void start() {
    server = new ApiServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String connector(String settings) {
    return server
        .post("/v1/connectors", "{\"type\":\"webhook\",\"settings\":" + settings + "}")
        .text("/id");
  }

  private Answered change(String id, String body) {
    return server.send("PATCH", "/v1/connectors/" + id, body);
  }

  @Test
  void pausesAndResumesByHandAndSaysSo() {
    String id = connector(URL);
    Answered paused = change(id, "{\"status\":\"paused\"}");
    assertThat(paused.text("/status")).isEqualTo("paused");
    assertThat(paused.text("/status_reason")).isEqualTo("Paused by hand.");
    Answered resumed = change(id, "{\"status\":\"active\"}");
    assertThat(resumed.text("/status")).isEqualTo("active");
    assertThat(resumed.json().path("status_reason").isNull()).isTrue();
    assertThat(change(id, "{\"status\":\"disabled\"}").status()).isEqualTo(422);
  }

  @Test
  void newCredentialsSetAPausedConnectorToWorkAndNeverComeBack() {
    String id = connector(URL);
    change(id, "{\"status\":\"paused\"}");
    Answered changed = change(id, "{\"credentials\":{\"secret\":\"another-secret\"}}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.text("/status")).isEqualTo("active");
    assertThat(changed.http().body()).doesNotContain("another-secret");
    assertThat(server.get("/v1/connectors/" + id).http().body()).doesNotContain("another-secret");
  }

  @Test
  void aChangeThatCannotWorkIsRefusedWithItsPathAndChangesNothing() {
    String id = connector(URL);
    Answered refused = change(id, "{\"settings\":{},\"status\":\"paused\"}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("/code")).isEqualTo("invalid_connector");
    assertThat(refused.text("/path")).isEqualTo("settings.url");
    Answered stored = server.get("/v1/connectors/" + id);
    assertThat(stored.text("/status")).isEqualTo("active");
    assertThat(stored.text("/settings/url")).isEqualTo("https://crm.example/hook");
  }

  @Test
  void aMappingTheOtherSystemHasNoPlaceForIsRefusedAtOnce() {
    String mapped = "\"mapping\":{\"nowhere\":\"x\"}";
    Answered refused =
        server.post(
            "/v1/connectors", "{\"type\":\"webhook\",\"settings\":" + URL + "," + mapped + "}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("/code")).isEqualTo("invalid_connector");
    assertThat(refused.text("/path")).isEqualTo("mapping.nowhere");
    assertThat(server.get("/v1/connectors").json().path("items")).isEmpty();
    String id = connector(URL);
    assertThat(change(id, "{" + mapped + "}").status()).isEqualTo(422);
    assertThat(server.get("/v1/connectors/" + id).json().path("mapping")).isEmpty();
  }

  @Test
  void aSystemThatCannotBeAskedIsTakenWithAWarning() {
    Answered made =
        server.post(
            "/v1/connectors",
            "{\"type\":\"webhook\",\"settings\":{\"url\":\"https://down.example/hook\"}}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("/warnings/0/code")).isEqualTo("unreachable");
    Answered paused = change(made.text("/id"), "{\"status\":\"paused\"}");
    assertThat(paused.json().has("warnings")).isFalse();
    Answered moved = change(made.text("/id"), "{\"settings\":" + URL + "}");
    assertThat(moved.json().has("warnings")).isFalse();
  }

  @Test
  void discoversFieldsAndProposesAMappingForWhatThePublishedAgentsAsk() {
    server.post("/v1/agents", ApiServer.definition("solar"));
    server.post("/v1/agents/solar/versions", "");
    Answered found = server.post("/v1/connectors/" + connector(URL) + "/discover", "");
    assertThat(found.status()).isEqualTo(200);
    assertThat(found.json().path("lead_fields").findValuesAsText("id")).contains("email");
    assertThat(found.json().path("fields").findValuesAsText("name"))
        .containsExactly("e_mail", "roof__c");
    assertThat(found.text("/mapping/email")).isEqualTo("e_mail");
    assertThat(found.text("/unmapped/0")).isEqualTo("bill");
    assertThat(found.json().path("problems")).isEmpty();
  }

  @Test
  void whatCannotBeDiscoveredSaysWhy() {
    String id = connector("{\"url\":\"https://down.example/hook\"}");
    Answered found = server.post("/v1/connectors/" + id + "/discover", "");
    assertThat(found.text("/problems/0/code")).isEqualTo("unreachable");
    assertThat(found.json().path("fields")).isEmpty();
  }

  @Test
  void anotherTenantsConnectorIsNotThere() {
    String id = connector(URL);
    String other = server.post("/v1/tenants", "{\"name\":\"other\"}").text("/admin_key");
    String[] as = {"Authorization", "Bearer " + other};
    assertThat(server.send("PATCH", "/v1/connectors/" + id, "{}", as).status()).isEqualTo(404);
    assertThat(server.send("POST", "/v1/connectors/" + id + "/discover", "", as).status())
        .isEqualTo(404);
  }
}
