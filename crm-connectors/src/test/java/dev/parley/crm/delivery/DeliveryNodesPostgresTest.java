package dev.parley.crm.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.config.store.Database;
import dev.parley.config.store.TestDatabase;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.DeliveryRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Engines with their threads running, on one database.
class DeliveryNodesPostgresTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Clock clock = Clock.systemUTC();
  private final ScriptedConnector scripted = new ScriptedConnector();
  private final DeliveryOutbox outbox = new DeliveryOutbox(clock, DeliverySettings.DEFAULT);
  private final List<DeliveryEngine> engines = new ArrayList<>();
  private TestDatabase test;
  private CrmRows rows;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    rows = new CrmRows(test.database());
  }

  @AfterEach
  void close() {
    engines.forEach(DeliveryEngine::close);
    test.close();
  }

  private DeliveryEngine engine(Database database) {
    DeliveryEngine engine = stepped(database, clock);
    engines.add(engine);
    return engine;
  }

  /// One that is not started.
  private DeliveryEngine stepped(Database database, Clock by) {
    return new DeliveryEngine(
        database,
        rows.connectors,
        List.of(scripted),
        DeliverySettings.DEFAULT,
        by,
        new Random(1),
        DeliveryListener.NONE);
  }

  @Test
  void twoNodesDeliverEverythingOnceEach() {
    TenantId tenant = rows.tenant();
    rows.connector(tenant, "scripted");
    List<UUID> leads = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      leads.add(rows.lead(tenant));
    }
    try (Database second = Database.open(test.settings())) {
      DeliveryEngine one = engine(test.database());
      DeliveryEngine two = engine(second);
      one.start();
      two.start();
      for (UUID lead : leads) {
        for (String event : List.of("lead.created", "lead.updated")) {
          List<UUID> woken =
              test.database().inTenant(tenant, tx -> outbox.enqueue(tx, tenant, lead, event, "{}"));
          one.wake(woken);
          two.wake(woken);
        }
      }
      await().atMost(LONG).until(() -> delivered() == 100);
      engines.forEach(DeliveryEngine::close);
    }
    assertThat(scripted.asked).hasSize(100);
    assertThat(new HashSet<>(scripted.asked.stream().map(DeliveryRequest::id).toList()))
        .hasSize(100);
    for (UUID lead : leads) {
      assertThat(scripted.asked.stream().filter(request -> request.lead().equals(lead)))
          .extracting(DeliveryRequest::event)
          .containsExactly("lead.created", "lead.updated");
    }
  }

  /// Due times are written by one node's clock and read by another's.
  @Test
  void nodesWhoseClocksDisagreeLoseNothingDoubleNothingAndKeepOrder() {
    TenantId tenant = rows.tenant();
    rows.connector(tenant, "scripted");
    TurnableClock slow = new TurnableClock(Instant.parse("2026-11-22T10:00:00Z"));
    TurnableClock fast = new TurnableClock(slow.instant().plus(Duration.ofMinutes(20)));
    DeliveryEngine late = stepped(test.database(), slow);
    DeliveryEngine early = stepped(test.database(), fast);
    List<UUID> leads = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      UUID lead = rows.lead(tenant);
      leads.add(lead);
      var by = new DeliveryOutbox(i % 2 == 0 ? slow : fast, DeliverySettings.DEFAULT);
      for (String event : List.of("lead.created", "lead.updated")) {
        test.database().inTenant(tenant, tx -> by.enqueue(tx, tenant, lead, event, "{}"));
      }
    }
    AtomicInteger asked = new AtomicInteger();
    scripted.script =
        _ -> asked.incrementAndGet() % 3 == 0 ? ScriptedConnector.DOWN : ScriptedConnector.OK;
    for (int i = 0; i < 2_000 && delivered() < 20; i++) {
      late.step();
      early.step();
      slow.turn(Duration.ofSeconds(30));
      fast.turn(Duration.ofSeconds(30));
    }
    assertThat(delivered()).isEqualTo(20);
    for (UUID lead : leads) {
      assertThat(
              scripted.asked.stream()
                  .filter(request -> request.lead().equals(lead))
                  .map(DeliveryRequest::event)
                  .distinct())
          .containsExactly("lead.created", "lead.updated");
      assertThat(
              scripted.asked.stream()
                  .filter(request -> request.lead().equals(lead))
                  .map(DeliveryRequest::event))
          .isSortedAccordingTo(Comparator.comparing(String::toString));
    }
  }

  @Test
  void oneTenantsHangingSystemDoesNotHoldUpAnothers() {
    TenantId stuck = rows.tenant();
    TenantId well = rows.tenant();
    rows.connector(stuck, "scripted");
    rows.connector(well, "scripted");
    CountDownLatch hanging = new CountDownLatch(1);
    scripted.script =
        request -> {
          if (request.connector().tenant().equals(stuck)) {
            awaitQuietly(hanging);
          }
          return ScriptedConnector.OK;
        };
    for (int i = 0; i < 100; i++) {
      enqueue(stuck);
    }
    DeliveryEngine engine = engine(test.database());
    engine.start();
    await().atMost(LONG).until(() -> engine.inFlight() > 0);
    for (int i = 0; i < 20; i++) {
      enqueue(well);
    }
    await().atMost(LONG).until(() -> delivered() == 20);
    hanging.countDown();
    await().atMost(LONG).until(() -> delivered() == 120);
  }

  @Test
  void closingWaitsForWhatIsUnderWayAndWritesItDown() throws Exception {
    TenantId tenant = rows.tenant();
    rows.connector(tenant, "scripted");
    CountDownLatch pushing = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    scripted.script =
        _ -> {
          pushing.countDown();
          awaitQuietly(answer);
          return ScriptedConnector.OK;
        };
    enqueue(tenant);
    DeliveryEngine engine = engine(test.database());
    engine.start();
    pushing.await();
    Thread closing = Thread.ofVirtual().start(engine::close);
    assertThat(delivered()).isZero();
    answer.countDown();
    closing.join();
    assertThat(delivered()).isEqualTo(1);
  }

  private void enqueue(TenantId tenant) {
    UUID lead = rows.lead(tenant);
    test.database().inTenant(tenant, tx -> outbox.enqueue(tx, tenant, lead, "lead.created", "{}"));
  }

  private int delivered() {
    return test.database()
        .acrossTenants(
            tx ->
                tx.fetchSingle("select count(*)::int from deliveries where status = 'delivered'")
                    .get(0, Integer.class));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
