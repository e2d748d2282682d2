package dev.parley.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.api.ApiServer.Answered;
import dev.parley.runtime.consent.Consent;
import dev.parley.runtime.consent.ConsentLedger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ApiIT {
  private ApiServer server;

  @BeforeAll
  void start() {
    server = new ApiServer();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private void assertRefused(Answered answered, int status, String code) {
    assertThat(answered.status()).as(answered.http().body()).isEqualTo(status);
    assertThat(answered.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answered.text("/code")).isEqualTo(code);
    assertThat(answered.json().path("status").asInt()).isEqualTo(status);
    assertThat(answered.text("/detail")).isNotBlank();
    assertThat(answered.http().body()).doesNotContain("dev.parley").doesNotContain("Exception");
  }

  @Test
  void aFileIsADownloadAndNeverAPageOfOurs() {
    UUID conversation = server.conversation("a", server.publishedWebAgent("a"));
    String file =
        "/v1/conversations/" + conversation + "/media/" + server.file(conversation, "kept");

    Answered answered = server.get(file);

    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.http().body()).isEqualTo(ApiServer.FILE);
    assertThat(answered.header("content-type")).isEqualTo("application/octet-stream");
    assertThat(answered.header("content-disposition"))
        .isEqualTo("attachment; filename=\"" + file.substring(file.lastIndexOf('/') + 1) + "\"");
    assertThat(answered.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answered.header("content-security-policy")).isEqualTo("sandbox; default-src 'none'");
    assertThat(answered.header("cache-control")).isEqualTo("no-store");
    assertThat(answered.header("content-length"))
        .isEqualTo(Integer.toString(ApiServer.FILE.length()));
  }

  @Test
  void aFileBelongsToItsConversationAndItsTenant() {
    UUID channel = server.publishedWebAgent("a");
    UUID conversation = server.conversation("a", channel);
    UUID other = server.conversation("a", channel);
    UUID file = server.file(conversation, "kept");
    String theirs = server.post("/v1/tenants", "{\"name\":\"acme\"}").text("/admin_key");
    String address = "/v1/conversations/" + conversation + "/media";

    assertThat(server.get("/v1/conversations/" + other + "/media/" + file).status()).isEqualTo(404);
    assertThat(server.get(address + "/../media/" + file + "%2F..").status()).isEqualTo(404);
    assertThat(server.get(address, "Authorization", "Bearer " + theirs).status()).isEqualTo(404);
    assertThat(server.get(address + "/" + file, "Authorization", "Bearer " + theirs).status())
        .isEqualTo(404);
    assertThat(server.get(address).text("/items/0/id")).isEqualTo(file.toString());
  }

  @Test
  void withoutAKeyOrWithAWrongOneTheDoorStaysShut() {
    Answered none = server.get("/v1/agents", "Authorization", "");
    assertRefused(none, 401, "unauthorized");
    assertThat(none.header("www-authenticate")).startsWith("Bearer");
    assertRefused(server.get("/v1/agents", "Authorization", "Bearer nobody"), 401, "unauthorized");
    assertRefused(server.get("/v1/agents", "Authorization", "Basic abc"), 401, "unauthorized");
    assertRefused(server.get("/v1/nothing/here", "Authorization", ""), 401, "unauthorized");
    assertThat(server.get("/v1/agents", "Authorization", "bearer " + ApiServer.ADMIN).status())
        .isEqualTo(200);
  }

  @Test
  void anUnknownAddressIsNotFound() {
    assertRefused(server.get("/v1/nothing"), 404, "not_found");
    assertRefused(server.get("/v1"), 404, "not_found");
    assertRefused(server.get("/v1/agents/"), 404, "not_found");
    assertRefused(server.get("/v1/agents/a%2Fb"), 404, "not_found");
    assertRefused(server.get("/v1/conversations/1"), 404, "not_found");
    Answered wrong = server.send("PATCH", "/v1/agents", "");
    assertRefused(wrong, 405, "method_not_allowed");
    assertThat(wrong.header("allow")).contains("GET", "POST");
  }

  @Test
  void aDefinitionIsReadBackAsItWasWritten() {
    String yaml =
        """
        agent: yaml-agent
        name: Ana
        business: Sol Brilhante
        languages: [en]
        disclosure: I'm Ana, an AI assistant.
        questions:
          - { id: roof, type: choice, ask: Own or rent?, options: { tenant: [rent], owner: [own] } }
        """;
    Answered created = server.post("/v1/agents", yaml, "Content-Type", "application/yaml");

    assertThat(created.status()).as(created.http().body()).isEqualTo(201);
    assertThat(created.header("location")).isEqualTo("/v1/agents/yaml-agent");
    Answered found = server.get("/v1/agents/yaml-agent");
    assertThat(found.json()).isEqualTo(created.json());
    assertThat(found.header("etag")).isEqualTo(created.header("etag")).startsWith("\"");
    assertThat(found.json().path("published").isNull()).isTrue();
    List<String> options = new ArrayList<>();
    found.json().at("/draft/questions/0/options").fieldNames().forEachRemaining(options::add);
    assertThat(options).containsExactly("tenant", "owner");
  }

  @Test
  void aBadDefinitionNamesEveryPathAndStoresNothing() {
    String yaml =
        """
        agent: bad-agent
        name: Ana
        nick: A
        business: B
        languages: [en]
        disclosure: Hi.
        questions:
          - { id: a, type: telefone, ask: A? }
          - { id: b, type: text, ask: B?, when: a == }
        """;
    Answered answered = server.post("/v1/agents", yaml, "Content-Type", "application/yaml");

    assertRefused(answered, 422, "invalid_definition");
    assertThat(answered.text("/path")).isEqualTo("nick");
    assertThat(answered.json().path("errors")).hasSize(3);
    assertThat(answered.json().at("/errors").findValuesAsText("path"))
        .containsExactly("nick", "questions[0].type", "questions[1].when");
    assertThat(answered.json().at("/errors").findValuesAsText("line"))
        .containsExactly("3", "8", "9");
    assertRefused(server.get("/v1/agents/bad-agent"), 404, "not_found");
  }

  @Test
  void onlyTheNewestReaderMayWrite() {
    server.post("/v1/agents", ApiServer.definition("raced"));
    String first = server.get("/v1/agents/raced").header("etag");
    Answered second =
        server.send("PUT", "/v1/agents/raced", ApiServer.definition("raced"), "If-Match", first);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.header("etag")).isNotEqualTo(first);

    assertRefused(
        server.send("PUT", "/v1/agents/raced", ApiServer.definition("raced"), "If-Match", first),
        412,
        "revision_mismatch");
    assertRefused(
        server.send("PUT", "/v1/agents/raced", ApiServer.definition("other")),
        422,
        "invalid_definition");
    assertRefused(
        server.send("PUT", "/v1/agents/nobody", ApiServer.definition("nobody")), 404, "not_found");
  }

  @Test
  void versionsArePublishedAndGoneBackTo() {
    server.post("/v1/agents", ApiServer.definition("versioned"));
    assertThat(server.post("/v1/agents/versioned/versions", "").json().path("version").asInt())
        .isEqualTo(1);
    server.send(
        "PUT", "/v1/agents/versioned", ApiServer.definition("versioned").replace("Ana", "Eva"));
    assertThat(server.post("/v1/agents/versioned/versions", "").json().path("version").asInt())
        .isEqualTo(2);

    Answered back = server.post("/v1/agents/versioned/rollback", "{\"version\":1}");

    assertThat(back.json().toString()).isEqualTo("{\"agent\":\"versioned\",\"version\":1}");
    assertThat(server.get("/v1/agents/versioned").json().path("published").asInt()).isEqualTo(1);
    assertThat(server.get("/v1/agents/versioned/versions/1").text("/definition/name"))
        .isEqualTo("Ana");
    assertThat(server.get("/v1/agents/versioned/versions/2").text("/definition/name"))
        .isEqualTo("Eva");
    assertRefused(
        server.post("/v1/agents/versioned/rollback", "{\"version\":9}"), 422, "invalid_body");
    assertRefused(server.get("/v1/agents/versioned/versions/0"), 404, "not_found");
  }

  @Test
  void listsPageByCursorUntilNothingIsLeft() {
    for (int i = 0; i < 5; i++) {
      server.post("/v1/agents", ApiServer.definition("page-" + i));
    }
    List<String> seen = new ArrayList<>();
    String next = "";
    do {
      JsonNode page =
          server.get("/v1/agents?limit=2" + (next.isEmpty() ? "" : "&after=" + next)).json();
      assertThat(page.path("items").size()).isLessThanOrEqualTo(2);
      page.path("items").forEach(item -> seen.add(item.path("agent").asText()));
      next = page.path("next").isNull() ? "" : page.path("next").asText();
    } while (!next.isEmpty());

    assertThat(seen).doesNotHaveDuplicates().isSorted().contains("page-0", "page-4");
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0",
    "limit=201",
    "limit=ten",
    "after=garbage",
    "limit=1&limit=2",
    "colour=red"
  })
  void aWrongParameterIsRefused(String query) {
    assertRefused(server.get("/v1/channels?" + query), 400, "bad_parameter");
  }

  @Test
  void theSameIdempotencyKeyDoesItOnce() {
    String body = "{\"role\":\"viewer\",\"label\":\"once\"}";
    Answered first = server.post("/v1/keys", body, "Idempotency-Key", "k-1");
    Answered again = server.post("/v1/keys", body, "Idempotency-Key", "k-1");

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(again.header("idempotency-replayed")).isEqualTo("true");
    assertRefused(
        server.post("/v1/keys", body.replace("once", "twice"), "Idempotency-Key", "k-1"),
        422,
        "idempotency_key_reused");
    assertRefused(server.post("/v1/keys", body, "Idempotency-Key", "a b"), 400, "bad_parameter");
  }

  @Test
  void aRefusalIsNotRememberedUnderItsKey() {
    String channel = "{\"type\":\"web\",\"agent\":\"late\"}";
    assertRefused(
        server.post("/v1/channels", channel, "Idempotency-Key", "k-2"), 422, "unknown_agent");
    server.post("/v1/agents", ApiServer.definition("late"));

    assertThat(server.post("/v1/channels", channel, "Idempotency-Key", "k-2").status())
        .isEqualTo(201);
  }

  @Test
  void anotherTenantsThingsAreNotThere() {
    UUID channel = server.publishedWebAgent("mine");
    UUID conversation = server.conversation("mine", channel);
    UUID lead = server.lead("mine", conversation);
    Answered tenant = server.post("/v1/tenants", "{\"name\":\"other\"}");
    String bearer = "Bearer " + tenant.text("/admin_key");

    for (String path :
        List.of(
            "/v1/agents/mine",
            "/v1/channels/" + channel,
            "/v1/conversations/" + conversation,
            "/v1/conversations/" + conversation + "/transcript",
            "/v1/leads/" + lead)) {
      assertRefused(server.get(path, "Authorization", bearer), 404, "not_found");
    }
    assertRefused(
        server.send("DELETE", "/v1/channels/" + channel, "", "Authorization", bearer),
        404,
        "not_found");
    assertRefused(
        server.post("/v1/conversations/" + conversation + "/close", "", "Authorization", bearer),
        404,
        "not_found");
    assertThat(server.get("/v1/conversations", "Authorization", bearer).json().path("items"))
        .isEmpty();
    assertRefused(
        server.post("/v1/tenants", "{\"name\":\"third\"}", "Authorization", bearer),
        403,
        "forbidden");
    assertRefused(server.post("/v1/tenants", "{\"name\":\"other\"}"), 409, "tenant_exists");
    assertThat(
            server
                .post("/v1/agents", ApiServer.definition("mine"), "Authorization", bearer)
                .status())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({
    "viewer,GET,/v1/agents,200", "viewer,GET,/v1/keys,200", "viewer,POST,/v1/agents,403",
    "viewer,POST,/v1/keys,403", "builder,GET,/v1/leads,200", "builder,POST,/v1/agents,422",
    "builder,POST,/v1/channels,422", "builder,POST,/v1/connectors,422", "builder,POST,/v1/keys,403",
    "builder,POST,/v1/tenants,403", "admin,POST,/v1/keys,422", "admin,POST,/v1/tenants,403"
  })
  void aKeyMayDoWhatItsRoleSays(String role, String method, String path, int status) {
    String body = method.equals("POST") ? "{}" : "";

    assertThat(
            server.send(method, path, body, "Authorization", "Bearer " + server.key(role)).status())
        .isEqualTo(status);
  }

  @Test
  void aRevokedKeyIsWorthless() {
    Answered key = server.post("/v1/keys", "{\"role\":\"viewer\",\"label\":\"short\"}");
    String bearer = "Bearer " + key.text("/key");
    assertThat(server.get("/v1/leads", "Authorization", bearer).status()).isEqualTo(200);
    assertThat(server.get("/v1/keys").http().body())
        .contains(key.text("/id"))
        .doesNotContain(key.text("/key"));

    assertThat(server.send("DELETE", "/v1/keys/" + key.text("/id"), "").status()).isEqualTo(204);

    assertRefused(server.get("/v1/leads", "Authorization", bearer), 401, "unauthorized");
  }

  @Test
  void theLastAdminKeyOfATenantStays() {
    Answered tenant = server.post("/v1/tenants", "{\"name\":\"lonely\"}");
    String bearer = "Bearer " + tenant.text("/admin_key");
    String id = server.get("/v1/keys", "Authorization", bearer).text("/items/0/id");

    assertRefused(
        server.send("DELETE", "/v1/keys/" + id, "", "Authorization", bearer),
        409,
        "last_admin_key");
  }

  @Test
  void aWebChannelHasAWidgetKeyAndKeepsItsAgent() {
    server.post("/v1/agents", ApiServer.definition("shop"));
    Answered channel =
        server.post(
            "/v1/channels",
            "{\"type\":\"web\",\"agent\":\"shop\",\"origins\":[\"https://a.example\"]}");

    assertThat(channel.text("/widget_key")).matches("[0-9a-f]{32}");
    assertThat(channel.json().path("address").isNull()).isTrue();
    assertRefused(server.send("DELETE", "/v1/agents/shop", ""), 409, "agent_in_use");
    assertThat(server.send("DELETE", "/v1/channels/" + channel.text("/id"), "").status())
        .isEqualTo(204);
    assertThat(server.send("DELETE", "/v1/agents/shop", "").status()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type":"web","agent":"x","colour":1}                      | colour     | unknown_key
          {"type":"fax","agent":"x"}                                 | type       | unknown_value
          {"agent":"x"}                                              | type       | missing_key
          {"type":"web"}                                             | agent      | missing_key
          {"type":"web","agent":5}                                   | agent      | wrong_type
          {"type":"web","agent":"x","address":"+15550100200"}        | address    | not_for_type
          {"type":"sms","agent":"x","address":"12"}                  | address    | bad_address
          {"type":"sms","agent":"x"}                                 | address    | bad_address
          {"type":"sms","agent":"x","address":"12025550123"}         | address    | bad_address
          {"type":"sms","agent":"x","address":"+1202555012"}         | address    | bad_address
          {"type":"whatsapp","agent":"x","address":"+99912345"}      | address    | bad_address
          {"type":"sms","agent":"x","address":"+12025550123","origins":[]} | origins | not_for_type
          {"type":"web","agent":"x","settings":{"a":"b"}}            | settings   | not_for_type
          {"type":"web","agent":"x","credentials":{"a":"b"}}         | credentials | not_for_type
          {"type":"sms","agent":"x","address":"+12025550123","settings":[]} | settings | wrong_type
          {"type":"sms","agent":"x","address":"+12025550123","settings":{"a":1}} | settings.a | wrong_type
          {"type":"sms","agent":"x","address":"+12025550123","credentials":{"A b":"c"}} | credentials | bad_name
          {"type":"web","agent":"x","origins":["javascript:alert(1)"]} | origins[0] | bad_origin
          {"type":"web","agent":"x","origins":["https://a.example/p"]} | origins[0] | bad_origin
          {"type":"web","agent":"x","origins":"*"}                   | origins    | wrong_type
          """)
  void aWrongChannelNamesItsPath(String body, String path, String code) {
    Answered answered = server.post("/v1/channels", body);

    assertRefused(answered, 422, "invalid_body");
    assertThat(answered.text("/path")).isEqualTo(path);
    assertThat(answered.text("/errors/0/code")).isEqualTo(code);
  }

  @Test
  void anAccountIsKeptAndItsCredentialsAreNeverShown() {
    server.post("/v1/agents", ApiServer.definition("texted"));
    Answered made =
        server.post("/v1/channels", ApiServer.smsChannel("texted", "+1 (202) 555-0111"));

    assertThat(made.status()).as(made.http().body()).isEqualTo(201);
    assertThat(made.text("/address")).isEqualTo("+12025550111");
    assertThat(made.json().path("settings").toString()).isEqualTo("{\"account_sid\":\"AC0123\"}");
    assertThat(made.json().has("widget_key")).isFalse();
    String path = "/v1/channels/" + made.text("/id");
    for (Answered answered :
        List.of(made, server.get(path), server.get("/v1/channels?limit=200"))) {
      assertThat(answered.http().body()).doesNotContain("the-first-token");
    }
    String sealed =
        server
            .test
            .database()
            .acrossTenants(
                tx ->
                    tx.fetchSingle(
                            "select encode(credentials, 'escape') from channels where id = ?::uuid",
                            made.text("/id"))
                        .get(0, String.class));
    assertThat(sealed).isNotBlank().doesNotContain("token");
    assertRefused(
        server.post("/v1/channels", ApiServer.smsChannel("texted", "+1-202-555-0111")),
        409,
        "address_taken");
    assertThat(server.send("DELETE", path, "").status()).isEqualTo(204);
    assertThat(server.post("/v1/channels", ApiServer.smsChannel("texted", "+12025550111")).status())
        .as("a deleted channel's address is free")
        .isEqualTo(201);
  }

  @Test
  void anAccountNamesEverythingThatIsWrong() {
    server.post("/v1/agents", ApiServer.definition("astray"));
    Answered answered =
        server.post(
            "/v1/channels",
            """
            {"type":"sms","agent":"astray","address":"+12025550112",
             "settings":{"account_sid":"XX","acount":"AC0123"}}
            """);

    assertRefused(answered, 422, "invalid_channel");
    assertThat(answered.json().at("/errors").findValuesAsText("path"))
        .containsExactlyInAnyOrder(
            "settings.account_sid", "credentials.auth_token", "settings.acount");
    assertThat(answered.json().at("/errors").findValuesAsText("code"))
        .containsExactlyInAnyOrder("malformed", "missing", "unknown");
  }

  @Test
  void aSecretIsReplacedWithoutSayingTheOthersAgain() {
    server.post("/v1/agents", ApiServer.definition("rotated"));
    String path =
        "/v1/channels/"
            + server
                .post("/v1/channels", ApiServer.smsChannel("rotated", "+12025550113"))
                .text("/id");

    Answered changed =
        server.send(
            "PATCH",
            path,
            "{\"credentials\":{\"auth_token\":\"second\",\"auth_token_previous\":\"the-first-token\"}}");
    assertThat(changed.status()).as(changed.http().body()).isEqualTo(200);
    assertThat(changed.http().body()).doesNotContain("second").contains("AC0123");
    assertThat(changed.json()).isEqualTo(server.get(path).json());
    assertThat(
            server.send("PATCH", path, "{\"credentials\":{\"auth_token_previous\":null}}").status())
        .isEqualTo(200);

    Answered broken = server.send("PATCH", path, "{\"credentials\":{\"auth_token\":null}}");
    assertRefused(broken, 422, "invalid_channel");
    assertThat(broken.text("/path")).isEqualTo("credentials.auth_token");
    assertRefused(
        server.send("PATCH", path, "{\"address\":\"+12025550114\"}"), 422, "invalid_body");
    assertRefused(server.send("PATCH", path, "{\"origins\":[]}"), 422, "invalid_body");
    assertRefused(
        server.send("PATCH", path, "{}", "Authorization", "Bearer " + server.key("viewer")),
        403,
        "forbidden");
  }

  @Test
  void oneVendorsIdHasOneChannel() {
    server.post("/v1/agents", ApiServer.definition("identified"));
    String body = ApiServer.smsChannel("identified", "+12025550115");
    String named = body.replace("\"AC0123\"", "\"AC0123\",\"phone_number_id\":\"1066\"");
    assertThat(server.post("/v1/channels", named).status()).isEqualTo(201);
    assertRefused(server.post("/v1/channels", named.replace("0115", "0116")), 409, "address_taken");
    Answered other = server.post("/v1/channels", body.replace("0115", "0116"));

    Answered taken =
        server.send(
            "PATCH",
            "/v1/channels/" + other.text("/id"),
            "{\"settings\":{\"phone_number_id\":\"1066\"}}");

    assertRefused(taken, 409, "address_taken");
    assertThat(taken.text("/path")).isEqualTo("settings.phone_number_id");
  }

  @Test
  void aChannelMovesToAnotherAgentThatExists() {
    server.post("/v1/agents", ApiServer.definition("before"));
    server.post("/v1/agents", ApiServer.definition("after"));
    String path =
        "/v1/channels/"
            + server
                .post("/v1/channels", ApiServer.smsChannel("before", "+12025550117"))
                .text("/id");

    Answered moved = server.send("PATCH", path, "{\"agent\":\"after\"}");

    assertThat(moved.text("/agent")).isEqualTo("after");
    assertThat(moved.json()).isEqualTo(server.get(path).json());
    assertRefused(server.send("PATCH", path, "{\"agent\":\"nobody\"}"), 422, "unknown_agent");
    assertThat(server.get(path).text("/agent")).isEqualTo("after");
  }

  @Test
  void aShortCodeIsAnAddressForSmsAlone() {
    server.post("/v1/agents", ApiServer.definition("short"));
    String body = ApiServer.smsChannel("short", "72975");

    assertThat(server.post("/v1/channels", body).text("/address")).isEqualTo("72975");
    assertRefused(server.post("/v1/channels", body), 409, "address_taken");
    assertRefused(server.post("/v1/channels", body.replace("72975", "12")), 422, "invalid_body");
    assertRefused(
        server.post(
            "/v1/channels", body.replace("\"sms\"", "\"whatsapp\"").replace("72975", "72976")),
        422,
        "invalid_body");
  }

  @Test
  void aWebChannelsOriginsCanBeChanged() {
    String path = "/v1/channels/" + server.publishedWebAgent("moved");
    Answered changed = server.send("PATCH", path, "{\"origins\":[\"https://b.example\"]}");

    assertThat(changed.json().at("/origins").toString()).isEqualTo("[\"https://b.example\"]");
    assertThat(server.send("PATCH", path, "{}").json()).isEqualTo(changed.json());
    assertRefused(server.send("PATCH", path, "{\"settings\":{\"a\":\"b\"}}"), 422, "invalid_body");
  }

  @Test
  void theConsentLedgerCanBeShown() {
    ConsentLedger ledger = new ConsentLedger();
    Instant at = Instant.parse("2026-11-22T10:00:00Z");
    for (int i = 0; i < 3; i++) {
      Consent.Kind kind = i == 1 ? Consent.Kind.OPT_IN : Consent.Kind.OPT_OUT;
      Consent consent =
          new Consent(
              ChannelType.SMS,
              "+12025550170",
              kind,
              Consent.Scope.EVERYTHING,
              "word",
              at.plusSeconds(i));
      assertThat(
              server
                  .test
                  .database()
                  .<Boolean>inTenant(
                      TenantId.DEFAULT, tx -> ledger.record(tx, TenantId.DEFAULT, consent)))
          .isTrue();
    }
    String viewer = "Bearer " + server.key("viewer");
    String list = "/v1/consents?limit=2&address=";
    Answered page = server.get(list + "%2B12025550170", "Authorization", viewer);

    assertThat(page.json().at("/items").findValuesAsText("kind"))
        .containsExactly("opt_out", "opt_in");
    assertThat(page.text("/items/0/at")).isEqualTo("2026-11-22T10:00:00Z");
    assertThat(page.json().at("/items/0/recorded_at").asText()).isNotBlank();
    Answered next = server.get(list + "+1-202-555-0170&after=" + page.text("/next"));
    assertThat(next.json().path("items")).hasSize(1);
    assertThat(next.json().path("next").isNull()).isTrue();
    assertThat(server.get("/v1/consents?address=%2B12025550171").json().path("items")).isEmpty();
    assertRefused(server.get("/v1/consents?address="), 400, "bad_parameter");
    assertRefused(server.get("/v1/consents?after=" + "abc"), 400, "bad_parameter");
    Answered tenant = server.post("/v1/tenants", "{\"name\":\"consents\"}");
    assertThat(
            server
                .get("/v1/consents", "Authorization", "Bearer " + tenant.text("/admin_key"))
                .json()
                .path("items"))
        .isEmpty();
  }

  @Test
  void aChannelThisServerCannotServeIsRefused() {
    assertRefused(
        server.post(
            "/v1/channels", "{\"type\":\"voice\",\"agent\":\"x\",\"address\":\"+15550100200\"}"),
        409,
        "channel_unavailable");
  }

  @Test
  void credentialsGoInAndNeverComeOut() {
    Answered made =
        server.post(
            "/v1/connectors",
            "{\"type\":\"webhook\",\"settings\":{\"url\":\"https://a.example\"}}");
    assertThat(made.text("/credentials/secret")).isEqualTo(FakeConnector.SECRET);
    Answered given =
        server.post(
            "/v1/connectors",
            "{\"type\":\"webhook\",\"settings\":{\"url\":\"https://a.example\"},\"credentials\":{\"secret\":\"own-secret\"}}");
    assertThat(given.status()).isEqualTo(201);
    assertThat(given.json().has("credentials")).isFalse();

    assertThat(server.get("/v1/connectors").http().body())
        .doesNotContain(FakeConnector.SECRET)
        .doesNotContain("own-secret");
    Answered bad = server.post("/v1/connectors", "{\"type\":\"webhook\"}");
    assertRefused(bad, 422, "invalid_connector");
    assertThat(bad.text("/path")).isEqualTo("settings.url");
  }

  @Test
  void aConnectorIsTestedWithoutDeliveringAnything() {
    String down = "{\"type\":\"webhook\",\"settings\":{\"url\":\"https://down.example\"}}";
    String id = server.post("/v1/connectors", down).text("/id");

    Answered tested = server.post("/v1/connectors/" + id + "/test", "");

    assertThat(tested.json().path("ready").asBoolean(true)).isFalse();
    assertThat(tested.text("/problems/0/code")).isEqualTo("unreachable");
  }

  @Test
  void aConversationShowsItsAnswersAndCanBeClosed() {
    UUID conversation = server.conversation("talk", server.publishedWebAgent("talk"));
    Answered open = server.get("/v1/conversations/" + conversation);
    assertThat(open.text("/status")).isEqualTo("open");
    assertThat(open.json().at("/answers/bill/value").toString())
        .isEqualTo("{\"amount\":120,\"currency\":\"EUR\",\"period\":\"month\"}");
    assertThat(open.text("/answers/email/status")).isEqualTo("not_asked");
    assertThat(
            server.get("/v1/conversations/" + conversation + "/transcript").text("/turns/0/text"))
        .isEqualTo("Hello, I'm an AI.");

    Answered busy =
        server.post("/v1/conversations/" + conversation + "/close", "{\"reason\":\"busy\"}");
    assertRefused(busy, 503, "try_again");
    assertThat(busy.header("retry-after")).isNotBlank();
    Answered closed =
        server.post(
            "/v1/conversations/" + conversation + "/close",
            "{\"disposition\":\"callback\",\"reason\":\"asked by phone\"}");

    assertThat(closed.text("/status")).isEqualTo("closed");
    assertThat(closed.text("/disposition")).isEqualTo("callback");
    assertThat(server.post("/v1/conversations/" + conversation + "/close", "").text("/disposition"))
        .isEqualTo("callback");
  }

  @Test
  void leadsAreFilteredByConversation() {
    UUID conversation = server.conversation("leads", server.publishedWebAgent("leads"));
    UUID lead = server.lead("leads", conversation);

    JsonNode found = server.get("/v1/leads?conversation=" + conversation).json();

    assertThat(found.path("items")).hasSize(1);
    assertThat(found.at("/items/0/id").asText()).isEqualTo(lead.toString());
    assertThat(server.get("/v1/leads?conversation=" + UUID.randomUUID()).json().path("items"))
        .isEmpty();
    assertRefused(server.get("/v1/leads?conversation=x"), 400, "bad_parameter");
  }

  @Test
  void whatBreaksInsideSaysNothingOfTheInside() {
    UUID conversation = server.conversation("broken", server.publishedWebAgent("broken"));

    Answered answered =
        server.post("/v1/conversations/" + conversation + "/close", "{\"reason\":\"explode\"}");

    assertRefused(answered, 500, "internal_error");
    assertThat(answered.http().body()).doesNotContain("secret detail");
  }

  @Test
  void bodiesAreReadStrictlyAndWithinBounds() {
    assertRefused(server.post("/v1/keys", "{"), 400, "bad_json");
    assertRefused(
        server.post("/v1/keys", "{\"role\":\"viewer\",\"role\":\"admin\",\"label\":\"x\"}"),
        400,
        "bad_json");
    assertRefused(server.post("/v1/keys", "[]"), 422, "invalid_body");
    assertRefused(
        server.post("/v1/keys", "{}", "Content-Type", "text/plain"), 415, "unsupported_media_type");
    assertRefused(server.post("/v1/keys", "", "Content-Type", "application/json"), 400, "bad_json");
    assertRefused(server.post("/v1/keys", "x".repeat(70_000)), 413, "body_too_large");
    assertRefused(
        server.post("/v1/keys", "{\"role\":\"viewer\",\"label\":\"a\\u0000b\"}"),
        422,
        "invalid_body");
    assertRefused(server.get("/v1/keys", "Accept", "text/html"), 406, "not_acceptable");
    assertThat(server.get("/v1/keys", "Accept", "text/html, application/json;q=0.5").status())
        .isEqualTo(200);
  }

  @Test
  void theDocumentationIsServedFromHereAlone() {
    Answered page = server.get("/docs", "Authorization", "");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("content-security-policy")).contains("default-src 'none'");
    assertThat(page.http().body())
        .contains("/docs/swagger-ui-bundle.js")
        .doesNotContain("https://");
    for (String file : List.of("swagger-ui.css", "swagger-ui-bundle.js", "start.js")) {
      assertThat(server.get("/docs/" + file, "Authorization", "").status()).as(file).isEqualTo(200);
    }
  }
}
