package dev.parley.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.tenant.TenantId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What people do to leads.
final class LeadEditIT {
  private ApiServer server;
  private UUID conversation;
  private UUID lead;

  @BeforeEach
  void start() {
    server = new ApiServer();
    server.post(
        "/v1/connectors",
        "{\"type\":\"webhook\",\"settings\":{\"url\":\"https://crm.example/hook\"}}");
    server.post(
        "/v1/agents",
        """
        {"agent":"edits","name":"Ana","business":"B","languages":["en"],"region":"PT",
         "disclosure":"I'm an AI.",
         "questions":[{"id":"email","type":"email","ask":"Your e-mail?"},
                      {"id":"phone","type":"phone","ask":"Your number?"},
                      {"id":"visit","type":"date_time","ask":"When?"},
                      {"id":"roof","type":"choice","ask":"Own or rent?",
                       "options":{"owner":["own"],"tenant":["rent"]}},
                      {"id":"bill","type":"money","ask":"Your bill?","currency":"EUR","max":1000}],
         "score":[{"when":"bill >= 100","points":60,"reason":"high bill"},
                  {"when":"roof == 'tenant'","disqualify":true,"reason":"no owner"}]}
        """);
    server.post("/v1/agents/edits/versions", "");
    UUID channel =
        UUID.fromString(
            server.post("/v1/channels", "{\"type\":\"web\",\"agent\":\"edits\"}").text("/id"));
    conversation = server.conversation("edits", channel);
    lead = server.lead("edits", conversation);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ApiServer.Answered edit(String fields) {
    return server.send("PATCH", "/v1/leads/" + lead, "{\"fields\":" + fields + "}");
  }

  private JsonNode lead() {
    return server.get("/v1/leads/" + lead).json();
  }

  private ApiServer.Answered on(String action, String body) {
    return server.post("/v1/leads/" + lead + "/" + action, body);
  }

  private List<String> events() {
    return server
        .test
        .database()
        .inTenant(
            TenantId.DEFAULT,
            tx ->
                tx.resultQuery(
                        "select event || ' ' || revision from deliveries where lead_id = ?"
                            + " order by revision",
                        lead)
                    .fetch(0, String.class));
  }

  @Test
  void aPersonsValueIsConfirmedScoredAndToldToOtherSystems() {
    JsonNode edited = edit("{\"phone\":\"912 345 678\",\"bill\":150}").json();

    assertThat(edited.at("/fields/phone/value").asText()).isEqualTo("+351912345678");
    assertThat(edited.at("/fields/phone/status").asText()).isEqualTo("confirmed");
    assertThat(edited.at("/fields/phone/evidence/0/human").asText()).isNotBlank();
    assertThat(edited.at("/fields/phone/evidence/0/at").asText()).endsWith("Z");
    assertThat(edited.at("/fields/bill/value/currency").asText()).isEqualTo("EUR");
    assertThat(edited.path("score").asInt()).isEqualTo(60);
    assertThat(edited.path("band").asText()).isEqualTo("B");
    assertThat(edited.path("score_rules").asText()).matches("[0-9a-f]{12}");
    assertThat(edited.path("revision").asInt()).isEqualTo(2);
    assertThat(lead()).isEqualTo(edited);
    assertThat(events()).containsExactly("lead.updated 2");
    assertThat(server.get("/v1/leads?band=B").json().at("/items/0/id").asText())
        .isEqualTo(lead.toString());
    assertThat(server.get("/v1/leads?band=C").json().path("items")).isEmpty();
  }

  @Test
  void aRuleThatDisqualifiesHoldsForWhatAPersonSaysToo() {
    JsonNode edited = edit("{\"roof\":\"tenant\",\"bill\":500}").json();

    assertThat(edited.path("score").asInt()).isZero();
    assertThat(edited.path("band").asText()).isEqualTo("D");
    assertThat(edited.at("/score_reasons/0").asText()).isEqualTo("no owner");
  }

  @Test
  void whatIsNoValueOfTheTypeIsRefusedWithItsPathAndNothingIsDone() {
    JsonNode before = lead();

    ApiServer.Answered refused =
        edit(
            """
            {"email":"mail me at a@example.com","phone":"12","visit":"tomorrow","roof":"castle",
             "bill":5000,"shoe_size":44}
            """);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("errors"))
        .extracting(error -> error.path("path").asText())
        .containsExactlyInAnyOrder(
            "fields.email",
            "fields.phone",
            "fields.visit",
            "fields.roof",
            "fields.bill",
            "fields.shoe_size");
    assertThat(lead()).isEqualTo(before);
    assertThat(events()).isEmpty();
  }

