package dev.parley.runtime.api;

import static dev.parley.config.store.generated.Tables.LEADS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.json.Json;
import dev.parley.runtime.api.ApiServer.Answered;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportIT {
  private ApiServer server;
  private UUID channel;

  @BeforeEach
  void start() {
    server = new ApiServer();
    channel = server.publishedWebAgent("solar");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private UUID lead() {
    return server.lead("solar", server.conversation("solar", channel));
  }

  @Test
  void aTableHasARowForEachLeadAndAColumnForEachField() {
    UUID lead = lead();
    Answered file = server.get("/v1/leads/export?format=csv");
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.header("content-type")).isEqualTo("text/csv; charset=utf-8");
    assertThat(file.header("content-disposition")).contains("leads.csv");
    String[] lines = file.http().body().split("\r\n");
    assertThat(lines).hasSize(2);
    assertThat(lines[0]).startsWith("\"id\",").endsWith(",\"field.bill\"");
    assertThat(lines[1]).startsWith("\"" + lead + "\",").endsWith(",\"120 EUR\"");
  }

  @Test
  void begunWithAMarkForExcelOnlyWhenAsked() {
    assertThat(server.get("/v1/leads/export?bom=true").http().body()).startsWith("\uFEFF\"id\"");
    assertThat(server.get("/v1/leads/export").http().body()).startsWith("\"id\"");
  }

  @Test
  void linesOfJsonAreTheLeadsAsTheyAreOverManyPages() throws Exception {
    UUID first = lead();
    server
        .test
        .database()
        .runAcrossTenants(
            tx ->
                tx.execute(
                    """
                    with made as (
                      insert into conversations (tenant_id, agent, agent_version, channel,
                          channel_id, contact_id, contact_address, language, state, started_at)
                      select tenant_id, agent, agent_version, channel, channel_id, contact_id,
                             contact_address, language, state, started_at
                        from conversations, generate_series(1, 1200) returning id)
                    insert into leads (tenant_id, conversation_id, agent, agent_version,
                                       disposition, score, lead, created_at)
                    select l.tenant_id, made.id, agent, agent_version, disposition, score,
                           json_build_object('id', made.id, 'fields', '{}'::json), created_at
                      from leads l, made
                    """));
    Answered file = server.get("/v1/leads/export?format=ndjson&agent=solar&disposition=qualified");
    assertThat(file.header("content-type")).isEqualTo("application/x-ndjson");
    Set<String> ids = new HashSet<>();
    for (String line : file.http().body().split("\n")) {
      JsonNode lead = Json.parse(line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      ids.add(lead.path("id").asText());
    }
    assertThat(ids).hasSize(1201).contains(first.toString());
  }

  @Test
  void narrowsByAgentOutcomeAndTime() {
    UUID lead = lead();
    server
        .test
        .database()
        .runAcrossTenants(
            tx ->
                tx.update(LEADS)
                    .set(LEADS.CREATED_AT, Instant.parse("2026-11-01T00:00:00Z"))
                    .where(LEADS.ID.eq(lead))
                    .execute());
    String export = "/v1/leads/export?format=ndjson&";
    assertThat(server.get(export + "from=2026-11-01T00:00:00Z").http().body()).isNotEmpty();
    assertThat(server.get(export + "until=2026-11-01T00:00:00Z").http().body()).isEmpty();
    assertThat(server.get(export + "agent=other").http().body()).isEmpty();
    assertThat(server.get(export + "disposition=abandoned").http().body()).isEmpty();
    assertThat(server.get(export + "from=yesterday").text("/code")).isEqualTo("bad_parameter");
    assertThat(server.get("/v1/leads/export?format=xls").text("/code")).isEqualTo("bad_parameter");
  }

  @Test
  void anotherTenantsLeadsAreNotInIt() {
    lead();
    String other = server.post("/v1/tenants", "{\"name\":\"other\"}").text("/admin_key");
    Answered file =
        server.send(
            "GET", "/v1/leads/export?format=ndjson", "", "Authorization", "Bearer " + other);
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.http().body()).isEmpty();
  }
}
