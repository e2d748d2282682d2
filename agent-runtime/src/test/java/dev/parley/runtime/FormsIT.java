package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.channel.sandbox.twilio.TwilioContact;
import dev.parley.channel.sandbox.twilio.TwilioSandbox;
import dev.parley.runtime.cli.ServerClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A business's own page sends a form to a real process, and the agent texts the person.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SMS = "+12025550151";
  private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0";
  private static final JsonMapper JSON = new JsonMapper();

  private static final String AGENT =
      """
      {"agent": "former", "name": "Ana", "business": "Sol", "languages": ["en"], "persona": "Brief.",
       "disclosure": "I am Ana, an assistant.", "region": "US",
       "greeting": {"chat": "Hello!", "voice": "Hello!"},
       "questions": [
         {"id": "full_name", "type": "person_name", "ask": "What is your name?", "required": true},
         {"id": "phone", "type": "phone", "ask": "Your number?", "from_channel": true},
         {"id": "email", "type": "email", "ask": "And your e-mail?", "required": true},
         {"id": "people", "type": "number", "ask": "How many people?", "required": true}],
       "facts": [], "objections": [],
       "qualified": {"say": "Someone will call you."}, "closing": "Thanks!"}
      """;

  private final TwilioSandbox twilio = TwilioSandbox.start(SandboxOptions.TIDY);
  private final HttpClient client = HttpClient.newHttpClient();
  private ParleyProcess parley;
  private ServerClient api;
  private JsonNode form;

  @BeforeAll
  void open(@TempDir Path data) throws IOException {
    parley =
        ParleyProcess.start(
            data,
            Map.of(
                "PARLEY_SANDBOX",
                "false",
                "PARLEY_TWILIO_URL",
                twilio.url().toString(),
                "PARLEY_QUIET_WINDOW",
                "200ms"));
    api = new ServerClient(parley.url(), ParleyProcess.ADMIN_KEY);
    Office.open(api, AGENT);
    ObjectNode channel =
        JSON.createObjectNode().put("type", "sms").put("agent", "former").put("address", SMS);
    channel.putObject("settings").put("account_sid", twilio.account().accountSid());
    channel.putObject("credentials").put("auth_token", twilio.account().authToken().reveal());
    String id = api.post("/v1/channels", channel).path("id").asText();
    twilio.number(SMS, parley.url().resolve("/hooks/twilio/sms"));
    ObjectNode made =
        JSON.createObjectNode()
            .put("channel", id)
            .put("label", "Roof quote")
            .put("redirect", "https://shop.example/thanks");
    made.putArray("origins").add("https://shop.example");
    form = api.post("/v1/forms", made);
  }

  @AfterAll
  void close() throws InterruptedException {
    parley.close();
    twilio.close();
  }

  private HttpResponse<String> send(String type, String body, String origin) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(parley.url().resolve("/v1/forms/" + form.path("key").asText()))
            .header("Content-Type", type)
            .header("User-Agent", BROWSER)
            .header("Origin", origin)
            .POST(BodyPublishers.ofString(body));
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("the form was not taken", e);
    }
  }

  private HttpResponse<String> send(ObjectNode body) {
    return send("application/json", body.toString(), "https://shop.example");
  }

  private static ObjectNode filled(String phone) {
    return JSON.createObjectNode()
        .put("full_name", "Ana Lopez")
        .put("phone", phone)
        .put("email", "ana.lopez@firma.de")
        .put("message", "I need a quote for my roof")
        .put("_filled_in_ms", "21000");
  }

  private JsonNode submissions(String status) {
    return api.get("/v1/forms/" + form.path("id").asText() + "/submissions?status=" + status)
        .path("items");
  }

  @Test
  void whoFillsInAFormIsTextedAndNotAskedAgainForWhatTheyWrote() throws Exception {
    TwilioContact contact = twilio.contact("+12025550601", SMS);

    HttpResponse<String> answer = send(filled("(202) 555-0601"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String first = contact.awaitReceived(1, PATIENCE).getFirst().text();
    assertThat(first).startsWith("I am Ana, an assistant.").contains("How many people?");
    contact.says("4");
    assertThat(contact.awaitReceived(2, PATIENCE).get(1).text()).contains("Someone will call you.");
    await().atMost(PATIENCE).until(() -> api.get("/v1/leads").path("items").size() > 0);
    JsonNode lead = api.get("/v1/leads").path("items").path(0);
    assertThat(lead.at("/fields/full_name/value").asText()).isEqualTo("Ana Lopez");
    assertThat(lead.at("/fields/email/evidence/0/quote").asText()).contains("ana.lopez@firma");
    assertThat(lead.at("/source/type").asText()).isEqualTo("form");
    assertThat(lead.at("/source/headline").asText()).isEqualTo("Roof quote");

    erase(lead.at("/contact/id").asText());
    assertThat(submissions("contacting").findValuesAsText("phone")).doesNotContain("+12025550601");
  }

  private void erase(String contact) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(parley.url().resolve("/v1/contacts/" + contact))
            .header("Authorization", "Bearer " + ParleyProcess.ADMIN_KEY)
            .DELETE()
            .build();
    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @Test
  void aProgramIsToldTheSameAndNobodyIsTextedUntilAPersonSaysSo() throws Exception {
    TwilioContact contact = twilio.contact("+12025550602", SMS);
    ObjectNode body = filled("+12025550602").put("_website", "http://spam.example");

    assertThat(send(body).statusCode()).isEqualTo(202);

    JsonNode blocked = submissions("blocked").path(0);
    assertThat(blocked.at("/fields/full_name").asText()).isEqualTo("Ana Lopez");
    assertThat(api.get("/v1/risk/" + blocked.path("risk").asText()).at("/flags/0/code").asText())
        .isEqualTo("honeypot");
    assertThat(contact.received()).isEmpty();

    api.post(
        "/v1/forms/"
            + form.path("id").asText()
            + "/submissions/"
            + blocked.path("id").asText()
            + "/release",
        JSON.createObjectNode());
    assertThat(contact.awaitReceived(1, PATIENCE).getFirst().text()).contains("How many people?");
  }

  @Test
  void aPlainFormWithoutAScriptGoesToTheNextPage() {
    HttpResponse<String> answer =
        send(
            "application/x-www-form-urlencoded; charset=UTF-8",
            "full_name=Jo%C3%A3o+Dias&phone=%2B12025550603&email=&message=Ol%C3%A1",
            "https://shop.example");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).hasValue("https://shop.example/thanks");
    assertThat(twilio.contact("+12025550603", SMS).awaitReceived(1, PATIENCE)).hasSize(1);
  }

  @Test
  void whatCannotBeTakenIsRefusedWithAReason() {
    assertThat(send("application/json", "{", "https://shop.example").statusCode()).isEqualTo(400);
    assertThat(send("text/plain", "x", "https://shop.example").statusCode()).isEqualTo(415);
    assertThat(send("application/json", "{}", "https://evil.example").statusCode()).isEqualTo(403);
    assertThat(send(filled("not a number")).body()).contains("phone_wrong");
    assertThat(send(filled("+12025550604").put("message", "x".repeat(70_000))).statusCode())
        .isEqualTo(413);
    ObjectNode nested = filled("+12025550604");
    nested.putObject("more");
    assertThat(send(nested).body()).contains("malformed");
  }
}
