package dev.parley.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.runtime.api.ApiServer.Answered;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedriveIT {
  private ApiServer server;
  private UUID channel;
  private UUID connector;

  @BeforeEach
  void start() {
    server = new ApiServer();
    channel = server.publishedWebAgent("solar");
    connector = connector();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private UUID connector() {
    return UUID.fromString(
        server
            .post(
                "/v1/connectors",
                "{\"type\":\"webhook\",\"settings\":{\"url\":\"https://crm.example/hook\"}}")
            .text("/id"));
  }

  private UUID lead() {
    return server.lead("solar", server.conversation("solar", channel));
  }

  private UUID failed(UUID of) {
    return server.delivery(of, lead());
  }

  private Answered redrive(String body) {
    return server.post("/v1/deliveries/redrive", body);
  }

  private void assertRedriven(String body, int matched, int redriven) {
    Answered answered = redrive(body);
    assertThat(answered.status()).as(answered.http().body()).isEqualTo(200);
    assertThat(answered.json().path("matched").asInt()).isEqualTo(matched);
    assertThat(answered.json().path("redriven").asInt()).isEqualTo(redriven);
  }

  @Test
  void redrivesByFilterOrAllAndOnlyCountsOnADryRun() {
    failed(connector);
    failed(connector);
    UUID elsewhere = connector();
    UUID other = failed(elsewhere);
    assertRedriven("{\"dry_run\":true}", 3, 0);
    assertRedriven("{\"status\":\"rejected\"}", 0, 0);
    assertRedriven("{\"code\":\"never_seen\"}", 0, 0);
    assertRedriven("{\"until\":\"2020-01-01T00:00:00Z\"}", 0, 0);
    assertRedriven(
        "{\"connector\":\"%s\",\"from\":\"2020-01-01T00:00:00Z\"}".formatted(elsewhere), 1, 1);
    assertThat(server.get("/v1/deliveries/" + other).text("/status")).isEqualTo("pending");
    assertRedriven("", 2, 2);
    assertRedriven("", 0, 0);
  }

  @Test
  void leavesAnOlderEventAloneWhereANewerOneArrived() {
    UUID lead = lead();
    server.delivery(connector, lead);
    server
        .test
        .database()
        .runAcrossTenants(
            tx ->
                tx.execute(
                    "insert into deliveries (tenant_id, connector_id, lead_id, revision, event,"
                        + " payload, status, give_up_at) select tenant_id, connector_id, lead_id,"
                        + " 2, 'lead.updated', payload, 'delivered', give_up_at from deliveries"));
    assertRedriven("{\"lead\":\"%s\"}".formatted(lead), 0, 0);
  }

  @Test
  void anotherTenantsDeliveriesAreNotTouched() {
    UUID delivery = failed(connector);
    String other = server.post("/v1/tenants", "{\"name\":\"other\"}").text("/admin_key");
    String[] as = {"Authorization", "Bearer " + other};
    Answered answered = server.send("POST", "/v1/deliveries/redrive", "{}", as);
    assertThat(answered.json().path("matched").asInt()).isZero();
    assertThat(server.get("/v1/deliveries/" + delivery).text("/status")).isEqualTo("dead");
    String preview = "/v1/deliveries/" + delivery + "/preview";
    assertThat(server.send("GET", preview, "", as).status()).isEqualTo(404);
  }

  @Test
  void showsExactlyWhatWouldBeSent() {
    UUID lead = lead();
    UUID delivery = server.delivery(connector, lead);
    Answered delivered = server.get("/v1/deliveries/" + delivery + "/preview");
    assertThat(delivered.text("/calls/0/url")).isEqualTo("https://crm.example/hook");
    assertThat(delivered.text("/calls/0/body")).isEqualTo("lead.created {}");
    Answered dry =
        server.post(
            "/v1/connectors/" + connector + "/preview", "{\"lead\":\"%s\"}".formatted(lead));
    assertThat(dry.text("/calls/0/body")).startsWith("lead.created {").contains(lead.toString());
    assertThat(server.get("/v1/deliveries/" + delivery).text("/status")).isEqualTo("dead");
  }

  @Test
  void replacesASecretAndShowsTheNewOneOnce() {
    String path = "/v1/connectors/" + connector;
    Answered rotated = server.post(path + "/rotate", "");
    assertThat(rotated.status()).isEqualTo(200);
    assertThat(rotated.text("/credentials/secret")).isEqualTo(FakeConnector.ROTATED);
    assertThat(server.get(path).http().body()).doesNotContain(FakeConnector.ROTATED);
  }

  @Test
  void noIdIsTakenForAWord() {
    assertThat(server.get("/v1/deliveries/redrive").status()).isEqualTo(405);
  }
}
