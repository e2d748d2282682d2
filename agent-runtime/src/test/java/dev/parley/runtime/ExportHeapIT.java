package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.store.TestDatabase;
import dev.parley.config.tenant.TenantId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A file of more leads than the process has memory for.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportHeapIT {
  private static final int LEADS = 80_000;
  private static final String HEAP = "96m";

  /// Each row is longer than this: all of them are more than the heap.
  private static final int ROW_CHARACTERS_MIN = 1_600;

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private static final String BULK =
      """
      with contact as (
        insert into contacts (tenant_id) values (?::uuid) returning id, tenant_id),
      made as (
        insert into conversations (tenant_id, agent, agent_version, channel, channel_id,
                                   contact_id, contact_address, language, state, started_at)
        select c.tenant_id, c.agent, 1, 'web', c.id, p.id, 'web:1', 'en', '{}', now()
          from channels c, contact p, generate_series(1, ?) where c.agent = 'bulk'
        returning id, contact_id, tenant_id),
      ids as (select uuidv7() as lead, made.* from made)
      insert into leads (id, tenant_id, conversation_id, agent, agent_version, disposition, score,
                         lead, created_at)
      select lead, tenant_id, id, 'bulk', 1, 'qualified', 0,
             json_build_object(
               'id', lead, 'revision', 1, 'conversation', id, 'agent', 'bulk', 'agent_version', 1,
               'channel', 'web', 'disposition', 'qualified', 'reason', null, 'score', 0,
               'score_reasons', '[]'::json, 'language', 'en', 'created_at', now(),
               'contact', json_build_object('id', contact_id, 'addresses', '[]'::json),
               'fields', json_build_object('remarks', json_build_object(
                 'status', 'answered', 'value', repeat('x', ?), 'said', null, 'confidence', 1,
                 'evidence', '[]'::json))),
             now()
        from ids
      """;

  private final TestDatabase database = TestDatabase.create();
  private ParleyProcess parley;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    database
        .database()
        .runAcrossTenants(
            tx -> {
              var tenant = TenantId.DEFAULT.value();
              tx.execute(
                  "insert into agents (tenant_id, agent, draft) values (?, 'bulk', '{}')", tenant);
              tx.execute(
                  "insert into channels (tenant_id, type, agent) values (?, 'web', 'bulk')",
                  tenant);
              tx.execute(BULK, tenant, LEADS, ROW_CHARACTERS_MIN);
            });
    Map<String, String> settings =
        Map.of(
            "PARLEY_DATABASE_URL", database.settings().jdbcUrl(),
            "PARLEY_MASTER_KEY", "master-key-of-this-node",
            "PARLEY_MODEL", "builtin",
            "PARLEY_SAMPLES", "false");
    parley = ParleyProcess.start(data, settings, HEAP);
  }

  @AfterAll
  void stop() throws InterruptedException {
    parley.close();
    database.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "ndjson"})
  void aFileOfMoreLeadsThanFitIntoMemoryIsWholeAndEachIsThereOnce(String format) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(parley.url().resolve("/v1/leads/export?format=" + format))
            .header("Authorization", "Bearer " + ParleyProcess.ADMIN_KEY)
            .build();
    Set<String> seen = new HashSet<>();
    long characters = 0;
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> file = http.send(request, BodyHandlers.ofInputStream());
      assertThat(file.statusCode()).isEqualTo(200);
      try (var lines =
          new BufferedReader(new InputStreamReader(file.body(), StandardCharsets.UTF_8))) {
        for (String line; (line = lines.readLine()) != null; ) {
          Matcher id = ID.matcher(line);
          if (id.find()) {
            assertThat(seen.add(id.group())).isTrue();
            characters += line.length();
          }
        }
      }
    }
    assertThat(seen).hasSize(LEADS);
    assertThat(characters).isGreaterThan((long) LEADS * ROW_CHARACTERS_MIN);
  }
}
