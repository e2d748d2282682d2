package dev.parley.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.tenant.TenantId;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Leads scored again after their agent's rules changed.
final class RescoreIT {
  private static final String JOBS = "/v1/agents/rules/rescore";

  private ApiServer server;
  private UUID channel;

  @BeforeEach
  void start() {
    server = new ApiServer();
    server.post(
        "/v1/connectors",
        "{\"type\":\"webhook\",\"settings\":{\"url\":\"https://crm.example/hook\"}}");
    channel = server.publishedWebAgent("rules");
    publish(90);
  }

  private void publish(int points) {
    server.send(
        "PUT",
        "/v1/agents/rules",
        """
        {"agent":"rules","name":"Ana","business":"B","languages":["en"],
         "disclosure":"I'm an AI.",
         "questions":[{"id":"email","type":"email","ask":"Your e-mail?"},
                      {"id":"bill","type":"money","ask":"Your bill?","currency":"EUR"}],
         "score":[{"when":"bill >= 100","points":%d,"reason":"high bill"}]}
        """
            .formatted(points));
    server.post("/v1/agents/rules/versions", "");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private UUID lead() {
    return server.lead("rules", server.conversation("rules", channel));
  }

  private JsonNode lead(UUID id) {
    return server.get("/v1/leads/" + id).json();
  }

  private String run(String body) {
    ApiServer.Answered started = server.post(JOBS, body);
    assertThat(started.status()).isEqualTo(202);
    assertThat(started.text("/status")).isEqualTo("running");
    work(started.text("/id"));
    return started.text("/id");
  }

  private void work(String job) {
    server.care.rescoring().run(TenantId.DEFAULT, UUID.fromString(job));
  }

  private JsonNode report(String job) {
    return server.get(JOBS + "/" + job).json();
  }

  private int deliveries(UUID lead) {
    return server
        .test
        .database()
        .inTenant(
            TenantId.DEFAULT,
            tx ->
                tx.fetchSingle(
                        "select count(*) from deliveries where lead_id = ?"
                            + " and event = 'lead.updated'",
                        lead)
                    .get(0, int.class));
  }

  @Test
  void newRulesMakeNewRevisionsAndAReport() {
    UUID lead = lead();

    JsonNode report = report(run(""));

    assertThat(report.path("status").asText()).isEqualTo("done");
    assertThat(report.path("seen").asInt()).isEqualTo(1);
    assertThat(report.path("changed").asInt()).isEqualTo(1);
    assertThat(report.path("band_changed").asInt()).isEqualTo(1);
    assertThat(report.at("/bands/0/before").asText()).isEqualTo("C");
    assertThat(report.at("/bands/0/after").asText()).isEqualTo("A");
    assertThat(report.at("/items/0/lead").asText()).isEqualTo(lead.toString());
    assertThat(report.at("/items/0/score/after").asInt()).isEqualTo(90);
    assertThat(report.at("/items/0/revision").asInt()).isEqualTo(2);
    JsonNode scored = lead(lead);
    assertThat(scored.path("score").asInt()).isEqualTo(90);
    assertThat(scored.path("band").asText()).isEqualTo("A");
    assertThat(scored.path("score_rules")).isEqualTo(report.path("score_rules"));
    assertThat(scored.path("score_version").asInt()).isEqualTo(2);
    assertThat(scored.path("agent_version").asInt()).isEqualTo(1);
    assertThat(deliveries(lead)).isEqualTo(1);
    assertThat(server.get("/v1/leads/" + lead + "/audit").text("/items/0/cause"))
        .isEqualTo("rescore");
  }

  @Test
  void aDryRunChangesNothingButItsReport() {
    UUID lead = lead();
    JsonNode before = lead(lead);

    JsonNode report = report(run("{\"dry_run\":true}"));

    assertThat(report.path("changed").asInt()).isEqualTo(1);
    assertThat(report.at("/items/0/revision").isNull()).isTrue();
    assertThat(lead(lead)).isEqualTo(before);
    assertThat(deliveries(lead)).isZero();
  }

  @Test
  void aJobThatEndedDoesNothingMoreAndLeadsMadeLaterAreNotItsOwn() {
    for (int i = 0; i < 3; i++) {
      lead();
    }
    String job = run("");
    UUID late = lead();

    work(job);

    assertThat(report(job).path("seen").asInt()).isEqualTo(3);
    assertThat(lead(late).path("score").asInt()).isEqualTo(40);
    assertThat(report(run("")).path("changed").asInt()).isEqualTo(1);
  }

  @Test
  void whatAPersonDecidedOrSetStays() {
    UUID decided = lead();
    UUID edited = lead();
    server.post("/v1/leads/" + decided + "/decision", "{\"disposition\":\"qualified\"}");
    server.send("PATCH", "/v1/leads/" + edited, "{\"fields\":{\"bill\":50}}");
    JsonNode before = lead(decided);

    JsonNode report = report(run(""));

    assertThat(report.path("decided").asInt()).isEqualTo(1);
    assertThat(lead(decided)).isEqualTo(before);
    assertThat(lead(edited).at("/fields/bill/value/amount").asInt()).isEqualTo(50);
    assertThat(lead(edited).path("score").asInt()).isZero();
  }

  @Test
  void scoringTwiceByTheSameRulesChangesNothing() {
    UUID lead = lead();
    run("");
    JsonNode before = lead(lead);

    assertThat(report(run("")).path("changed").asInt()).isZero();
    assertThat(lead(lead)).isEqualTo(before);
  }

  @Test
  void theLeadsOfATimeAloneAreScored() {
    UUID lead = lead();

    String none = run("{\"from\":\"2000-01-01T00:00:00Z\",\"until\":\"2000-01-02T00:00:00Z\"}");

    assertThat(report(none).path("seen").asInt()).isZero();
    assertThat(lead(lead).path("score").asInt()).isEqualTo(40);
  }

  @Test
  void anAgentsLeadsAreScoredByOneJobAtATime() {
    String job = server.post(JOBS, "").text("/id");

    ApiServer.Answered second = server.post(JOBS, "");

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.text("/code")).isEqualTo("rescore_running");
    work(job);
    assertThat(server.post(JOBS, "").status()).isEqualTo(202);
  }
}
