package dev.parley.crm.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.settings.Secret;
import dev.parley.config.store.Database;
import dev.parley.config.store.Sealer;
import dev.parley.config.store.TestDatabase;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.AccessTokens;
import dev.parley.crm.CallLog;
import dev.parley.crm.Connector;
import dev.parley.crm.CrmConnector;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.TestResult;
import dev.parley.crm.Validation;
import dev.parley.crm.delivery.ConnectorStatus;
import dev.parley.crm.delivery.Connectors;
import dev.parley.crm.delivery.CrmRows;
import dev.parley.crm.delivery.Deliveries;
import dev.parley.crm.delivery.DeliveryEngine;
import dev.parley.crm.delivery.DeliveryListener;
import dev.parley.crm.delivery.DeliveryOutbox;
import dev.parley.crm.delivery.DeliverySettings;
import dev.parley.crm.delivery.DeliveryView;
import dev.parley.crm.delivery.SealedTokens;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/// What every connector must stand, on a real database and over real sockets. A vendor's test
/// extends it and gives its simulator.
public abstract class CrmAcceptance {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int TRIES_MAX = 10;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<Object> said = new ArrayList<>();
  private final List<CallLog.Call> kept = new ArrayList<>();
  private TestDatabase test;
  private Database secondDatabase;
  private CrmRows rows;
  private TenantId tenant;
  private CrmConnector one;
  private CrmConnector two;
  private Connector connector;
  private Vendor vendor;

  /// Called once per test.
  protected abstract Vendor vendor();

  @BeforeEach
  void open() {
    log.start();
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(log);
    test = TestDatabase.create();
    secondDatabase = Database.open(test.settings());
    rows = new CrmRows(test.database());
    tenant = rows.tenant();
    vendor = vendor();
    one = node(test.database());
    two = node(secondDatabase);
    connector =
        test.database()
            .inTenant(tenant, tx -> rows.connectors.add(tx, tenant, one.type(), vendor.config()));
  }

  private CrmConnector node(Database database) {
    Sealer sealer = new Sealer(Secret.of("a master key of some length"));
    AccessTokens tokens = new SealedTokens(database, sealer, Clock.systemUTC());
    return vendor.node(
        database, tokens, (_, _) -> Optional.of(Leads.TRANSCRIPT), Clock.systemUTC());
  }

  @AfterEach
  void nothingSecretWasSaidAndNothingWrongWasSent() {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(log);
    try {
      log.list.forEach(event -> said.add(event.getFormattedMessage()));
      log.list.forEach(event -> said.add(String.valueOf(thrown(event))));
      said.add(
          test.database()
              .acrossTenants(
                  tx ->
                      tx.fetch("select code, error, calls from delivery_attempts").toString()
                          + tx.fetch("select code, reason from deliveries")
                          + tx.fetch("select status_reason, settings from connectors")));
      assertThat(said.toString()).doesNotContain(vendor.secrets()).doesNotContain(Leads.email(1));
      assertThat(kept.toString()).doesNotContain(vendor.secrets());
      assertThat(vendor.simulator().violations).isEmpty();
    } finally {
      vendor.close();
      secondDatabase.close();
      test.close();
    }
  }

  private static String thrown(ILoggingEvent event) {
    return event.getThrowableProxy() == null ? "" : event.getThrowableProxy().getMessage();
  }

  @Test
  void itsOwnConfigurationIsValidAndTestsReady() {
    assertThat(one.validate(connector.config())).isEqualTo(new Validation.Ok());
    TestResult result = one.test(connector);
    said.add(result);
    assertThat(result).isInstanceOf(TestResult.Ready.class);
  }

  @Test
  void theSameLeadPushedTwiceAtOnceFromTwoNodesTwentyTimesIsOneRecordEach() throws Exception {
    for (int lead = 1; lead <= 20; lead++) {
      int number = lead;
      ObjectNode payload = number % 2 == 0 ? Leads.lead(number) : Leads.withoutEmail(number);
      atOnce(
          2, node -> untilDelivered(node == 0 ? one : two, attempt -> delivery(payload, attempt)));
      assertThat(vendor.records()).isEqualTo(number);
      assertThat(vendor.notes()).isEqualTo(number);
    }
  }

