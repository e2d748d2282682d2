package dev.parley.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.runtime.api.ApiServer.Answered;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErasureIT {
  private ApiServer server;
  private UUID lead;
  private String conversation;
  private String contact;
  private UUID delivery;

  @BeforeEach
  void start() {
    server = new ApiServer();
    UUID channel = server.publishedWebAgent("solar");
    UUID id = server.conversation("solar", channel);
    lead = server.lead("solar", id);
    conversation = "/v1/conversations/" + id;
    contact = "/v1/contacts/" + server.get(conversation).text("/contact/id");
    String connector =
        server
            .post(
                "/v1/connectors",
                "{\"type\":\"webhook\",\"settings\":{\"url\":\"https://crm.example/hook\"}}")
            .text("/id");
    delivery = server.delivery(UUID.fromString(connector), lead);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void attempted(String leaseUntil) {
    server
        .test
        .database()
        .runAcrossTenants(
            tx ->
                tx.execute(
                    "update deliveries set attempt_count = 1, lease_until = "
                        + leaseUntil
                        + " where id = ?",
                    delivery));
  }

  @Test
  void forgetsAContactHereAndTellsWhereItsLeadsWent() {
    attempted("null");
    Answered erased = server.send("DELETE", contact, "");
    assertThat(erased.status()).isEqualTo(200);
    assertThat(erased.json().path("conversations").asInt()).isEqualTo(1);
    assertThat(erased.text("/leads/0")).isEqualTo(lead.toString());
    assertThat(server.get(conversation).status()).isEqualTo(404);
    assertThat(server.get("/v1/leads/" + lead).status()).isEqualTo(404);
    assertThat(server.get("/v1/deliveries/" + delivery).status()).isEqualTo(404);
    Answered told = server.get("/v1/deliveries/" + erased.text("/deliveries/0"));
    assertThat(told.text("/event")).isEqualTo("lead.erased");
    assertThat(told.text("/lead")).isEqualTo(lead.toString());
    assertThat(server.send("DELETE", contact, "").status()).isEqualTo(404);
  }

  @Test
  void waitsForAPushThatIsUnderWay() {
    attempted("now() + interval '1 minute'");
    Answered refused = server.send("DELETE", contact, "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("/code")).isEqualTo("erasure_not_now");
    assertThat(server.get(conversation).status()).isEqualTo(200);
  }

  @Test
  void onlyAnAdminOfTheSameTenantMayErase() {
    assertThat(
            server
                .send("DELETE", contact, "", "Authorization", "Bearer " + server.key("builder"))
                .status())
        .isEqualTo(403);
    String other = server.post("/v1/tenants", "{\"name\":\"other\"}").text("/admin_key");
    assertThat(server.send("DELETE", contact, "", "Authorization", "Bearer " + other).status())
        .isEqualTo(404);
  }
}
