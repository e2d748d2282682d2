package dev.parley.runtime.ops;

import dev.parley.config.store.Database;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/// Liveness, readiness and metrics. Alive: the process answers. Ready: the database answers as well
/// and the process is not about to stop. Thread-safe.
public final class Health implements HttpService {
  private final Database database;
  private final Meters meters;
  private final AtomicBoolean stopping = new AtomicBoolean();

  public Health(Database database, Meters meters) {
    this.database = database;
    this.meters = meters;
  }

  /// From now on not ready, so that whoever balances the load sends no more.
  public void stopping() {
    stopping.set(true);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/health/live", (_, response) -> answer(response, true, "up"))
        .get("/health/ready", this::ready)
        .get("/metrics", this::metrics);
  }

  private void ready(ServerRequest request, ServerResponse response) {
    if (stopping.get()) {
      answer(response, false, "stopping");
    } else if (!database.reachable()) {
      answer(response, false, "database_unavailable");
    } else {
      answer(response, true, "ready");
    }
  }

  private void metrics(ServerRequest request, ServerResponse response) {
    response.headers().set(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
    response.send(meters.scrape());
  }

  private static void answer(ServerResponse response, boolean good, String status) {
    response.status(good ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503);
    response.headers().set(HeaderNames.CONTENT_TYPE, "application/json");
    response.headers().set(HeaderNames.CACHE_CONTROL, "no-store");
    response.send("{\"status\":\"" + status + "\"}");
  }
}