  @Test
  void killedBetweenTheRemoteCommitAndOurOwnMakesNoDuplicate() {
    deliver(one, delivery(Leads.lead(1), 1));
    // That outcome was never recorded: the lease runs out, and the other node tries again.
    assertThat(deliver(two, delivery(Leads.lead(1), 2)))
        .isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(vendor.records()).isEqualTo(1);
    assertThat(vendor.notes()).isEqualTo(1);
  }

  @Test
  void anAnswerLostAfterAnyWriteMakesNoDuplicate() {
    int leads = 0;
    boolean lost = true;
    for (int write = 1; lost; write++) {
      int number = ++leads;
      vendor.simulator().loseAnswerOfWrite(write);
      untilDelivered(one, attempt -> delivery(Leads.lead(number), attempt));
      lost = !vendor.simulator().lossPending();
      vendor.simulator().forgetLoss();
      assertThat(vendor.records()).isEqualTo(leads);
      assertThat(vendor.notes()).isEqualTo(leads);
    }
    assertThat(leads).isGreaterThan(1);
  }

  @Test
  void eightWorkersWithAnExpiredTokenMakeOneRefresh() throws Exception {
    assumeTrue(vendor.refreshes() >= 0, "the token is a fixed one");
    deliver(one, delivery(Leads.lead(1), 1));
    int before = vendor.refreshes();
    vendor.expireTokens();
    atOnce(
        8,
        worker -> {
          DeliveryResult result =
              deliver(worker % 2 == 0 ? one : two, delivery(Leads.lead(10 + worker), 1));
          assertThat(result).isInstanceOf(DeliveryResult.Delivered.class);
          return result;
        });
    assertThat(vendor.refreshes()).isEqualTo(before + 1);
  }

  @Test
  void theHistoryOfAnAttemptSaysWhatWasSentAndAnswered() {
    var outbox = new DeliveryOutbox(Clock.systemUTC(), DeliverySettings.DEFAULT);
    try (DeliveryEngine engine = engine()) {
      engine.start();
      engine.wake(enqueue(outbox, 2));
      await().atMost(LONG).until(() -> waiting() == 0);
    }
    DeliveryView view =
        test.database()
            .inTenant(
                tenant,
                tx -> {
                  UUID id =
                      new Deliveries()
                          .list(tx, Deliveries.Filter.ALL, Optional.empty(), 1)
                          .getFirst()
                          .id();
                  return new Deliveries().find(tx, id).orElseThrow();
                });
    assertThat(view.attempts()).hasSize(1);
    List<CallLog.Call> calls = view.attempts().getFirst().calls();
    assertThat(calls).isNotEmpty();
    assertThat(calls).anyMatch(call -> call.request().contains(Leads.email(2)));
    assertThat(calls).anyMatch(call -> call.status().orElse(0) / 100 == 2);
    assertThat(calls.toString()).doesNotContain(vendor.secrets());
  }

  @Test
  void oneBadLeadOfFiveCostsOnlyItself() throws Exception {
    vendor.refuse(Leads.email(3));
    List<DeliveryResult> results =
        atOnce(5, worker -> deliver(one, delivery(Leads.lead(worker + 1), 1)));
    for (int i = 0; i < 5; i++) {
      assertThat(results.get(i))
          .isInstanceOf(i == 2 ? DeliveryResult.Rejected.class : DeliveryResult.Delivered.class);
    }
    assertThat(vendor.records()).isEqualTo(4);
  }

  @Test
  void aRevokedTokenPausesTheConnectorAndItsLeadsWait() {
    deliver(one, delivery(Leads.lead(1), 1));
    vendor.revoke();
    vendor.expireTokens();
    TestResult broken = one.test(connector);
    said.add(broken);
    assertThat(broken).isInstanceOf(TestResult.NotReady.class);
    var outbox = new DeliveryOutbox(Clock.systemUTC(), DeliverySettings.DEFAULT);
    try (DeliveryEngine engine = engine()) {
      engine.start();
      engine.wake(enqueue(outbox, 2));
      await().atMost(LONG).until(() -> stored().status() == ConnectorStatus.PAUSED);
      assertThat(stored().reason().orElseThrow()).isNotBlank();
      enqueue(outbox, 3);
      assertThat(waiting()).isEqualTo(2);
      vendor.restore();
      test.database()
          .inTenant(
              tenant,
              tx -> rows.connectors.setStatus(tx, connector.id(), ConnectorStatus.ACTIVE, ""));
      engine.wake(List.of(connector.id()));
      await().atMost(LONG).until(() -> waiting() == 0);
    }
    assertThat(vendor.records()).isEqualTo(3);
  }

