package dev.parley.crm.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.settings.Secret;
import dev.parley.config.store.Sealer;
import dev.parley.config.store.TestDatabase;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.Connector;
import dev.parley.crm.CrmConnector;
import dev.parley.crm.acceptance.Leads;
import dev.parley.crm.acceptance.Vendor;
import dev.parley.crm.hubspot.HubSpotVendor;
import dev.parley.crm.pipedrive.PipedriveVendor;
import dev.parley.crm.salesforce.SalesforceVendor;
import dev.parley.crm.zoho.ZohoVendor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Three days without each CRM, from the row to the record there and back, on a clock that is
/// turned.
class OutagePostgresTest {
  private static final int LEADS = 6;
  private static final Duration STEP = Duration.ofMinutes(5);
  private static final Duration OUTAGE = Duration.ofDays(3);

  private final TurnableClock clock = new TurnableClock(Leads.AT);
  private final DeliveryOutbox outbox = new DeliveryOutbox(clock, DeliverySettings.DEFAULT);
  private TestDatabase test;
  private CrmRows rows;
  private TenantId tenant;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    rows = new CrmRows(test.database());
    tenant = rows.tenant();
  }

  @AfterEach
  void close() {
    test.close();
  }

  static Stream<Named<Supplier<Vendor>>> vendors() {
    return Stream.of(
        Named.of("HubSpot", HubSpotVendor::new),
        Named.of("Pipedrive", PipedriveVendor::new),
        Named.of("Salesforce", SalesforceVendor::new),
        Named.of("Zoho", ZohoVendor::new));
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void threeDaysOfOutageLoseNothingDoubleNothingAndKeepOrder(Supplier<Vendor> made) {
    try (Vendor vendor = made.get()) {
      vendor.at(clock);
      DeliveryEngine engine = engine(vendor);
      for (int number = 1; number <= LEADS; number++) {
        enqueue(number);
      }
      // The first write is carried out, and nobody ever hears of it.
      vendor.simulator().loseAnswerOfWrite(1);
      engine.step();
      vendor.simulator().down(true);
      int before = vendor.simulator().requests().size();
      Instant back = clock.instant().plus(OUTAGE);
      while (clock.instant().isBefore(back)) {
        clock.turn(STEP);
        engine.step();
      }
      assertThat(vendor.simulator().requests().size() - before)
          .as("nine attempts of each lead at most, of few calls each")
          .isBetween(LEADS * 5, LEADS * 9 * 3);

      vendor.simulator().down(false);
      for (int i = 0; i < 1_000 && waiting() > 0; i++) {
        clock.turn(STEP);
        engine.step();
      }

      assertThat(views()).hasSize(2 * LEADS);
      assertThat(views()).allMatch(view -> view.status() == DeliveryStatus.DELIVERED);
      assertThat(vendor.records()).isEqualTo(LEADS);
      assertThat(vendor.notes()).isEqualTo(LEADS);
      assertThat(vendor.simulator().violations).isEmpty();
      assertCreatedBeforeUpdated();
    }
  }

  private DeliveryEngine engine(Vendor vendor) {
    var sealer = new Sealer(Secret.of("a master key of some length"));
    CrmConnector kind =
        vendor.node(
            test.database(),
            new SealedTokens(test.database(), sealer, clock),
            (_, _) -> Optional.of(Leads.TRANSCRIPT),
            clock);
    Connector connector =
        test.database()
            .inTenant(tenant, tx -> rows.connectors.add(tx, tenant, kind.type(), vendor.config()));
    assertThat(connector.type()).isEqualTo(kind.type());
    return new DeliveryEngine(
        test.database(),
        rows.connectors,
        List.of(kind),
        DeliverySettings.DEFAULT,
        clock,
        new Random(1),
        DeliveryListener.NONE);
  }

  /// A lead as it was made, and with another name afterwards.
  private void enqueue(int number) {
    UUID lead = rows.lead(tenant);
    ObjectNode payload = Leads.lead(lead, number);
    enqueue(lead, "lead.created", payload);
    Leads.answer((ObjectNode) payload.path("fields"), "full_name", "Ana Costa");
    enqueue(lead, "lead.updated", payload);
  }

  private void enqueue(UUID lead, String event, ObjectNode payload) {
    test.database()
        .inTenant(tenant, tx -> outbox.enqueue(tx, tenant, lead, event, payload.toString()));
  }

  private int waiting() {
    return (int) views().stream().filter(view -> view.status() == DeliveryStatus.PENDING).count();
  }

  private List<DeliveryView> views() {
    var deliveries = new Deliveries();
    return test.database()
        .inTenant(tenant, tx -> deliveries.list(tx, Deliveries.Filter.ALL, Optional.empty(), 100));
  }

  private void assertCreatedBeforeUpdated() {
    Map<UUID, DeliveryView> created = new HashMap<>();
    Map<UUID, DeliveryView> updated = new HashMap<>();
    for (DeliveryView view : whole()) {
      (view.event().equals("lead.created") ? created : updated).put(view.lead(), view);
    }
    assertThat(created).hasSize(LEADS);
    created.forEach(
        (lead, view) ->
            assertThat(view.attempts().getLast().at())
                .isBefore(updated.get(lead).attempts().getFirst().at()));
  }

  private List<DeliveryView> whole() {
    var deliveries = new Deliveries();
    return test.database()
        .inTenant(
            tenant,
            tx -> views().stream().map(v -> deliveries.find(tx, v.id()).orElseThrow()).toList());
  }
}
