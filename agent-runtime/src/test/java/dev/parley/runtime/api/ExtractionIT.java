package dev.parley.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.tenant.TenantId;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A closed conversation read again, compared and accepted.
final class ExtractionIT {
  private ApiServer server;
  private UUID conversation;
  private UUID lead;

  @BeforeEach
  void start() {
    server = new ApiServer();
    UUID channel = server.publishedWebAgent("again");
    conversation = server.conversation("again", channel);
    lead = server.lead("again", conversation);
    says(2, "contact", "About 120 a month, and my e-mail is ann.lee@gmail.com.");
    server.post("/v1/conversations/" + conversation + "/close", "");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void says(int seq, String from, String text) {
    execute(
        "insert into turns (tenant_id, conversation_id, seq, speaker, text, at, language)"
            + " values (?, ?, ?, ?, ?, now(), 'en')",
        TenantId.DEFAULT.value(),
        conversation,
        seq,
        from,
        text);
  }

  private void execute(String sql, Object... values) {
    server.test.database().runInTenant(TenantId.DEFAULT, tx -> tx.execute(sql, values));
  }

  private JsonNode lead() {
    return server.get("/v1/leads/" + lead).json();
  }

  private ApiServer.Answered extract() {
    return server.post("/v1/conversations/" + conversation + "/extract", "");
  }

  private ApiServer.Answered accept(String run) {
    return server.post("/v1/conversations/" + conversation + "/extractions/" + run + "/accept", "");
  }

  private static JsonNode change(JsonNode run, String field) {
    for (JsonNode change : run.path("changes")) {
      if (change.path("field").asText().equals(field)) {
        return change;
      }
    }
    throw new AssertionError("no change of " + field + " in " + run);
  }

  @Test
  void readingAgainShowsTheDifferenceAndLeavesTheLeadAlone() {
    JsonNode before = lead();

    JsonNode run = extract().json();

    assertThat(run.at("/extractor").asText()).isEqualTo("builtin");
    assertThat(run.at("/outcome").asText()).isEqualTo("answered");
    JsonNode email = change(run, "email");
    assertThat(email.path("before").isNull()).isTrue();
    assertThat(email.at("/after/value").asText()).isEqualTo("ann.lee@gmail.com");
    assertThat(email.at("/after/evidence/0/turn").asInt()).isEqualTo(2);
    assertThat(lead()).isEqualTo(before);
  }

  @Test
  void anAcceptedReadingIsTheLeadsNextRevisionWithItsAuthor() {
    String run = extract().text("/id");

    JsonNode accepted = accept(run).json();

    assertThat(accepted.path("revision").asInt()).isEqualTo(2);
    ObjectNode read = (ObjectNode) lead();
    read.remove("remote");
    assertThat(read).isEqualTo(accepted);
    assertThat(accepted.at("/fields/email/value").asText()).isEqualTo("ann.lee@gmail.com");
    assertThat(accepted.path("contact")).isNotEmpty();
    var note =
        server
            .test
            .database()
            .inTenant(
                TenantId.DEFAULT,
                tx ->
                    tx.fetchSingle(
                        "select revision, cause, actor, run_id from lead_revisions"
                            + " where lead_id = ?",
                        lead));
    assertThat(note.get("revision")).isEqualTo(2);
    assertThat(note.get("cause")).isEqualTo("extraction");
    assertThat(note.get("actor", String.class)).isNotBlank();
    assertThat(note.get("run_id")).isEqualTo(UUID.fromString(run));
  }

  @Test
  void everyConnectorIsToldOfAnAcceptedReadingAndOfNoOther() {
    String webhook = "{\"type\":\"webhook\",\"settings\":{\"url\":\"https://crm.example/hook\"}}";
    server.post("/v1/connectors", webhook);
    String run = extract().text("/id");
    assertThat(server.get("/v1/deliveries?lead=" + lead).json().path("items")).isEmpty();

    accept(run);
    accept(run);

    JsonNode deliveries = server.get("/v1/deliveries?lead=" + lead).json().path("items");
    assertThat(deliveries).hasSize(1);
    assertThat(deliveries.path(0).path("event").asText()).isEqualTo("lead.updated");
  }

  @Test
  void acceptingTwiceChangesTheLeadOnce() {
    String run = extract().text("/id");
    accept(run);

    assertThat(accept(run).text("/revision")).isEqualTo("2");
  }

  @Test
  void aReadingOlderThanTheLeadIsRefused() {
    String old = extract().text("/id");
    accept(extract().text("/id"));

    ApiServer.Answered refused = accept(old);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("/code")).isEqualTo("extraction_outdated");
    assertThat(lead().path("revision").asInt()).isEqualTo(2);
  }

  @Test
  void whatAPersonDecidedStays() {
    execute("update leads set edited_fields = '{bill}' where id = ?", lead);
    JsonNode bill = lead().at("/fields/bill");

    JsonNode run = extract().json();
    accept(run.path("id").asText());

    assertThat(change(run, "bill").path("kept").asBoolean()).isTrue();
    assertThat(lead().at("/fields/bill")).isEqualTo(bill);
    assertThat(lead().at("/fields/email/value").asText()).isEqualTo("ann.lee@gmail.com");
  }

  @Test
  void todaysAgentDecidesWhichFieldsAreRead() {
    server.send(
        "PUT",
        "/v1/agents/again",
        """
        {"agent":"again","name":"Ana","business":"B","languages":["en"],
         "disclosure":"I'm an AI.",
         "questions":[{"id":"email","type":"email","ask":"Your e-mail?"}],
         "score":[{"when":"email != null","points":7,"reason":"reachable"}]}
        """);
    server.post("/v1/agents/again/versions", "");

    JsonNode run = extract().json();
    JsonNode accepted = accept(run.path("id").asText()).json();

    assertThat(run.path("agent_version").asInt()).isEqualTo(2);
    assertThat(change(run, "bill").path("after").isNull()).isTrue();
    assertThat(run.at("/score/after").asInt()).isEqualTo(7);
    assertThat(accepted.path("agent_version").asInt()).isEqualTo(2);
    assertThat(accepted.path("score").asInt()).isEqualTo(7);
    assertThat(accepted.path("fields").has("bill")).isFalse();
  }

  @Test
  void anotherTenantsConversationIsUnknown() {
    JsonNode acme = server.post("/v1/tenants", "{\"name\":\"acme\"}").json();
    String key = "Bearer " + acme.path("admin_key").asText();
    String run = extract().text("/id");
    String path = "/v1/conversations/" + conversation;

    assertThat(server.post(path + "/extract", "", "Authorization", key).status()).isEqualTo(404);
    assertThat(server.get(path + "/extractions/" + run, "Authorization", key).status())
        .isEqualTo(404);
    assertThat(
            server
                .post(path + "/extractions/" + run + "/accept", "", "Authorization", key)
                .status())
        .isEqualTo(404);
  }
}
