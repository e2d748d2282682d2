package dev.parley.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.runtime.api.ApiServer.Answered;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RiskIT {
  private static final String POLICY =
      """
      {"review_from": 10, "block_from": 20, "allowed_domains": ["Mailinator.com"],
       "blocked_domains": [], "countries": ["pt"], "ip_hour_max": 2, "ip_day_max": 30,
       "email_day_max": 3, "phone_day_max": 3}
      """;
  private ApiServer server;

  @BeforeEach
  void start() {
    server = new ApiServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Answered assess(String body) {
    Answered answered = server.post("/v1/risk", body);
    assertThat(answered.status()).as(answered.http().body()).isEqualTo(200);
    return answered;
  }

  @Test
  void aThrowAwayMailboxIsForAPersonToLookAt() {
    Answered risk =
        assess("{\"email\":\"x@mailinator.com\",\"lead\":\"CRM-7\",\"form\":\"contact\"}");

    assertThat(risk.text("/decision")).isEqualTo("review");
    assertThat(risk.json().path("score").asInt()).isEqualTo(60);
    assertThat(risk.text("/flags/0/code")).isEqualTo("email_disposable");
    assertThat(risk.text("/flags/0/reason")).isNotBlank();
    assertThat(risk.text("/labels/0")).isEqualTo("disposable");
    assertThat(risk.text("/lead")).isEqualTo("CRM-7");
  }

  @Test
  void aJudgementIsFoundAgainByItsTraceAndHoldsNoPersonalData() {
    Answered risk = assess("{\"email\":\"secret@mailinator.com\",\"name\":\"asdf\"}");

    Answered found = server.get("/v1/risk/" + risk.text("/trace_id"));

    assertThat(found.json().path("flags")).isEqualTo(risk.json().path("flags"));
    assertThat(found.text("/at").substring(0, 19)).isEqualTo(risk.text("/at").substring(0, 19));
    assertThat(found.http().body()).doesNotContain("secret");
  }

  @Test
  void theSameAgainIsADuplicateAndTooOftenIsVelocity() {
    String body = "{\"email\":\"ana@firma.pt\",\"ip\":\"2001:db8::1\",\"form\":\"contact\"}";
    assertThat(assess(body).json().path("score").asInt()).isZero();

    Answered again = assess(body.replace("::1", "::ffff").replace("ana@", " ANA@"));

    assertThat(again.text("/flags/0/code")).isEqualTo("duplicate");
    for (int i = 2; i < 10; i++) {
      assess("{\"phone\":\"+35191234567" + i + "\",\"ip\":\"2001:db8::2\"}");
    }
    Answered tooOften = assess("{\"phone\":\"+351913333444\",\"ip\":\"2001:db8::3\"}");
    assertThat(tooOften.text("/flags/0/code")).isEqualTo("ip_velocity");
    assertThat(assess("{\"phone\":\"+351913333555\",\"ip\":\"2001:db8:1::3\"}").text("/decision"))
        .isEqualTo("allowed");
  }

  @Test
  void oneBusinessDoesNotSeeWhatAnotherSaw() {
    String theirs = server.post("/v1/tenants", "{\"name\":\"acme\"}").text("/admin_key");
    String trace = assess("{\"email\":\"ana@firma.pt\"}").text("/trace_id");

    Answered seen =
        server.send(
            "POST",
            "/v1/risk",
            "{\"email\":\"ana@firma.pt\"}",
            "Authorization",
            "Bearer " + theirs);

    assertThat(seen.json().path("score").asInt()).isZero();
    assertThat(server.get("/v1/risk/" + trace, "Authorization", "Bearer " + theirs).status())
        .isEqualTo(404);
  }

  @Test
  void aBusinessSetsItsOwnBounds() {
    assertThat(server.get("/v1/risk-policy").json().path("review_from").asInt()).isEqualTo(40);

    Answered set = server.send("PUT", "/v1/risk-policy", POLICY);

    assertThat(set.text("/allowed_domains/0")).isEqualTo("mailinator.com");
    assertThat(server.get("/v1/risk-policy").json()).isEqualTo(set.json());
    Answered mail = assess("{\"email\":\"x@mailinator.com\"}");
    assertThat(mail.text("/decision")).isEqualTo("allowed");
    Answered abroad = assess("{\"email\":\"x@firma.de\"}");
    assertThat(abroad.text("/flags/0/code")).isEqualTo("country_unexpected");
    assertThat(abroad.text("/decision")).isEqualTo("blocked");
  }

  @Test
  void boundsThatCannotBeAreRefusedWithTheirPath() {
    Answered refused =
        server.send(
            "PUT",
            "/v1/risk-policy",
            POLICY.replace("20,", "5,").replace("pt", "xx").replace("Mailinator.com", "no domain"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.http().body())
        .contains("\"block_from\"")
        .contains("\"countries\"")
        .contains("\"allowed_domains\"");
  }

  @Test
  void aHostileSubmissionIsJudgedAndBreaksNothing() {
    Answered risk =
        assess(
            """
            {"email": "', drop table leads; --@x", "phone": "+++++", "name": "<script>\\u202e",
             "ip": "localhost", "message": "line\\nline", "country": "Atlantis", "user_agent": "",
             "metadata": {"accept_language": ";;;", "ip_country": "??"}}
            """);

    assertThat(risk.text("/decision")).isEqualTo("review");
    assertThat(risk.http().body()).contains("email_syntax").contains("phone_invalid");
  }
}
