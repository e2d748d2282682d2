package dev.parley.runtime.api;

import static dev.parley.config.store.generated.Tables.CONVERSATIONS;
import static dev.parley.config.store.generated.Tables.DELIVERIES;
import static dev.parley.config.store.generated.Tables.FORM_SUBMISSIONS;
import static dev.parley.config.store.generated.Tables.LEADS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.channel.AccountProblem;
import dev.parley.channel.AccountRules;
import dev.parley.channel.ChannelAccount;
import dev.parley.config.agent.AgentDefinitionReader;
import dev.parley.config.agent.store.AgentStore;
import dev.parley.config.agent.store.PublishedAgents;
import dev.parley.config.binding.ChannelConfig;
import dev.parley.config.binding.ChannelStore;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.settings.Secret;
import dev.parley.config.store.Sealer;
import dev.parley.config.store.TestDatabase;
import dev.parley.config.tenant.ApiKeys;
import dev.parley.config.tenant.IdempotencyKeys;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.delivery.Connectors;
import dev.parley.crm.delivery.DeliveryOutbox;
import dev.parley.crm.delivery.DeliveryReplay;
import dev.parley.crm.delivery.DeliverySettings;
import dev.parley.lead.FieldStatus;
import dev.parley.runtime.agents.PublishedEngines;
import dev.parley.runtime.call.PlacedCall;
import dev.parley.runtime.closing.ContactErasure;
import dev.parley.runtime.closing.Extractions;
import dev.parley.runtime.closing.TranscriptExtraction;
import dev.parley.runtime.console.DocsPages;
import dev.parley.runtime.conversation.ConversationStore;
import dev.parley.runtime.conversation.NewConversation;
import dev.parley.runtime.conversation.NodeId;
import dev.parley.runtime.flow.Answer;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.forms.FormCalls;
import dev.parley.runtime.forms.FormIntake;
import dev.parley.runtime.forms.FormRows;
import dev.parley.runtime.leads.LeadCare;
import dev.parley.runtime.risk.DomainsFile;
import dev.parley.runtime.risk.RiskBook;
import dev.parley.runtime.risk.RiskPolicies;
import dev.parley.value.Value;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/// The API on a real socket and a real database.
final class ApiServer implements AutoCloseable {
  static final String ADMIN = "the-admin-key-of-this-test";
  static final String FILE = "<script>alert('hello')</script>";
  static final ObjectMapper JSON = new ObjectMapper();

  final TestDatabase test = TestDatabase.create();
  final LeadCare care;
  final Api api;
  private final WebServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  ApiServer() {
    Sealer sealer = new Sealer(Secret.of("the-master-key-of-this-test"));
    RiskBook risk =
        new RiskBook(
            new DomainsFile(Optional.empty(), Clock.systemUTC()),
            new RiskPolicies(),
            Clock.systemUTC());
    this.care =
        LeadCare.of(
            test.database(),
            new PublishedEngines(
                new PublishedAgents(
                    test.database(), new AgentStore(), new AgentDefinitionReader())),
            new DeliveryOutbox(Clock.systemUTC(), DeliverySettings.DEFAULT),
            connectors -> {},
            Clock.systemUTC());
    this.api =
        new Api(
            new ApiParts(
                test.database(),
                new ApiKeys(test.database(), Secret.of(ADMIN)),
                new IdempotencyKeys(sealer),
                Set.of(ChannelType.WEB, ChannelType.SMS, ChannelType.WHATSAPP),
                new ChannelStore(sealer),
                ApiServer::accountProblems,
                List.of(new FakeConnector()),
                new Connectors(sealer),
                this::closeConversation,
                new DeliveryReplay(
                    test.database(), Clock.systemUTC(), DeliverySettings.DEFAULT, connectors -> {}),
                new Extractions(
                    test.database(),
                    new PublishedEngines(
                        new PublishedAgents(
                            test.database(), new AgentStore(), new AgentDefinitionReader())),
                    new TranscriptExtraction(Optional.empty(), Runnable::run),
                    new DeliveryOutbox(Clock.systemUTC(), DeliverySettings.DEFAULT),
                    care.merges(),
                    connectors -> {},
                    Clock.systemUTC()),
                care,
                risk,
                new FormIntake(
                    test.database(),
                    new FormRows(),
                    risk,
                    (tenant, agent) -> Optional.of("PT"),
                    batch -> {},
                    (tenant, agent, from, to, told) -> new FormCalls.Outcome.NobodyToCall(),
                    Clock.systemUTC()),
                Clock.systemUTC(),
                new ContactErasure(
                        test.database(),
                        new DeliveryOutbox(Clock.systemUTC(), DeliverySettings.DEFAULT),
                        connectors -> {})
                    ::erase,
                ApiServer::place,
                Duration.ofSeconds(5)));
    this.server =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .connectionOptions(options -> options.tcpNoDelay(true))
            .routing(routing -> routing.register(api).register(new DocsPages()))
            .build()
            .start();
  }

