package dev.parley.crm.delivery;

import static dev.parley.crm.delivery.ScriptedConnector.DOWN;
import static dev.parley.crm.delivery.ScriptedConnector.GONE;
import static dev.parley.crm.delivery.ScriptedConnector.OK;
import static dev.parley.crm.delivery.ScriptedConnector.retry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.parley.config.store.TestDatabase;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.Allowance;
import dev.parley.crm.CallLog;
import dev.parley.crm.Connector;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryResult.Trouble;
import dev.parley.crm.delivery.Lanes.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryEnginePostgresTest {
  private static final DeliverySettings SETTINGS = DeliverySettings.DEFAULT;
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private final TurnableClock clock = new TurnableClock(START);
  private final ScriptedConnector scripted = new ScriptedConnector();
  private final DeliveryOutbox outbox = new DeliveryOutbox(clock, SETTINGS);
  private final Deliveries deliveries = new Deliveries();
  private TestDatabase test;
  private CrmRows rows;
  private DeliveryEngine engine;
  private TenantId tenant;
  private Connector connector;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    rows = new CrmRows(test.database());
    engine = engine();
    tenant = rows.tenant();
    connector = rows.connector(tenant, "scripted");
  }

  @AfterEach
  void close() {
    test.close();
  }

  private DeliveryEngine engine() {
    return new DeliveryEngine(
        test.database(),
        rows.connectors,
        List.of(scripted),
        SETTINGS,
        clock,
        new Random(1),
        DeliveryListener.NONE);
  }

  @Test
  void anEventGoesOnceToEachOfTheTenantsConnectors() {
    rows.connector(tenant, "scripted");
    rows.connector(rows.tenant(), "scripted");
    UUID lead = rows.lead(tenant);
    assertThat(enqueue(lead, "lead.created")).hasSize(2);
    assertThat(enqueue(lead, "lead.created")).isEmpty();
    assertThat(engine.step()).isEqualTo(2);
    assertThat(engine.step()).isZero();
    assertThat(scripted.asked).hasSize(2);
    DeliveryRequest request = scripted.asked.getFirst();
    assertThat(request.payload()).isEqualTo("{\"zz\": 1, \"a\":2}");
    assertThat(request.occurredAt()).isEqualTo(START);
    assertThat(request.connector().config().credentials().text("secret"))
        .contains("s3cret-of-the-test");
    DeliveryView view = view(request.id());
    assertThat(view.status()).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(view.remoteRef()).contains("remote-1");
    assertThat(view.attempts())
        .extracting(DeliveryView.Attempt::outcome)
        .containsExactly("delivered");
  }

  @Test
  void anEventThatWasRolledBackGoesNowhere() {
    UUID lead = rows.lead(tenant);
    assertThatThrownBy(
            () ->
                test.database()
                    .runInTenant(
                        tenant,
                        tx -> {
                          outbox.enqueue(tx, tenant, lead, "lead.created", "{}");
                          throw new IllegalStateException("the caller changed its mind");
                        }))
        .hasMessage("the caller changed its mind");
    assertThat(engine.step()).isZero();
  }

  @Test
  void waitsForALimitThatIsSpentToStartAnewAndUsesUpNoAttempt() {
    scripted.script =
        _ -> {
          CallLog.allow(List.of(new Allowance("window", 0, Duration.ofSeconds(10))));
          return ScriptedConnector.OK;
        };
    List<UUID> sent = List.of(enqueueOne(), enqueueOne());
    // Both are under way before the first answer says that nothing is left.
    assertThat(engine.step()).isEqualTo(2);
    List<UUID> waiting = List.of(enqueueOne(), enqueueOne());
    clock.turnTo(START.plusSeconds(10).minusMillis(1));
    assertThat(engine.step()).isZero();
    assertThat(waiting).allMatch(id -> view(id).attempts().isEmpty());
    clock.turnTo(START.plusSeconds(10));
    assertThat(engine.step()).as("slowly").isPositive();
    clock.turnTo(START.plusSeconds(20));
    engine.step();
    assertThat(sent).allMatch(id -> view(id).status() == DeliveryStatus.DELIVERED);
    assertThat(waiting).allMatch(id -> view(id).attempts().size() == 1);
  }

  @Test
  void keepsTheCallsOfTheNewestAttemptsAndThePayloadOnce() {
    scripted.script =
        request -> {
          CallLog.current()
              .orElseThrow()
              .add(
                  new CallLog.Call(
                      "POST",
                      "https://crm.example/hook",
                      "{\"data\":" + CallLog.PAYLOAD + "}",
                      OptionalInt.of(429),
                      "{}"));
          return retry("throttled", 429, Duration.ofHours(1), Trouble.THROTTLED);
        };
    UUID delivery = enqueueOne();
    for (int attempt = 1; attempt <= SETTINGS.historyMax() + 3; attempt++) {
      assertThat(engine.step()).isEqualTo(1);
      clock.turnTo(view(delivery).attempts().getLast().nextAt().orElseThrow());
    }
    List<DeliveryView.Attempt> attempts = view(delivery).attempts();
    assertThat(attempts).hasSize(SETTINGS.historyMax() + 3);
    assertThat(attempts.subList(0, 3)).allMatch(attempt -> attempt.calls().isEmpty());
    assertThat(attempts.subList(3, attempts.size()))
        .allSatisfy(
            attempt ->
                assertThat(attempt.calls())
                    .singleElement()
                    .satisfies(
                        call ->
                            assertThat(call.request())
                                .startsWith("{\"data\":{\"")
                                .doesNotContain(CallLog.PAYLOAD)));
  }

  @Test
  void keepsTheStandardScheduleAndEndsInADeadLetterThatCanBeReplayed() {
    scripted.answers(DOWN);
    UUID delivery = enqueueOne();
    List<Duration> waits = new ArrayList<>();
    while (view(delivery).status() == DeliveryStatus.PENDING) {
      assertThat(engine.step()).isEqualTo(1);
      var nextAt = view(delivery).attempts().getLast().nextAt();
      nextAt.ifPresent(
          due -> {
            waits.add(Duration.between(clock.instant(), due));
            clock.turnTo(due.minusMillis(1));
            assertThat(engine.step()).isZero();
            clock.turnTo(due);
          });
    }
    List<Duration> planned = SETTINGS.schedule().delays();
    assertThat(waits).hasSameSizeAs(planned);
    for (int i = 0; i < waits.size(); i++) {
      assertThat(waits.get(i))
          .isBetween(planned.get(i), planned.get(i).multipliedBy(11).dividedBy(10));
    }
    assertThat(scripted.asked).hasSize(10).extracting(DeliveryRequest::id).containsOnly(delivery);
    DeliveryView dead = view(delivery);
    assertThat(dead.status()).isEqualTo(DeliveryStatus.DEAD);
    assertThat(dead.reason()).contains("Gave up after 10 attempts. It said 500.");

    clock.turn(Duration.ofHours(1));
    assertThat(replay().replay(tenant, delivery)).isEqualTo(DeliveryReplay.Replay.DUE);
    engine.step();
    assertThat(view(delivery).status()).isEqualTo(DeliveryStatus.PENDING);
    scripted.answers(OK);
    clock.turn(Duration.ofSeconds(6));
    engine.step();
    assertThat(view(delivery).status()).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(view(delivery).attempts()).hasSize(12);
    assertThat(scripted.asked.getLast().id()).isEqualTo(delivery);
  }

  @Test
  void afterACrashItIsSentAgainWithTheSameIdAndTheHistorySaysSo() {
    UUID delivery = enqueueOne();
    takeAsADyingNode();
    assertThat(engine.step()).isZero();
    clock.turn(SETTINGS.lease());
    assertThat(engine.step()).isEqualTo(1);
    assertThat(scripted.asked.getFirst().id()).isEqualTo(delivery);
    assertThat(scripted.asked.getFirst().attempt()).isEqualTo(2);
    assertThat(view(delivery).attempts())
        .extracting(DeliveryView.Attempt::number, DeliveryView.Attempt::outcome)
        .containsExactly(tuple(1, "interrupted"), tuple(2, "delivered"));
  }

  @Test
  void whoLostTheLeaseWritesNothing() {
    UUID delivery = enqueueOne();
    Leased lost = takeAsADyingNode();
    clock.turn(SETTINGS.lease());
    engine.step();
    Verdict late =
        Verdict.of(lost, DOWN, START, clock.instant(), SETTINGS.schedule(), new Random(1));
    new Outcomes(test.database(), DeliverySettings.DEFAULT).write(List.of(late));
    assertThat(view(delivery).status()).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(view(delivery).attempts()).hasSize(2);
  }

  @Test
  void aLongAttemptKeepsItsLease() {
    enqueueOne();
    Leased slow = takeAsADyingNode();
    clock.turn(SETTINGS.lease().minusSeconds(1));
    new Leases(test.database(), rows.connectors, SETTINGS).keep(List.of(slow), clock.instant());
    clock.turn(SETTINGS.lease().minusSeconds(1));
    assertThat(engine.step()).isZero();
  }

  @Test
  void eventsOfOneLeadArriveInOrder() {
    UUID lead = rows.lead(tenant);
    enqueue(lead, "lead.created");
    enqueue(lead, "lead.updated");
    scripted.answers(DOWN);
    engine.step();
    assertThat(engine.step()).isZero();
    assertThat(scripted.asked).extracting(DeliveryRequest::event).containsExactly("lead.created");
    scripted.answers(OK);
    clock.turn(Duration.ofSeconds(6));
    engine.step();
    engine.step();
    assertThat(scripted.asked)
        .extracting(DeliveryRequest::event)
        .containsExactly("lead.created", "lead.created", "lead.updated");
    assertThat(scripted.asked.getLast().remoteRef()).contains("remote-1");
  }

  @Test
  void threeDaysOfOutageLoseNothingKeepOrderAndAreNotHammered() {
    int leads = 40;
    for (int i = 0; i < leads; i++) {
      UUID lead = rows.lead(tenant);
      enqueue(lead, "lead.created");
      enqueue(lead, "lead.updated");
    }
    scripted.answers(DOWN);
    Instant back = START.plus(Duration.ofDays(3));
    while (clock.instant().isBefore(back)) {
      engine.step();
      clock.turn(Duration.ofMinutes(2));
    }
    int tried = scripted.asked.size();
    // One probe per five minutes, and the few attempts before the breaker opened.
    assertThat(tried).isLessThan(72 * 12 + 20);

    scripted.asked.clear();
    scripted.answers(OK);
    for (int i = 0; i < 10_000 && scripted.asked.size() < leads * 2; i++) {
      engine.step();
      clock.turn(Duration.ofSeconds(30));
    }
    assertThat(scripted.asked).hasSize(leads * 2);
    assertThat(all()).allMatch(view -> view.status() == DeliveryStatus.DELIVERED);
    Map<UUID, List<String>> byLead = new HashMap<>();
    scripted.asked.forEach(
        request ->
            byLead.computeIfAbsent(request.lead(), _ -> new ArrayList<>()).add(request.event()));
    assertThat(byLead.values())
        .allSatisfy(events -> assertThat(events).containsExactly("lead.created", "lead.updated"));
  }

  @Test
  void aRevokedTokenPausesTheConnectorAndItsLeadsWaitWithoutUsingAttempts() {
    scripted.answers(
        new DeliveryResult.Blocked("token_revoked", OptionalInt.of(401), "Connect it again."));
    UUID first = enqueueOne();
    engine.step();
    UUID second = enqueueOne();
    clock.turn(Duration.ofDays(3));
    assertThat(engine.step()).isZero();
    Connectors.Stored paused = stored();
    assertThat(paused.status()).isEqualTo(ConnectorStatus.PAUSED);
    assertThat(paused.reason()).contains("Connect it again.");

    scripted.answers(OK);
    test.database()
        .runInTenant(
            tenant,
            tx ->
                assertThat(
                        rows.connectors.setStatus(
                            tx, connector.id(), ConnectorStatus.ACTIVE, "connected again"))
                    .isTrue());
    assertThat(engine.step()).isEqualTo(2);
    assertThat(view(first).status()).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(view(second).status()).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(stored().reason()).isEmpty();
  }

  @Test
  void anEndpointThatIsGoneStopsItsConnectorAndWhatWaitsEndsWithTheReason() {
    scripted.answers(GONE);
    UUID first = enqueueOne();
    engine.step();
    assertThat(view(first).status()).isEqualTo(DeliveryStatus.REJECTED);
    assertThat(view(first).code()).contains("endpoint_gone");
    assertThat(stored().status()).isEqualTo(ConnectorStatus.DISABLED);

    UUID waiting = enqueueOne();
    assertThat(engine.step()).isZero();
    clock.turn(SETTINGS.giveUpAfter().minusSeconds(1));
    GiveUp giveUp = new GiveUp(test.database(), clock);
    assertThat(giveUp.run()).isZero();
    clock.turn(Duration.ofSeconds(1));
    assertThat(giveUp.run()).isEqualTo(1);
    assertThat(view(waiting).status()).isEqualTo(DeliveryStatus.DEAD);
    assertThat(view(waiting).reason())
        .contains("Gave up: its time was over. The connector was disabled. It is gone.");
    assertThat(scripted.asked).hasSize(1);
  }

  @Test
  void slowDownHoldsTheWholeConnectorAndCountsAsNoFailure() {
    scripted.answers(retry("throttled", 429, Duration.ofMinutes(10), Trouble.THROTTLED));
    UUID first = enqueueOne();
    engine.step();
    enqueueOne();
    clock.turn(Duration.ofMinutes(10).minusMillis(1));
    assertThat(engine.step()).isZero();
    for (int i = 0; i < 20; i++) {
      clock.turn(Duration.ofMinutes(11));
      engine.step();
    }
    assertThat(view(first).status()).isEqualTo(DeliveryStatus.PENDING);
    assertThat(view(first).attempts()).hasSizeGreaterThan(10);
  }

  @Test
  void aHintIsHonouredWhereItIsLongerThanTheSchedule() {
    scripted.answers(retry("server_error", 503, Duration.ofHours(1), Trouble.ENDPOINT));
    UUID delivery = enqueueOne();
    engine.step();
    assertThat(view(delivery).attempts().getLast().nextAt())
        .contains(START.plus(Duration.ofHours(1)));
    clock.turn(Duration.ofMinutes(59));
    assertThat(engine.step()).isZero();
  }

  @Test
  void aConnectorThatBreaksOrIsNotThereLosesNothing() {
    scripted.script =
        _ -> {
          throw new IllegalStateException("a bug");
        };
    UUID broken = enqueueOne();
    engine.step();
    assertThat(view(broken).code()).contains("connector_broke");
    assertThat(view(broken).status()).isEqualTo(DeliveryStatus.PENDING);

    TenantId other = rows.tenant();
    Connector unknown = rows.connector(other, "fax");
    enqueue(other, rows.lead(other), "lead.created");
    engine.step();
    var stored =
        test.database().inTenant(other, tx -> rows.connectors.find(tx, unknown.id()).orElseThrow());
    assertThat(stored.status()).isEqualTo(ConnectorStatus.PAUSED);
  }

  @Test
  void whatAnEndpointSaysMayHoldAnything() {
    scripted.answers(
        new DeliveryResult.Rejected("refused", OptionalInt.of(400), "nul \0 and \ud800", false));
    UUID delivery = enqueueOne();
    engine.step();
    assertThat(view(delivery).status()).isEqualTo(DeliveryStatus.REJECTED);
  }

  @Test
  void deletingAConnectorSaysWhyItsDeliveriesEnd() {
    UUID delivery = enqueueOne();
    test.database()
        .runInTenant(tenant, tx -> assertThat(rows.connectors.delete(tx, connector.id())).isTrue());
    assertThat(engine.step()).isZero();
    assertThat(view(delivery).code()).contains("connector_deleted");
    assertThat(replay().replay(tenant, delivery)).isEqualTo(DeliveryReplay.Replay.NOT_NOW);
    assertThat(enqueue(rows.lead(tenant), "lead.created")).isEmpty();
  }

  @Test
  void redrivesAllThatFailedButNeverAnotherTenants() {
    scripted.answers(new DeliveryResult.Rejected("refused", OptionalInt.of(422), "No.", false));
    UUID one = enqueueOne();
    UUID two = enqueueOne();
    engine.step();
    TenantId stranger = rows.tenant();
    assertThat(replay().replay(stranger, one)).isEqualTo(DeliveryReplay.Replay.NOT_FOUND);
    assertThat(replay().redrive(stranger, DeliveryReplay.Failed.of(connector.id()), 10)).isZero();

    scripted.answers(OK);
    assertThat(replay().redrive(tenant, DeliveryReplay.Failed.of(connector.id()), 10)).isEqualTo(2);
    assertThat(engine.step()).isEqualTo(2);
    assertThat(view(one).status()).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(view(two).status()).isEqualTo(DeliveryStatus.DELIVERED);
  }

  @Test
  void listsByPageAndFilter() {
    Set<UUID> ids = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      ids.add(enqueueOne());
    }
    var filter =
        new Deliveries.Filter(
            Optional.of(connector.id()), Optional.empty(), Optional.of(DeliveryStatus.PENDING));
    List<DeliveryView> first = list(filter, Optional.empty(), 3);
    List<DeliveryView> rest = list(filter, Optional.of(first.getLast().id()), 3);
    assertThat(first).hasSize(3);
    assertThat(rest).hasSize(2);
    Set<UUID> seen = new HashSet<>();
    first.forEach(view -> seen.add(view.id()));
    rest.forEach(view -> seen.add(view.id()));
    assertThat(seen).isEqualTo(ids);
  }

  @Test
  void credentialsAreNotReadableInTheDatabase() {
    byte[] sealed =
        test.database()
            .acrossTenants(
                tx ->
                    tx.resultQuery(
                            "select credentials from connectors where id = ?", connector.id())
                        .fetchSingle()
                        .get(0, byte[].class));
    assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("s3cret");
  }

  private Leased takeAsADyingNode() {
    return new Leases(test.database(), rows.connectors, SETTINGS)
        .take(List.of(new Room(connector.id(), 1)), clock.instant())
        .getFirst();
  }

  private DeliveryReplay replay() {
    return new DeliveryReplay(test.database(), clock, SETTINGS, engine::wake);
  }

  private UUID enqueueOne() {
    UUID lead = rows.lead(tenant);
    enqueue(lead, "lead.created");
    var filter = new Deliveries.Filter(Optional.empty(), Optional.of(lead), Optional.empty());
    return list(filter, Optional.empty(), 1).getFirst().id();
  }

  private List<UUID> enqueue(UUID lead, String event) {
    return enqueue(tenant, lead, event);
  }

  private List<UUID> enqueue(TenantId of, UUID lead, String event) {
    return test.database()
        .inTenant(of, tx -> outbox.enqueue(tx, of, lead, event, "{\"zz\": 1, \"a\":2}"));
  }

  private List<DeliveryView> all() {
    return list(Deliveries.Filter.ALL, Optional.empty(), 1000);
  }

  private List<DeliveryView> list(Deliveries.Filter filter, Optional<UUID> after, int limit) {
    return test.database().inTenant(tenant, tx -> deliveries.list(tx, filter, after, limit));
  }

  private DeliveryView view(UUID id) {
    return test.database().inTenant(tenant, tx -> deliveries.find(tx, id).orElseThrow());
  }

  private Connectors.Stored stored() {
    return test.database()
        .inTenant(tenant, tx -> rows.connectors.find(tx, connector.id()).orElseThrow());
  }
}
