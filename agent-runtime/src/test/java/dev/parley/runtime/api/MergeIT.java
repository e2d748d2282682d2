package dev.parley.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.AgentDefinitionReader;
import dev.parley.config.agent.AgentDefinitionReader.Format;
import dev.parley.config.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Contacts that turn out to be one person, with their leads.
final class MergeIT {
  private ApiServer server;
  private UUID channel;
  private int made;
  private AgentDefinition definition;

  @BeforeEach
  void start() {
    server = new ApiServer();
    server.post(
        "/v1/connectors",
        "{\"type\":\"webhook\",\"settings\":{\"url\":\"https://crm.example/hook\"}}");
    channel = server.publishedWebAgent("merge");
    definition =
        ((AgentDefinitionReader.Read)
                new AgentDefinitionReader().read(ApiServer.definition("merge"), Format.JSON))
            .definition();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /// A lead of a contact of its own who gave that e-mail, as it is compared when it is made.
  private UUID lead(String email, String status, int bill) {
    UUID id = server.lead("merge", server.conversation("merge", channel));
    ObjectNode lead = (ObjectNode) bare(lead(id));
    ObjectNode given = lead.withObjectProperty("fields").putObject("email");
    given.put("status", status).put("value", email).put("said", email).put("confidence", 0.9);
    given.putArray("evidence").addObject().put("turn", 2).put("quote", email);
    ((ObjectNode) lead.at("/fields/bill/value")).put("amount", bill);
    lead.put("revision", 1);
    lead.put("created_at", Instant.parse("2026-11-22T10:00:00Z").plusSeconds(made++).toString());
    execute("update leads set lead = ?::json where id = ?", lead.toString(), id);
    server
        .test
        .database()
        .runInTenant(
            TenantId.DEFAULT,
            tx ->
                server
                    .care
                    .merges()
                    .notice(tx, TenantId.DEFAULT, id, lead, contact(id), definition));
    return id;
  }

  private void execute(String sql, Object... values) {
    server.test.database().runInTenant(TenantId.DEFAULT, tx -> tx.execute(sql, values));
  }

  private UUID contact(UUID lead) {
    return server
        .test
        .database()
        .inTenant(
            TenantId.DEFAULT,
            tx ->
                tx.fetchSingle(
                        "select c.contact_id from conversations c join leads l"
                            + " on l.conversation_id = c.id where l.id = ?",
                        lead)
                    .get(0, UUID.class));
  }

  private void proves(UUID contact, String number) {
    execute(
        "insert into contact_addresses (tenant_id, channel, address, contact_id)"
            + " values (?, 'sms', ?, ?)",
        TenantId.DEFAULT.value(),
        number,
        contact);
  }

  private JsonNode lead(UUID id) {
    return server.get("/v1/leads/" + id).json();
  }

  private JsonNode merges(String status) {
    return server.get("/v1/merges?status=" + status).json().path("items");
  }

  private List<String> events(UUID lead) {
    return server
        .test
        .database()
        .inTenant(
            TenantId.DEFAULT,
            tx ->
                tx.resultQuery(
                        "select event from deliveries where lead_id = ? order by revision", lead)
                    .fetch(0, String.class));
  }

  private static JsonNode bare(JsonNode lead) {
    ObjectNode bare = lead.deepCopy();
    bare.remove("revision");
    bare.remove("remote");
    return bare;
  }

  @Test
  void anEmailConfirmedInTwoConversationsMakesOneContactAndOneLead() {
    UUID first = lead("ann@example.com", "confirmed", 120);
    UUID second = lead("ann@example.com", "confirmed", 200);

    JsonNode merged = lead(first);

    assertThat(contact(second)).isEqualTo(contact(first));
    assertThat(merged.at("/fields/bill/value/amount").asInt()).isEqualTo(200);
    assertThat(merged.at("/fields/bill/from/lead").asText()).isEqualTo(second.toString());
    assertThat(merged.at("/merged_from/0/lead").asText()).isEqualTo(second.toString());
    assertThat(lead(second).path("merged_into").asText()).isEqualTo(first.toString());
    assertThat(events(first)).containsExactly("lead.updated");
    assertThat(events(second)).isEmpty();
    assertThat(merges("merged")).hasSize(1);
    assertThat(
            server.send("PATCH", "/v1/leads/" + second, "{\"fields\":{\"bill\":1}}").text("/code"))
        .isEqualTo("lead_merged");
  }

  @Test
  void anUndoneMergeLeavesEverythingAsItWasAndIsNotDoneAgain() {
    UUID first = lead("ann@example.com", "confirmed", 120);
    UUID alone = contact(first);
    JsonNode before = lead(first);
    UUID second = lead("ann@example.com", "confirmed", 200);
    String id = merges("merged").at("/0/id").asText();

    ApiServer.Answered undone = server.post("/v1/merges/" + id + "/undo", "");

    assertThat(undone.text("/status")).isEqualTo("undone");
    assertThat(bare(lead(first))).isEqualTo(bare(before));
    assertThat(lead(second).has("merged_into")).isFalse();
    assertThat(contact(first)).isEqualTo(alone);
    assertThat(contact(second)).isNotEqualTo(alone);
    assertThat(events(second)).containsExactly("lead.created");
    assertThat(server.post("/v1/merges/" + id + "/undo", "").status()).isEqualTo(409);
  }

  /// The address that makes two contacts one may come with an edit.
  @Test
  void anEditThatBringsTheAddressOfAnotherContactMakesThemOne() {
    UUID first = lead("edited@example.com", "confirmed", 100);
    UUID second = lead("mistyped@example.com", "confirmed", 200);
    assertThat(merges("merged")).isEmpty();
    assertThat(
            server
                .send(
                    "PATCH",
                    "/v1/leads/" + second,
                    "{\"fields\":{\"email\":\"edited@example.com\"}}")
                .status())
        .isEqualTo(200);
    assertThat(merges("merged")).hasSize(1);
    assertThat(lead(second).path("merged_into").asText()).isEqualTo(first.toString());
    assertThat(contact(first)).isEqualTo(contact(second));
  }

  /// A merge locks the contacts and then their leads: an edit that held its lead already while it
  /// waited for its contact would never get it.
  @Test
  void anEditThatComparesWaitsForItsContactBeforeItTakesTheLead() throws Exception {
    UUID first = lead("ann@example.com", "confirmed", 120);
    UUID second = lead("bob@example.com", "confirmed", 200);
    UUID contact = contact(second);
    String edit = "{\"fields\":{\"email\":\"ann@example.com\"}}";
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> edited =
          server
              .test
              .database()
              .inTenant(
                  TenantId.DEFAULT,
                  tx -> {
                    tx.execute("select from contacts where id = ? for update", contact);
                    var asked =
                        threads.submit(
                            () -> server.send("PATCH", "/v1/leads/" + second, edit).status());
                    await().until(this::somebodyWaits);
                    tx.execute("select from leads where id = ? for update nowait", second);
                    return asked;
                  });
      assertThat(edited.get()).isEqualTo(200);
    }
    assertThat(contact(second)).isEqualTo(contact(first));
  }