  @Test
  void aNullTakesTheValueAwayForGood() {
    JsonNode edited = edit("{\"bill\":null}").json();

    assertThat(edited.at("/fields/bill/status").asText()).isEqualTo("unanswered");
    assertThat(edited.at("/fields/bill/value").isNull()).isTrue();
    assertThat(edited.path("score").asInt()).isZero();
  }

  @Test
  void noReadingOverwritesAPerson() {
    edit("{\"bill\":150}");
    server.post("/v1/conversations/" + conversation + "/close", "");
    String run = server.post("/v1/conversations/" + conversation + "/extract", "").text("/id");
    JsonNode bill = lead().at("/fields/bill");

    JsonNode accepted =
        server
            .post("/v1/conversations/" + conversation + "/extractions/" + run + "/accept", "")
            .json();

    assertThat(accepted.at("/fields/bill")).isEqualTo(bill);
    assertThat(accepted.path("score").asInt()).isEqualTo(60);
  }

  @Test
  void aReviewIsAskedForShownAndEndsWithADecisionThatIsFinal() {
    assertThat(on("review", "{\"reason\":\"they do own it\"}").text("/review"))
        .isEqualTo("requested");
    on("review", "{\"reason\":\"again\"}");
    assertThat(server.get("/v1/leads?review=requested").json().path("items")).hasSize(1);

    JsonNode decided =
        on("decision", "{\"disposition\":\"disqualified\",\"note\":\"spoke to them\"}").json();

    assertThat(decided.path("review").asText()).isEqualTo("decided");
    assertThat(decided.path("disposition").asText()).isEqualTo("disqualified");
    assertThat(decided.at("/decision/note").asText()).isEqualTo("spoke to them");
    assertThat(events()).containsExactly("lead.updated 2", "lead.decided 3");
    for (ApiServer.Answered late :
        List.of(
            on("decision", "{\"disposition\":\"qualified\"}"),
            on("review", "{\"reason\":\"x\"}"))) {
      assertThat(late.status()).isEqualTo(409);
      assertThat(late.text("/code")).isEqualTo("lead_decided");
    }
    assertThat(lead()).isEqualTo(decided);
  }

  @Test
  void theAuditTellsWhoDidWhat() {
    edit("{\"bill\":150}");
    on("review", "{\"reason\":\"why\"}");
    on("decision", "{\"disposition\":\"callback\"}");

    JsonNode first = server.get("/v1/leads/" + lead + "/audit?limit=2").json();
    JsonNode rest =
        server
            .get("/v1/leads/" + lead + "/audit?limit=2&after=" + first.path("next").asText())
            .json();

    assertThat(first.path("items"))
        .extracting(item -> item.path("cause").asText())
        .containsExactly("edit", "review");
    assertThat(first.at("/items/0/detail/changes/0/before/value/amount").asInt()).isEqualTo(120);
    assertThat(first.at("/items/0/detail/changes/0/after/value/amount").asInt()).isEqualTo(150);
    assertThat(first.at("/items/0/actor_label").asText()).isNotBlank();
    assertThat(rest.at("/items/0/detail/disposition/after").asText()).isEqualTo("callback");
    assertThat(rest.path("next").isNull()).isTrue();
  }
}
