package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.elevenlabs.HostedAgent;
import dev.parley.config.settings.Settings;
import dev.parley.config.store.TestDatabase;
import dev.parley.runtime.cli.ServerClient;
import dev.parley.runtime.driver.Milestones;
import dev.parley.runtime.process.Parley;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Voice agents hosted by ElevenLabs, simulated, from the first question to the delivered lead.
class HostedAgentIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String ADMIN = "admin-key-of-a-test";
  private static final String SECRET = "wsec_test";
  private static final String AGENT_ID = "agent_0123456789";
  private static final String CALLER = "+12025550142";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path data;
  private final TestDatabase database = TestDatabase.create();
  private Parley parley;
  private Receiver receiver;
  private URI server;
  private ServerClient api;
  private String key;
  private HostedAgent call;

  @BeforeEach
  void start() throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("PARLEY_PORT", "0");
    settings.put("PARLEY_DATA", data.toString());
    settings.put("PARLEY_ADMIN_KEY", ADMIN);
    settings.put("PARLEY_DATABASE_URL", database.settings().jdbcUrl());
    settings.put("PARLEY_MODEL", "builtin");
    settings.put("PARLEY_SAMPLES", "false");
    parley =
        Parley.start(
            Settings.load(settings, data.resolve("none.yaml")), Milestones.NONE, Clock.systemUTC());
    server = URI.create("http://localhost:" + parley.port());
    api = new ServerClient(server, ADMIN);
    receiver = new Receiver();
    Office.open(api, Office.BRIEF_AGENT, receiver);
    ObjectNode channel = JSON.createObjectNode();
    channel.put("type", "voice").put("agent", "brief").put("address", "+12025550100");
    channel.putObject("settings").put("carrier", "agents").put("agent_id", AGENT_ID);
    channel.putObject("credentials").put("webhook_secret", SECRET);
    JsonNode made = api.post("/v1/channels", channel);
    key = made.path("key").asText();
    assertThat(key).startsWith("pvk_");
    assertThat(api.get("/v1/channels/" + made.path("id").asText()).toString()).doesNotContain(key);
    call = new HostedAgent(server, key, AGENT_ID, CALLER);
  }

  @AfterEach
  void stop() {
    call.close();
    parley.close();
    receiver.close();
    database.close();
  }

  @Test
  void aHostedAgentSaysWhatTheFlowSaysAndTheLeadIsDelivered() throws IOException {
    HostedAgent.Answer opening = call.ask(true);
    assertThat(opening.text()).contains("I am an assistant.").contains("What is your name?");
    assertThat(call.hears("My name is Ann Miller").text()).contains("How many people?");
    HostedAgent.Answer last = call.hears("4 people");

    assertThat(last.text()).contains("Someone will call you.");
    assertThat(last.endsCall()).isTrue();
    assertThat(call.ends(SECRET)).isEqualTo(200);
    assertThat(call.ends(SECRET)).isEqualTo(200);
    JsonNode conversation = only(conversations());
    assertThat(conversation.path("channel").asText()).isEqualTo("voice");
    assertThat(conversation.path("disposition").asText()).isEqualTo("qualified");
    JsonNode lead = delivered(conversation);
    assertThat(lead.at("/fields/full_name/value").asText()).isEqualTo("Ann Miller");
    assertThat(lead.at("/fields/people/value").asInt()).isEqualTo(4);
  }

  @Test
  void wordsThatGrowWhileTheyAreAnsweredAreTakenOnce() throws IOException {
    call.ask(false);
    call.contactSays("My name is Ann Miller");
    call.asksAgain(true);
    call.wasHeard("My name is Ann Miller and we are 4 people");
    HostedAgent.Answer answer = call.asksAgain(true);

    assertThat(answer.text()).contains("Someone will call you.");
    assertThat(transcript().path(3).path("text").asText()).isEqualTo("and we are 4 people");
  }

  @Test
  void refusesInOpenAisWordsWhatNamesNoConversation() throws Exception {
    try (var http = java.net.http.HttpClient.newHttpClient()) {
      var response =
          http.send(
              java.net.http.HttpRequest.newBuilder(server.resolve("/v1/chat/completions"))
                  .header("Authorization", "Bearer " + key)
                  .POST(
                      java.net.http.HttpRequest.BodyPublishers.ofString(
                          "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"))
                  .build(),
              java.net.http.HttpResponse.BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(400);
      JsonNode error = JSON.readTree(response.body()).path("error");
      assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
      assertThat(error.path("code").asText()).isEqualTo("conversation_missing");
    }
  }

  @Test
  void aRetriedRequestIsAnsweredFromWhatWasWritten() throws IOException {
    call.ask(true);
    call.contactSays("My name is Ann Miller");
    HostedAgent.Answer first = call.asksAgain(true);
    HostedAgent.Answer again = call.asksAgain(false);

    assertThat(first.text()).contains("How many people?");
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(transcript()).hasSize(3);
  }

  @Test
  void theSameQuestionFromManySidesAtOnceIsOneConversationAndOneTurn() throws Exception {
    call.contactSays("My name is Ann Miller");
    List<HostedAgent.Answer> answers;
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HostedAgent.Answer>> asked = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        asked.add(many.submit(() -> call.asksAgain(true)));
      }
      answers = new ArrayList<>();
      for (Future<HostedAgent.Answer> each : asked) {
        answers.add(each.get());
      }
    }

    assertThat(answers).extracting(HostedAgent.Answer::status).containsOnly(200);
    assertThat(answers.stream().map(HostedAgent.Answer::text).distinct()).hasSize(1);
    assertThat(transcript()).hasSize(2);
  }

  @Test
  void anInterruptedMessageIsKeptAsItWasHeard() throws IOException {
    String opening = call.ask(true).text();
    String heard = opening.substring(0, opening.indexOf(' ', 6));
    call.wasHeard(heard + "...");
    call.hears("My name is Ann Miller");

    assertThat(transcript().path(0).path("text").asText()).isEqualTo(heard);
  }

  @Test
  void anAgentThatGreetsByItselfStillDiscloses() throws IOException {
    call.greets("Hello from the hosted agent!");
    HostedAgent.Answer answer = call.hears("Hi, I am Ann Miller");

    assertThat(answer.text()).contains("I am an assistant.");
    assertThat(transcript().path(0).path("text").asText())
        .isEqualTo("Hello from the hosted agent!");
  }

  @Test
  void aCallThatWasNotOursBecomesAConversationAndALead() throws IOException {
    call.greets("Hi, this is Ana. What is your name?");
    call.contactSays("My name is Ann Miller.");
    call.greets("How many people?");
    call.contactSays("We are 4 people.");
    call.greets("Thank you, bye!");
    assertThat(call.ends(SECRET)).isEqualTo(200);
    assertThat(call.ends(SECRET)).isEqualTo(200);

    JsonNode conversation = only(conversations());
    assertThat(conversation.path("status").asText()).isEqualTo("closed");
    assertThat(transcript()).hasSize(5);
    JsonNode lead = delivered(conversation);
    assertThat(lead.at("/fields/full_name/value").asText()).isEqualTo("Ann Miller");
    assertThat(conversation.path("disposition").asText()).isEqualTo("qualified");
  }

  @Test
  void aCallThatReachedNobodyIsOneWithThatDisposition() throws IOException {
    assertThat(call.tell(call.failure("no-answer"), SECRET, Instant.now())).isEqualTo(200);

    assertThat(only(conversations()).path("disposition").asText()).isEqualTo("no_answer");
  }

  @Test
  void recordingsAreTakenAndPassedOver() throws IOException {
    assertThat(call.tell(call.recording(), SECRET, Instant.now())).isEqualTo(200);

    assertThat(conversations()).isEmpty();
  }

  @Test
  void whatIsNotProvedIsRefused() throws IOException {
    call.contactSays("My name is Ann Miller.");
    assertThat(call.ends("wsec_other")).isEqualTo(403);
    assertThat(call.tell(call.ended(), SECRET, Instant.now().minus(Duration.ofMinutes(31))))
        .isEqualTo(403);
    HostedAgent stranger = new HostedAgent(server, key + "x", AGENT_ID, CALLER);
    assertThat(stranger.ask(true).status()).isEqualTo(401);
    stranger.close();

    assertThat(conversations()).isEmpty();
  }

  private JsonNode delivered(JsonNode conversation) {
    String id = conversation.path("id").asText();
    List<Receiver.Received> received =
        await().atMost(PATIENCE).until(() -> receiver.of(id), list -> !list.isEmpty());
    assertThat(received).hasSize(1);
    assertThat(received.getFirst().signed()).isTrue();
    return received.getFirst().body().path("data");
  }

  private JsonNode conversations() throws IOException {
    return api.get("/v1/conversations").path("items");
  }

  private static JsonNode only(JsonNode conversations) {
    assertThat(conversations).hasSize(1);
    return conversations.path(0);
  }

  private JsonNode transcript() throws IOException {
    String id = only(conversations()).path("id").asText();
    return api.get("/v1/conversations/" + id + "/transcript").path("turns");
  }
}