  @Test
  void whatTheVendorEchoesIsMasked() {
    deliver(one, delivery(Leads.lead(2), 1));
    String secret = vendor.secrets().getLast();
    for (int status : new int[] {400, 403, 404, 409, 429, 500}) {
      vendor
          .simulator()
          .fault(
              "*",
              "/",
              status,
              "{\"message\":\"token: %s of %s\"}".formatted(secret, Leads.email(1)));
      assertThat(deliver(one, delivery(Leads.lead(1), 2)).toString()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(OddAnswer.class)
  void whateverIsAnsweredAtAnyPointNothingIsLostOrDoubled(OddAnswer answer) {
    int leads = 0;
    boolean asked = true;
    for (int request = 1; asked; request++) {
      int number = ++leads;
      if (request <= 2) {
        // So that one of them meets the request for a token.
        vendor.expireTokens();
      }
      vendor.simulator().odd(request, answer.response());
      DeliveryResult first = deliver(one, delivery(Leads.lead(number), 1));
      asked = !vendor.simulator().forgetOdd();
      assertThat(first)
          .as("request %d of %s", request, vendor.simulator().requests())
          .isNotInstanceOf(DeliveryResult.Rejected.class)
          .isNotInstanceOf(DeliveryResult.Blocked.class);
      untilDelivered(one, attempt -> delivery(Leads.lead(number), attempt + 1));
      assertThat(vendor.records()).as("request %d", request).isEqualTo(leads);
      assertThat(vendor.notes()).as("request %d", request).isEqualTo(leads);
    }
    assertThat(leads).isGreaterThan(2);
  }

  private DeliveryEngine engine() {
    return new DeliveryEngine(
        test.database(),
        rows.connectors,
        List.of(one),
        DeliverySettings.DEFAULT,
        Clock.systemUTC(),
        new Random(1),
        DeliveryListener.NONE);
  }

  private List<UUID> enqueue(DeliveryOutbox outbox, int number) {
    UUID lead = rows.lead(tenant);
    String payload = Leads.lead(lead, number).toString();
    return test.database()
        .inTenant(tenant, tx -> outbox.enqueue(tx, tenant, lead, "lead.created", payload));
  }

  private Connectors.Stored stored() {
    return test.database()
        .inTenant(tenant, tx -> rows.connectors.find(tx, connector.id()))
        .orElseThrow();
  }

  private int waiting() {
    return test.database()
        .acrossTenants(
            tx ->
                tx.fetchSingle("select count(*)::int from deliveries where status = 'pending'")
                    .get(0, Integer.class));
  }

  private DeliveryRequest delivery(ObjectNode lead, int attempt) {
    return Leads.delivery(connector, lead, attempt);
  }

  private DeliveryResult deliver(CrmConnector node, DeliveryRequest request) {
    CallLog calls = new CallLog(request);
    DeliveryResult result = calls.during(() -> node.deliver(request));
    synchronized (said) {
      said.add(result);
      kept.addAll(calls.calls());
    }
    return result;
  }

  private DeliveryResult untilDelivered(CrmConnector node, IntFunction<DeliveryRequest> request) {
    DeliveryResult last = null;
    for (int attempt = 1; attempt <= TRIES_MAX; attempt++) {
      last = deliver(node, request.apply(attempt));
      if (last instanceof DeliveryResult.Delivered) {
        return last;
      }
    }
    throw new AssertionError("not delivered in " + TRIES_MAX + " tries: " + last);
  }

  private static List<DeliveryResult> atOnce(int workers, IntFunction<DeliveryResult> work)
      throws Exception {
    List<DeliveryResult> results = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<DeliveryResult>> tasks =
          IntStream.range(0, workers)
              .<Callable<DeliveryResult>>mapToObj(worker -> () -> work.apply(worker))
              .toList();
      for (Future<DeliveryResult> task : threads.invokeAll(tasks)) {
        results.add(task.get());
      }
    }
    return results;
  }
}
