package dev.parley.crm.delivery;

import static dev.parley.config.store.generated.Tables.LEADS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.store.TestDatabase;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.DeliveryRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AmendmentsPostgresTest {
  private static final DeliverySettings SETTINGS = DeliverySettings.DEFAULT;

  private final TurnableClock clock = new TurnableClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final ScriptedConnector scripted = new ScriptedConnector();
  private final DeliveryOutbox outbox = new DeliveryOutbox(clock, SETTINGS);
  private TestDatabase test;
  private CrmRows rows;
  private DeliveryEngine engine;
  private TenantId tenant;
  private UUID lead;
  private final UUID contact = UUID.randomUUID();

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    rows = new CrmRows(test.database());
    engine =
        new DeliveryEngine(
            test.database(),
            rows.connectors,
            List.of(scripted),
            SETTINGS,
            clock,
            new Random(1),
            DeliveryListener.NONE);
    tenant = rows.tenant();
    rows.connector(tenant, "scripted");
    lead = rows.lead(tenant);
  }

  @AfterEach
  void close() {
    test.close();
  }

  private List<UUID> tell(String event) {
    return test.database().inTenant(tenant, tx -> outbox.enqueue(tx, tenant, lead, event, "{}"));
  }

  private void amend(int revision) {
    test.database()
        .runInTenant(
            tenant,
            tx ->
                tx.update(LEADS).set(LEADS.REVISION, revision).where(LEADS.ID.eq(lead)).execute());
    assertThat(tell("lead.updated")).hasSize(1);
  }

  private List<DeliveryView> deliveries() {
    var filter = new Deliveries.Filter(Optional.empty(), Optional.of(lead), Optional.empty());
    return test.database()
        .inTenant(tenant, tx -> new Deliveries().list(tx, filter, Optional.empty(), 100));
  }

  @Test
  void everyAmendmentIsADeliveryOfItsOwnToTheSameRecordInTheOrderOfRevisions() {
    tell("lead.created");
    amend(2);
    amend(3);
    assertThat(tell("lead.updated")).isEmpty();
    while (engine.step() > 0) {
      clock.turn(Duration.ofSeconds(1));
    }
    assertThat(scripted.asked)
        .extracting(DeliveryRequest::event)
        .containsExactly("lead.created", "lead.updated", "lead.updated");
    assertThat(scripted.asked.get(0).remoteRef()).isEmpty();
    assertThat(scripted.asked.get(1).remoteRef()).contains("remote-1");
    assertThat(scripted.asked.get(2).remoteRef()).contains("remote-1");
    assertThat(deliveries()).extracting(DeliveryView::revision).containsExactly(1, 2, 3);
  }

  @Test
  void anErasureReachesWhoeverMayHaveGotTheLeadAndOutlivesIt() {
    tell("lead.created");
    engine.step();
    amend(2);
    List<DeliveryOutbox.Erased> erased = erase().orElseThrow();
    assertThat(erased).hasSize(1);
    assertThat(engine.step()).isEqualTo(1);
    DeliveryRequest asked = scripted.asked.getLast();
    assertThat(asked.event()).isEqualTo("lead.erased");
    assertThat(asked.lead()).isEqualTo(lead);
    assertThat(asked.remoteRef()).contains("remote-1");
    assertThat(asked.payload())
        .contains(lead.toString(), contact.toString())
        .doesNotContain("said");
    assertThat(scripted.asked).hasSize(2);
    assertThat(deliveries())
        .singleElement()
        .satisfies(
            view -> {
              assertThat(view.status()).isEqualTo(DeliveryStatus.DELIVERED);
              assertThat(view.lead()).isEqualTo(lead);
            });
  }

  @Test
  void whatWasNeverTriedNeedsNoErasure() {
    tell("lead.created");
    assertThat(erase().orElseThrow()).isEmpty();
    assertThat(engine.step()).isZero();
    assertThat(deliveries()).isEmpty();
  }

  @Test
  void nothingIsErasedWhileItIsBeingPushed() {
    tell("lead.created");
    new Leases(test.database(), rows.connectors, SETTINGS)
        .take(List.of(new Lanes.Room(deliveries().getFirst().connector(), 1)), clock.instant());
    assertThat(erase()).isEmpty();
    assertThat(deliveries()).hasSize(1);
    clock.turn(SETTINGS.lease());
    assertThat(erase().orElseThrow()).hasSize(1);
  }

  /// As its caller does: the leads go in the same transaction, unless an attempt is under way.
  private Optional<List<DeliveryOutbox.Erased>> erase() {
    return test.database()
        .inTenant(
            tenant,
            tx -> {
              var erased = outbox.erase(tx, contact, List.of(lead));
              if (erased.isPresent()) {
                tx.execute("delete from leads where id = ?", lead);
              }
              return erased;
            });
  }
}