  void addCall(UUID conversation) {
    test.database()
        .acrossTenants(
            tx ->
                tx.execute(
                    "insert into calls (conversation_id, tenant_id, direction, business,"
                        + " started_at) select id, tenant_id, 'inbound', '+12025550100', now() from"
                        + " conversations where id = ?",
                    conversation));
  }

  /// A number that ends in 1 is asleep.
  private static PlacedCall place(
      TenantId tenant, String agent, String to, Map<String, String> context) {
    return to.endsWith("1")
        ? new PlacedCall.Held(Instant.now().plusSeconds(60), "quiet_hours")
        : new PlacedCall.Calling(UUID.randomUUID(), Optional.of("CA" + "0".repeat(32)));
  }

  /// What this server's one vendor wants.
  private static List<AccountProblem> accountProblems(
      ChannelType type, String address, ChannelConfig config) {
    return new AccountRules(
            new ChannelAccount(type, address, config.settings(), config.credentials()))
        .optional("phone_number_id", Pattern.compile("[0-9]+"), "digits")
        .required("account_sid", Pattern.compile("AC[0-9a-f]{4}"), "AC and 4 hex digits")
        .requiredSecret("auth_token", "the account's token")
        .optionalSecret("auth_token_previous")
        .problems();
  }

  private CompletableFuture<Boolean> closeConversation(
      TenantId tenant,
      UUID conversation,
      dev.parley.lead.Disposition disposition,
      Optional<String> reason) {
    if (reason.filter("explode"::equals).isPresent()) {
      throw new IllegalStateException("a secret detail of the inside");
    }
    if (reason.filter("busy"::equals).isPresent()) {
      return CompletableFuture.failedFuture(new IllegalStateException("not now"));
    }
    test.database()
        .runInTenant(
            tenant,
            tx ->
                tx.update(CONVERSATIONS)
                    .set(CONVERSATIONS.STATUS, "closed")
                    .set(CONVERSATIONS.DISPOSITION, disposition.wireName())
                    .set(CONVERSATIONS.REASON, reason.orElse(null))
                    .set(CONVERSATIONS.ENDED_AT, Instant.now())
                    .where(CONVERSATIONS.ID.eq(conversation))
                    .execute());
    return CompletableFuture.completedFuture(true);
  }

  @Override
  public void close() {
    server.stop();
    client.close();
    test.close();
  }

  /// One answer.
  record Answered(int status, HttpResponse<String> http) {
    JsonNode json() {
      try {
        return JSON.readTree(http.body());
      } catch (IOException e) {
        throw new AssertionError("no JSON: " + http.body(), e);
      }
    }