  private boolean somebodyWaits() {
    return server
        .test
        .database()
        .acrossTenants(
            tx ->
                tx.fetchSingle("select exists (select from pg_locks where not granted)")
                    .get(0, Boolean.class));
  }

  @Test
  void anAddressThatAnEditTookAwayComparesWithNothing() {
    UUID first = lead("gone@example.com", "confirmed", 100);
    server.send("PATCH", "/v1/leads/" + first, "{\"fields\":{\"email\":\"kept@example.com\"}}");
    lead("gone@example.com", "confirmed", 200);
    assertThat(merges("merged")).isEmpty();
    assertThat(merges("open")).isEmpty();
  }

  @Test
  void whatAPersonSetAfterTheMergeOutlivesItsUndoing() {
    UUID first = lead("ann@example.com", "confirmed", 120);
    lead("ann@example.com", "confirmed", 200);
    server.send("PATCH", "/v1/leads/" + first, "{\"fields\":{\"bill\":333}}");

    server.post("/v1/merges/" + merges("merged").at("/0/id").asText() + "/undo", "");

    assertThat(lead(first).at("/fields/bill/value/amount").asInt()).isEqualTo(333);
    assertThat(lead(first).has("merged_from")).isFalse();
  }

  @Test
  void contactsThatProvedDifferentNumbersWaitForAPerson() {
    UUID first = lead("ann@example.com", "confirmed", 120);
    proves(contact(first), "+351912345678");
    UUID second = server.lead("merge", server.conversation("merge", channel));
    proves(contact(second), "+351912345679");
    notice(second, "ann@example.com");

    JsonNode open = merges("open");

    assertThat(open).hasSize(1);
    assertThat(open.at("/0/reason").asText()).isEqualTo("conflicting_keys");
    assertThat(contact(second)).isNotEqualTo(contact(first));
    String one = "/v1/merges/" + open.at("/0/id").asText();
    assertThat(server.post(one + "/undo", "").status()).isEqualTo(409);
    assertThat(server.post(one + "/accept", "").text("/status")).isEqualTo("merged");
    assertThat(contact(second)).isEqualTo(contact(first));
    assertThat(lead(first).at("/contact/addresses")).hasSize(2);
  }

  private void notice(UUID id, String email) {
    ObjectNode lead = (ObjectNode) lead(id);
    ObjectNode given = lead.withObjectProperty("fields").putObject("email");
    given.put("status", "confirmed").put("value", email);
    server
        .test
        .database()
        .runInTenant(
            TenantId.DEFAULT,
            tx ->
                server
                    .care
                    .merges()
                    .notice(tx, TenantId.DEFAULT, id, lead, contact(id), definition));
  }

  @Test
  void anEmailThatWasOnlySaidWaitsForAPersonWhoseNoIsFinal() {
    UUID first = lead("ann@example.com", "answered", 120);
    UUID second = lead("ann@example.com", "confirmed", 200);
    String one = "/v1/merges/" + merges("open").at("/0/id").asText();

    assertThat(server.get(one).text("/reason")).isEqualTo("unconfirmed");
    assertThat(server.post(one + "/reject", "").text("/status")).isEqualTo("rejected");

    notice(second, "ann@example.com");
    assertThat(merges("open")).isEmpty();
    assertThat(contact(second)).isNotEqualTo(contact(first));
  }

  @Test
  void erasingTheContactErasesBothAndWhatTheMergeKept() {
    UUID first = lead("ann@example.com", "confirmed", 120);
    UUID second = lead("ann@example.com", "confirmed", 200);

    server.send("DELETE", "/v1/contacts/" + contact(first), "");

    assertThat(server.get("/v1/leads/" + first).status()).isEqualTo(404);
    assertThat(server.get("/v1/leads/" + second).status()).isEqualTo(404);
    assertThat(server.get("/v1/merges").json().path("items")).isEmpty();
  }
}
