package dev.parley.crm.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.net.Reach;
import dev.parley.config.settings.Secret;
import dev.parley.config.store.Sealer;
import dev.parley.config.store.TestDatabase;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.Connector;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.Credentials;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.delivery.CrmRows;
import dev.parley.crm.delivery.SealedTokens;
import dev.parley.crm.delivery.StoredRemoteKeys;
import dev.parley.crm.delivery.TurnableClock;
import dev.parley.crm.http.CrmHttp;
import dev.parley.crm.http.HttpLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HubSpotTokenPostgresTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private final TurnableClock clock = new TurnableClock(START);
  private TestDatabase test;
  private HubSpotSimulator hubSpot;
  private HubSpotConnector hubSpotConnector;
  private Connector connector;

  @BeforeEach
  void open() throws Exception {
    test = TestDatabase.create();
    hubSpot = new HubSpotSimulator();
    hubSpot.property("parley_contact_id", true);
    hubSpotConnector =
        new HubSpotConnector(
            new CrmHttp(Reach.LOCAL, HttpLimits.DEFAULT),
            new HubSpotSettings(hubSpot.url(), "crm/v3/objects", 65_536),
            new SealedTokens(
                test.database(), new Sealer(Secret.of("another key of some length")), clock),
            new StoredRemoteKeys(test.database(), clock),
            (_, _) -> Optional.empty(),
            clock);
    var rows = new CrmRows(test.database());
    TenantId tenant = rows.tenant();
    var config =
        ConnectorConfig.of(
            JSON.createObjectNode(),
            Credentials.of(
                JSON.createObjectNode()
                    .put("client_id", "app")
                    .put("client_secret", "hush")
                    .put("refresh_token", "refresh-0")));
    connector =
        test.database().inTenant(tenant, tx -> rows.connectors.add(tx, tenant, "hubspot", config));
  }

  @AfterEach
  void close() {
    hubSpot.close();
    test.close();
  }

  @Test
  void eightWorkersAndNoTokenMakeOneRefresh() throws Exception {
    pushEight();
    assertThat(hubSpot.oauth.granted).hasSize(1);
    pushEight();
    assertThat(hubSpot.oauth.granted).hasSize(1);
  }

  @Test
  void aTokenIsRefreshedAheadOfItsExpiry() throws Exception {
    pushEight();
    clock.turn(Duration.ofMinutes(24));
    pushEight();
    assertThat(hubSpot.oauth.granted).hasSize(2);
  }

  @Test
  void eightWorkersWhoseTokenIsRefusedMakeOneRefreshAndEveryPushSucceeds() throws Exception {
    pushEight();
    hubSpot.tokens.clear();
    assertThat(pushEight()).allMatch(DeliveryResult.Delivered.class::isInstance);
    assertThat(hubSpot.oauth.granted).hasSize(2);
  }

  @Test
  void aRevokedRefreshTokenBlocksTheConnector() throws Exception {
    hubSpot.oauth.revoked = true;
    DeliveryResult result = hubSpotConnector.deliver(request(1));
    assertThat(result).isInstanceOf(DeliveryResult.Blocked.class);
    assertThat(result.toString()).doesNotContain("hush", "refresh-0");
  }

  private List<DeliveryResult> pushEight() throws Exception {
    List<DeliveryResult> results = new ArrayList<>();
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<DeliveryResult>> pushes = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int number = i;
        pushes.add(() -> hubSpotConnector.deliver(request(number)));
      }
      for (Future<DeliveryResult> push : workers.invokeAll(pushes)) {
        results.add(push.get());
      }
    }
    return results;
  }

  private DeliveryRequest request(int number) {
    ObjectNode lead =
        JSON.createObjectNode()
            .put("id", "lead-" + number)
            .put("conversation", new UUID(3, number).toString())
            .put("created_at", START.toString());
    lead.putObject("contact").put("id", new UUID(2, number).toString());
    lead.putObject("fields")
        .putObject("email")
        .put("status", "answered")
        .put("value", "p" + number + "@example.com");
    return new DeliveryRequest(
        new UUID(9, number),
        connector,
        new UUID(1, number),
        "lead.created",
        START,
        lead.toString(),
        1,
        Optional.empty());
  }
}
