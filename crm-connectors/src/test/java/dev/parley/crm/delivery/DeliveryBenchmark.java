package dev.parley.crm.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.parley.config.net.Reach;
import dev.parley.config.store.TestDatabase;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.Credentials;
import dev.parley.crm.http.CrmHttp;
import dev.parley.crm.http.HttpLimits;
import dev.parley.crm.webhook.WebhookConnector;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Deliveries a second to a local endpoint; run by hand.
public final class DeliveryBenchmark {
  private static final int CONNECTORS = 1;

  public static void main(String[] args) throws Exception {
    int total = Integer.parseInt(args[0]);
    int perSecond = args.length > 1 ? Integer.parseInt(args[1]) : 0;
    try (var test = TestDatabase.create();
        var server = new ServerSocket(0, 512)) {
      Thread.ofVirtual().start(() -> accept(server));
      var rows = new CrmRows(test.database());
      TenantId tenant = rows.tenant();
      UUID lead = rows.lead(tenant);
      var http = new CrmHttp(Reach.LOCAL, HttpLimits.DEFAULT);
      Clock clock = Clock.systemUTC();
      var webhook = new WebhookConnector(http, clock, new SecureRandom(), Duration.ofHours(24));
      var settings =
          JsonNodeFactory.instance
              .objectNode()
              .put("url", "http://127.0.0.1:" + server.getLocalPort() + "/");
      for (int i = 0; i < CONNECTORS; i++) {
        var config = webhook.completed(ConnectorConfig.of(settings, Credentials.none()));
        test.database()
            .runInTenant(tenant, tx -> rows.connectors.add(tx, tenant, "webhook", config));
      }
      var waits = new long[total];
      var count = new AtomicLong();
      var done = new CountDownLatch(total);
      var listener =
          new DeliveryListener() {
            @Override
            public void attempted(String type, Outcome outcome, Duration waited, Duration took) {
              int n = (int) count.getAndIncrement();
              if (n < total) {
                waits[n] = waited.toNanos() / 1000;
              }
              done.countDown();
            }
          };
      var outbox = new DeliveryOutbox(clock, DeliverySettings.DEFAULT);
      var engine =
          new DeliveryEngine(
              test.database(),
              rows.connectors,
              List.of(webhook),
              DeliverySettings.DEFAULT,
              clock,
              new Random(1),
              listener);
      String payload = "{\"id\":\"" + lead + "\",\"text\":\"" + "x".repeat(1500) + "\"}";
      List<UUID> leads = leads(test, tenant, lead, total);
      if (perSecond == 0) {
        test.database()
            .runInTenant(
                tenant,
                tx ->
                    tx.query(
                            """
                            insert into deliveries (tenant_id, connector_id, lead_id, revision, event,
                                                    payload, next_at, give_up_at)
                            select c.tenant_id, c.id, l.id, 1, 'lead.created', ?::json, now(),
                                   now() + interval '7 days'
                              from connectors c, unnest(?::uuid[]) l (id)
                            """,
                            payload,
                            leads.toArray(UUID[]::new))
                        .execute());
      }
      long from = System.nanoTime();
      engine.start();
      if (perSecond > 0) {
        for (int i = 0; i < total; i++) {
          UUID one = leads.get(i);
          long due = from + i * 1_000_000_000L / perSecond;
          for (long left; (left = due - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(left);
          }
          engine.wake(
              test.database()
                  .inTenant(
                      tenant, tx -> outbox.enqueue(tx, tenant, one, "lead.created", payload)));
        }
      }
      done.await();
      double seconds = (System.nanoTime() - from) / 1e9;
      Arrays.sort(waits);
      System.out.printf(
          "%d in %.2f s: %.0f/s; waited p50 %d us p99 %d us%n",
          total, seconds, total / seconds, waits[total / 2], waits[total * 99 / 100]);
      engine.close();
    }
    System.exit(0);
  }

  private static List<UUID> leads(TestDatabase test, TenantId tenant, UUID like, int count) {
    return test.database()
        .inTenant(
            tenant,
            tx -> {
              tx.query(
                      """
                      with made as (
                        insert into conversations (tenant_id, agent, agent_version, channel,
                            channel_id, contact_id, contact_address, language, state, started_at)
                        select c.tenant_id, agent, agent_version, channel, channel_id, contact_id,
                               contact_address, language, state, started_at
                          from conversations c, generate_series(1, ?)
                        returning id)
                      insert into leads (tenant_id, conversation_id, agent, agent_version,
                                         disposition, score, lead, created_at)
                      select l.tenant_id, made.id, agent, agent_version, disposition, score, lead,
                             created_at from leads l, made where l.id = ?
                      """,
                      count,
                      like)
                  .execute();
              return tx.resultQuery("select id from leads where id <> ?", like)
                  .fetch(0, UUID.class);
            });
  }

  private static void accept(ServerSocket server) {
    try {
      while (true) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> answer(socket));
      }
    } catch (java.io.IOException closed) {
      return;
    }
  }

  private static void answer(Socket socket) {
    byte[] ok = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] buffer = new byte[65536];
    try (socket) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      int have = 0;
      while (true) {
        int read = in.read(buffer, have, buffer.length - have);
        if (read < 0) {
          return;
        }
        have += read;
        String text = new String(buffer, 0, have, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        int at = text.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
        if (end > 0 && at > 0) {
          int length = Integer.parseInt(text.substring(at + 16, text.indexOf("\r\n", at)));
          if (have >= end + 4 + length) {
            have = 0;
            out.write(ok);
            out.flush();
          }
        }
      }
    } catch (java.io.IOException closed) {
      return;
    }
  }
}