    String text(String pointer) {
      return json().at(pointer).asText();
    }

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }
  }

  Answered send(String method, String path, String body, String... headers) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Authorization", "Bearer " + ADMIN);
    if (!body.isEmpty()) {
      all.put("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    all.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            request.header(name, value);
          }
        });
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      return new Answered(response.statusCode(), response);
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  Answered get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  Answered post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  static String definition(String agent) {
    return """
    {"agent":"%s","name":"Ana","business":"B","languages":["en"],"disclosure":"I'm an AI.",
     "questions":[{"id":"email","type":"email","ask":"Your e-mail?"},
                  {"id":"bill","type":"money","ask":"Your bill?","currency":"EUR"}]}
    """
        .formatted(agent);
  }

  static String smsChannel(String agent, String address) {
    return """
    {"type":"sms","agent":"%s","address":"%s","settings":{"account_sid":"AC0123"},
     "credentials":{"auth_token":"the-first-token"}}
    """
        .formatted(agent, address);
  }

  String key(String role) {
    return post("/v1/keys", "{\"role\":\"%s\",\"label\":\"test\"}".formatted(role)).text("/key");
  }

  /// A published agent with a web channel; the channel's id.
  UUID publishedWebAgent(String agent) {
    post("/v1/agents", definition(agent));
    post("/v1/agents/" + agent + "/versions", "");
    return UUID.fromString(
        post("/v1/channels", "{\"type\":\"web\",\"agent\":\"%s\"}".formatted(agent)).text("/id"));
  }

  UUID conversation(String agent, UUID channel) {
    Instant now = Instant.parse("2026-11-22T10:00:00Z");
    Map<String, Answer> answers = new LinkedHashMap<>();
    answers.put("email", Answer.OPEN);
    answers.put(
        "bill",
        new Answer(
            FieldStatus.ANSWERED,
            Optional.of(
                new Value.Money(
                    new BigDecimal("120"), Optional.empty(), "EUR", Optional.of("month"))),
            Optional.of("about 120 a month"),
            Optional.empty(),
            0,
            0,
            true));
    FlowState state =
        new FlowState(
            FlowState.Status.OPEN,
            ChannelType.WEB,
            now,
            now,
            0,
            "en",
            true,
            answers,
            Optional.of("email"),
            1,
            0,
            0,
            false,
            List.of(),
            List.of(),
            "Hello",
            Optional.empty(),
            Optional.empty());
    return new ConversationStore(
            test.database(),
            NodeId.random(),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Clock.systemUTC())
        .begin(
            new NewConversation(
                TenantId.DEFAULT,
                agent,
                1,
                ChannelType.WEB,
                channel,
                Optional.empty(),
                Optional.empty(),
                state,
                Optional.of("Hello, I'm an AI."),
                Optional.empty(),
                now))
        .id()
        .id();
  }

  /// A file of the conversation, its message with it; its bytes are there when it is kept.
  UUID file(UUID conversation, String status) {
    return test.database()
        .inTenant(
            TenantId.DEFAULT,
            tx -> {
              UUID tenant = TenantId.DEFAULT.value();
              UUID id = UUID.randomUUID();
              tx.execute(
                  "insert into inbox (tenant_id, conversation_id, channel, provider_message_id,"
                      + " text) values (?, ?, 'whatsapp', ?, '[document]')",
                  tenant,
                  conversation,
                  id.toString());
              tx.execute(
                  "insert into media (id, tenant_id, conversation_id, inbox_id, channel_id,"
                      + " position, kind, media_type, reference, size_bytes, status, created_at)"
                      + " select ?, ?, ?, i.id, c.channel_id, 0, 'document', 'text/html', '1', ?,"
                      + " ?, now() from inbox i join conversations c on c.id = i.conversation_id"
                      + " where provider_message_id = ?",
                  id,
                  tenant,
                  conversation,
                  FILE.length(),
                  status,
                  id.toString());
              tx.execute(
                  "insert into media_chunks values (?, 0, 0, ?, ?)",
                  id,
                  tenant,
                  FILE.getBytes(StandardCharsets.UTF_8));
              return id;
            });
  }

  UUID submission(UUID form, String status) {
    return test.database()
        .inTenant(
            TenantId.DEFAULT,
            tx ->
                tx.insertInto(FORM_SUBMISSIONS)
                    .set(FORM_SUBMISSIONS.TENANT_ID, TenantId.DEFAULT.value())
                    .set(FORM_SUBMISSIONS.FORM_ID, form)
                    .set(FORM_SUBMISSIONS.FIELDS, org.jooq.JSON.json("{\"name\":\"Ana\"}"))
                    .set(FORM_SUBMISSIONS.PHONE, "+351912345678")
                    .set(FORM_SUBMISSIONS.RISK_TRACE, UUID.randomUUID())
                    .set(FORM_SUBMISSIONS.SCORE, 50)
                    .set(FORM_SUBMISSIONS.STATUS, status)
                    .set(FORM_SUBMISSIONS.AT, Instant.now())
                    .returning(FORM_SUBMISSIONS.ID)
                    .fetchSingle()
                    .get(FORM_SUBMISSIONS.ID));
  }

  UUID lead(String agent, UUID conversation) {
    UUID id = UUID.randomUUID();
    String lead =
        """
        {"id":"%s","conversation":"%s","agent":"%s","agent_version":1,"channel":"web",
         "contact":{"id":"%s","addresses":[]},"disposition":"qualified","reason":null,"score":40,"band":"C",
         "score_reasons":["high bill"],"language":"en","created_at":"2026-11-22T10:00:00Z",
         "fields":{"bill":{"status":"answered","value":{"amount":120,"currency":"EUR"},
          "said":"about 120","confidence":0.97,"evidence":[{"turn":2,"quote":"about 120"}]}}}
        """
            .formatted(id, conversation, agent, UUID.randomUUID());
    test.database()
        .runInTenant(
            TenantId.DEFAULT,
            tx ->
                tx.insertInto(LEADS)
                    .set(LEADS.ID, id)
                    .set(LEADS.TENANT_ID, TenantId.DEFAULT.value())
                    .set(LEADS.CONVERSATION_ID, conversation)
                    .set(LEADS.AGENT, agent)
                    .set(LEADS.AGENT_VERSION, 1)
                    .set(LEADS.DISPOSITION, "qualified")
                    .set(LEADS.SCORE, 40)
                    .set(LEADS.LEAD, org.jooq.JSON.json(lead))
                    .set(LEADS.CREATED_AT, Instant.now())
                    .execute());
    return id;
  }

  UUID delivery(UUID connector, UUID lead) {
    return test.database()
        .inTenant(
            TenantId.DEFAULT,
            tx ->
                tx.insertInto(DELIVERIES)
                    .set(DELIVERIES.TENANT_ID, TenantId.DEFAULT.value())
                    .set(DELIVERIES.CONNECTOR_ID, connector)
                    .set(DELIVERIES.LEAD_ID, lead)
                    .set(DELIVERIES.REVISION, 1)
                    .set(DELIVERIES.EVENT, "lead.created")
                    .set(DELIVERIES.PAYLOAD, org.jooq.JSON.json("{}"))
                    .set(DELIVERIES.STATUS, "dead")
                    .set(DELIVERIES.GIVE_UP_AT, Instant.now())
                    .returningResult(DELIVERIES.ID)
                    .fetchSingle()
                    .value1());
  }

  /// The lead's contact beside one who has nothing yet, as the same person perhaps.
  UUID merge(UUID lead) {
    return test.database()
        .inTenant(
            TenantId.DEFAULT,
            tx ->
                tx.fetchSingle(
                        "with other as (insert into contacts (tenant_id) values (?) returning id)"
                            + " insert into merges (tenant_id, contact_id, other_id, kind, key,"
                            + " reason, created_at) select ?, c.contact_id, other.id, 'email',"
                            + " 'a@b.example', 'unconfirmed', now() from other, conversations c"
                            + " join leads l on l.conversation_id = c.id where l.id = ?"
                            + " returning id",
                        TenantId.DEFAULT.value(),
                        TenantId.DEFAULT.value(),
                        lead)
                    .get(0, UUID.class));
  }
}
