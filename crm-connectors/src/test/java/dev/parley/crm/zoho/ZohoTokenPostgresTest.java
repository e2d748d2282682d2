package dev.parley.crm.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.settings.Secret;
import dev.parley.config.store.Sealer;
import dev.parley.config.store.TestDatabase;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.Connector;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.TestResult;
import dev.parley.crm.acceptance.Leads;
import dev.parley.crm.delivery.Connectors;
import dev.parley.crm.delivery.CrmRows;
import dev.parley.crm.delivery.FreshTokens;
import dev.parley.crm.delivery.SealedTokens;
import dev.parley.crm.delivery.TurnableClock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ZohoTokenPostgresTest {
  private final TurnableClock clock = new TurnableClock(Leads.AT);
  private final ZohoVendor vendor = new ZohoVendor();
  private TestDatabase test;
  private ZohoConnector zoho;
  private Connector connector;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    vendor.simulator.clock = clock;
    zoho =
        vendor.node(
            new SealedTokens(
                test.database(), new Sealer(Secret.of("another key of some length")), clock),
            (_, _) -> Optional.empty(),
            clock);
    var rows = new CrmRows(test.database());
    TenantId tenant = rows.tenant();
    connector =
        test.database()
            .inTenant(tenant, tx -> rows.connectors.add(tx, tenant, "zoho", vendor.config()));
  }

  @AfterEach
  void close() {
    vendor.close();
    test.close();
  }

  @Test
  void aTokenIsReplacedAheadOfItsExpiry() {
    deliver(1);
    clock.turn(Duration.ofMinutes(47));
    deliver(2);
    assertThat(vendor.refreshes()).isEqualTo(1);
    clock.turn(Duration.ofMinutes(2));
    deliver(3);
    assertThat(vendor.refreshes()).isEqualTo(2);
  }

  // The eleventh would lock the account out of tokens, for everything else it has as well.
  @Test
  void tokensThatAreRefusedAgainAndAgainAreNotAskedForTenTimes() {
    for (int i = 1; i <= 30; i++) {
      vendor.expireTokens();
      DeliveryResult result = deliver(i);
      if (i > 9) {
        assertThat(((DeliveryResult.Retry) result).code()).isEqualTo("token_unavailable");
      }
    }
    assertThat(vendor.refreshes()).isEqualTo(9);
    clock.turn(Duration.ofMinutes(11));
    assertThat(deliver(31)).isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(vendor.simulator.violations).isEmpty();
  }

  @Test
  void aTokenGrantedBeforeTheConnectorWasStoredIsStoredWithIt() {
    Sealer sealer = new Sealer(Secret.of("another key of some length"));
    FreshTokens fresh = new FreshTokens();
    Connectors rows = new Connectors(sealer, fresh);
    var node = node(sealer, fresh);
    Connector checked =
        new Connector(UUID.randomUUID(), connector.tenant(), "zoho", vendor.config());
    assertThat(node.test(checked)).isInstanceOf(TestResult.Ready.class);
    assertThat(vendor.refreshes()).isEqualTo(1);

    Connector stored =
        test.database()
            .inTenant(
                checked.tenant(),
                tx -> {
                  Connector added = rows.add(tx, checked.tenant(), "zoho", vendor.config());
                  rows.keepToken(tx, checked.id(), added.id());
                  return added;
                });

    // By another node, which was told nothing.
    node(sealer, new FreshTokens()).deliver(Leads.delivery(stored, Leads.lead(1), 1));
    assertThat(vendor.refreshes()).isEqualTo(1);
    assertThat(vendor.records()).isEqualTo(1);
  }

  private ZohoConnector node(Sealer sealer, FreshTokens fresh) {
    return vendor.node(
        new SealedTokens(test.database(), sealer, fresh, clock), (_, _) -> Optional.empty(), clock);
  }

  private DeliveryResult deliver(int number) {
    return zoho.deliver(Leads.delivery(connector, Leads.lead(number), 1));
  }
}
