package dev.parley.runtime.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.parley.config.net.Reach;
import dev.parley.config.settings.Secret;
import dev.parley.config.store.Database;
import dev.parley.config.store.Sealer;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.Credentials;
import dev.parley.crm.LeadEvent;
import dev.parley.crm.delivery.Connectors;
import dev.parley.crm.delivery.DeliveryEngine;
import dev.parley.crm.delivery.DeliveryListener;
import dev.parley.crm.delivery.DeliveryOutbox;
import dev.parley.crm.delivery.DeliverySettings;
import dev.parley.crm.delivery.Outcome;
import dev.parley.crm.http.CrmHttp;
import dev.parley.crm.http.HttpLimits;
import dev.parley.crm.webhook.WebhookConnector;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;

/// Leads of one tenant, one webhook, and a delivery engine between them: the engine as it runs in a
/// server, without one.
final class DeliveryLoad {
  private static final int WAIT_MICROS_MAX = 600_000_000;
  private static final int PAYLOAD_CHARS = 1500;
  private static final int WRITERS = 16;
  private static final TenantId TENANT = TenantId.DEFAULT;

  private static final String LEADS =
      """
      with made as (
        insert into conversations (tenant_id, agent, agent_version, channel, channel_id,
                                   contact_id, contact_address, language, state, started_at)
        select c.tenant_id, 'bench', 1, 'web', c.id, p.id, 'bench', 'en', '{}', now()
          from channels c, contacts p, generate_series(1, ?)
         where c.agent = 'bench'
        returning id)
      insert into leads (tenant_id, conversation_id, agent, agent_version, disposition, score,
                         lead, created_at)
      select ?, made.id, 'bench', 1, 'qualified', 0, '{}', now() from made
      returning id
      """;

  private static final String BACKLOG =
      """
      insert into deliveries (tenant_id, connector_id, lead_id, revision, event, payload,
                              next_at, give_up_at)
      select c.tenant_id, c.id, l.id, 1, 'lead.created', ?::json, now(), now() + interval '7 days'
        from connectors c, unnest(?::uuid[]) l (id)
      """;

  private final Database database;
  private final Connectors connectors =
      new Connectors(new Sealer(Secret.of("the master key of a benchmark")));
  private final WebhookConnector webhook;
  private final Clock clock = Clock.systemUTC();
  private final DeliveryOutbox outbox = new DeliveryOutbox(clock, DeliverySettings.DEFAULT);
  private final String payload = "{\"text\":\"" + "x".repeat(PAYLOAD_CHARS) + "\"}";

  DeliveryLoad(Database database, String url) {
    this.database = database;
    this.webhook =
        new WebhookConnector(
            new CrmHttp(Reach.LOCAL, HttpLimits.DEFAULT),
            clock,
            new SecureRandom(),
            Duration.ofHours(24));
    var settings = JsonNodeFactory.instance.objectNode().put("url", url);
    var config = webhook.completed(ConnectorConfig.of(settings, Credentials.none()));
    database.runInTenant(
        TENANT,
        tx -> {
          UUID tenant = TENANT.value();
          tx.execute(
              "insert into agents (tenant_id, agent, draft) values (?, 'bench', '{}')", tenant);
          tx.execute(
              "insert into channels (tenant_id, type, agent) values (?, 'web', 'bench')", tenant);
          tx.execute("insert into contacts (tenant_id) values (?)", tenant);
          connectors.add(tx, TENANT, "webhook", config);
        });
  }

  /// What was measured.
  ///
  /// @param waitMicros from when a delivery was due to the start of its attempt
  /// @param lateMicros from when it should have been enqueued to when it was begun to be: what is
  ///     enqueued too late would hide a wait
  record Result(
      double seconds, int failed, ConcurrentHistogram waitMicros, ConcurrentHistogram lateMicros) {}

  private static final class Counted implements DeliveryListener {
    private final ConcurrentHistogram waitMicros = new ConcurrentHistogram(WAIT_MICROS_MAX, 3);
    private final ConcurrentHistogram lateMicros = new ConcurrentHistogram(WAIT_MICROS_MAX, 3);
    private final CountDownLatch left;
    private final AtomicInteger failed = new AtomicInteger();

    Counted(int count) {
      this.left = new CountDownLatch(count);
    }

    @Override
    public void attempted(String type, Outcome outcome, Duration waited, Duration took) {
      waitMicros.recordValue(Math.clamp(waited.toNanos() / 1_000, 0, WAIT_MICROS_MAX));
      if (outcome != Outcome.DELIVERED) {
        failed.incrementAndGet();
      }
      left.countDown();
    }
  }

  /// A backlog of so many, delivered as fast as it goes.
  Result backlog(int count) throws InterruptedException {
    List<UUID> leads = leads(count);
    database.runInTenant(
        TENANT, tx -> tx.query(BACKLOG, payload, leads.toArray(UUID[]::new)).execute());
    database.runAcrossTenants(tx -> tx.execute("select count(*) from deliveries"));
    Counted counted = new Counted(count);
    try (DeliveryEngine engine = engine(counted)) {
      long from = System.nanoTime();
      engine.start();
      counted.left.await();
      return result(from, counted);
    }
  }

  /// So many, each enqueued in a transaction of its own, at a steady pace: one thread alone would
  /// wait for the disk with each, and ask for less than it should.
  Result paced(int count, double perSecond) throws InterruptedException {
    List<UUID> leads = leads(count);
    Counted counted = new Counted(count);
    AtomicInteger next = new AtomicInteger();
    try (DeliveryEngine engine = engine(counted);
        ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      engine.start();
      long from = System.nanoTime();
      for (int writer = 0; writer < WRITERS; writer++) {
        writers.execute(
            () -> {
              for (int i; (i = next.getAndIncrement()) < count; ) {
                long due = from + (long) (i * 1e9 / perSecond);
                awaitTime(due);
                counted.lateMicros.recordValue(
                    Math.clamp((System.nanoTime() - due) / 1_000, 0, WAIT_MICROS_MAX));
                engine.wake(enqueue(leads.get(i)));
              }
            });
      }
      counted.left.await();
      return result(from, counted);
    }
  }

  private List<UUID> enqueue(UUID lead) {
    return database.inTenant(
        TENANT, tx -> outbox.enqueue(tx, TENANT, lead, LeadEvent.CREATED.wireName(), payload));
  }

  private static void awaitTime(long nanoTime) {
    for (long wait; (wait = nanoTime - System.nanoTime()) > 0; ) {
      LockSupport.parkNanos(wait);
    }
  }

  private static Result result(long from, Counted counted) {
    return new Result(
        (System.nanoTime() - from) / 1e9,
        counted.failed.get(),
        counted.waitMicros,
        counted.lateMicros);
  }

  private DeliveryEngine engine(DeliveryListener listener) {
    return new DeliveryEngine(
        database,
        connectors,
        List.of(webhook),
        DeliverySettings.DEFAULT,
        clock,
        new SecureRandom(),
        listener);
  }

  private List<UUID> leads(int count) {
    return database.inTenant(
        TENANT, tx -> tx.resultQuery(LEADS, count, TENANT.value()).fetch(0, UUID.class));
  }
}
