package dev.parley.crm.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.CallLog;
import dev.parley.crm.Connector;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.Credentials;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.acceptance.Leads;
import java.util.Optional;
import java.util.UUID;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;

class KeepingTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "s3cr\"et/+hush";

  private final ObjectNode lead = Leads.lead(7);

  @Test
  void whatTheConnectorSignsInWithIsStarredWhereverItStands() {
    Request request =
        new Request.Builder()
            .url("https://crm.example/v1/" + "access-123456")
            .header("Authorization", "Bearer access-123456")
            .post(json(JSON.createObjectNode().put("note", "was " + SECRET).toString()))
            .build();
    CallLog.Call call = keep(request, 400, "{\"message\":\"no: access-123456\"}", 2_000);
    assertThat(call.toString()).doesNotContain("access-123456").doesNotContain("hush");
    assertThat(call.request()).isEqualTo("{\"note\":\"was ***\"}");
    assertThat(call.url()).isEqualTo("https://crm.example/v1/***");
  }

  @Test
  void aSignInIsKeptWithoutItsForm() {
    Request request =
        new Request.Builder()
            .url("https://crm.example/token")
            .post(
                RequestBody.create(
                    "refresh_token=abc", MediaType.get("application/x-www-form-urlencoded")))
            .build();
    CallLog.Call call = keep(request, 200, "{\"access_token\":\"new-one-here\"}", 2_000);
    assertThat(call.request()).isEqualTo("***");
    assertThat(call.answer()).isEqualTo("{\"access_token\":\"***\"}");
  }

  @Test
  void ofAnAnswerStayTheWordsThatExplainItAndWhatTheLeadItselfSays() {
    String answer =
        """
        {"id":"501","status":"error","message":"Jo@else.example is taken",
         "properties":{"email":"person7@example.com","firstname":"Somebody","owner":4711}}
        """;
    CallLog.Call call = keep(post("{}"), 409, answer, 2_000);
    assertThat(call.answer())
        .isEqualTo(
            "{\"id\":\"501\",\"status\":\"error\",\"message\":\"***@*** is taken\",\"properties\":"
                + "{\"email\":\"person7@example.com\",\"firstname\":\"***\",\"owner\":\"***\"}}");
  }

  @Test
  void wordsOfTheConversationAreCountedAndNotKept() {
    String words = "I live at number nine. ".repeat(30);
    CallLog.Call call =
        keep(post(JSON.createObjectNode().put("body", words).toString()), 201, "", 2_000);
    assertThat(call.request()).isEqualTo("{\"body\":\"(690 characters)\"}");
  }

  @Test
  void thePayloadIsNamedRatherThanKeptAgain() {
    CallLog.Call call =
        keep(post("{\"type\":\"lead.created\",\"data\":" + lead + "}"), 200, "", 80);
    assertThat(call.request()).isEqualTo("{\"type\":\"lead.created\",\"data\":{payload}}");
  }

  @Test
  void aBodyIsCutAtTheLimitAndNeverInsideACharacter() {
    ObjectNode body = JSON.createObjectNode();
    for (int i = 0; i < 50; i++) {
      body.put("field" + i, "😀😀😀");
    }
    for (int max = 100; max < 110; max++) {
      CallLog.Call call = keep(post(body.toString()), 200, "<html>" + "😀".repeat(600), max);
      assertThat(call.request()).hasSizeLessThanOrEqualTo(max + 1).endsWith("…");
      assertThat(call.request().codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)).isFalse();
      assertThat(call.answer().codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)).isFalse();
    }
  }

  @Test
  void onlyTheFirstAndTheLastCallsOfManyAreKept() {
    CallLog log = new CallLog(request());
    for (int i = 0; i < 100; i++) {
      log.add(new CallLog.Call("GET", "/" + i, "", java.util.OptionalInt.of(200), ""));
    }
    assertThat(log.calls()).hasSize(20);
    assertThat(log.calls().getFirst().url()).isEqualTo("/0");
    assertThat(log.calls().getLast().url()).isEqualTo("/99");
  }

  private CallLog.Call keep(Request request, int status, String answer, int max) {
    return Keeping.of(request(), request, new Answer.Received(status, Headers.EMPTY, answer), max);
  }

  private DeliveryRequest request() {
    var credentials = Credentials.of(JSON.createObjectNode().put("client_secret", SECRET));
    var connector =
        new Connector(
            new UUID(1, 1),
            TenantId.DEFAULT,
            "hubspot",
            new ConnectorConfig(JSON.createObjectNode(), credentials, JSON.createObjectNode()));
    return Leads.delivery(connector, lead, "lead.created", 1, Optional.empty());
  }

  private static Request post(String body) {
    return new Request.Builder().url("https://crm.example/notes").post(json(body)).build();
  }

  private static RequestBody json(String body) {
    return RequestBody.create(body, MediaType.get("application/json"));
  }
}
