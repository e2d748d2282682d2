package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.json.Json;
import dev.parley.config.store.StoreException;
import dev.parley.runtime.api.Gate.Admitted;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything under `/v1` that answers to an API key, and its description at `/openapi.json`.
/// Register it at the root of the routing. Thread-safe.
public final class Api implements HttpService {
  private static final Logger LOG = LoggerFactory.getLogger(Api.class);
  private static final Header JSON =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
  private static final Header PROBLEM =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/problem+json");
  private static final Header NOT_STORED =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");
  private static final Header SANDBOXED =
      HeaderValues.createCached("Content-Security-Policy", "sandbox; default-src 'none'");
  private static final Header NO_SNIFF =
      HeaderValues.createCached("X-Content-Type-Options", "nosniff");

  private final Gate gate;
  private final Performer performer;
  private final List<Operation> operations;
  private final byte[] description;

  public Api(ApiParts parts) {
    this.operations = parts.operations();
    this.gate = new Gate(operations, parts.keys());
    this.performer = new Performer(parts.database(), parts.idempotencyKeys());
    this.description = Json.bytes(new OpenApi(operations).document());
  }

  @Override
  public void routing(HttpRules rules) {
    rules.any("/v1", this::handle).any("/v1/*", this::handle).get("/openapi.json", this::describe);
  }

  List<Operation> operations() {
    return operations;
  }

  private void describe(ServerRequest request, ServerResponse response) {
    response.header(JSON).header(NO_SNIFF).send(description);
  }

  private void handle(ServerRequest request, ServerResponse response) {
    try {
      Admitted admitted = gate.admit(request);
      answer(
          response,
          performer.perform(admitted.operation(), admitted.call(), admitted.idempotencyKey()));
    } catch (ApiException e) {
      refuse(response, e);
    } catch (CloseConnectionException e) {
      throw e;
    } catch (StoreException e) {
      refuse(response, unavailable(e));
    } catch (RuntimeException e) {
      refuse(response, broken(request, e));
    }
  }

  private static ApiException unavailable(StoreException e) {
    LOG.warn("A request was not done: {}", e.code(), e);
    return e.code() == StoreException.Code.DATABASE_UNAVAILABLE
        ? ApiException.with(
            ApiCode.TRY_AGAIN, "The database did not answer.", Map.of("Retry-After", "2"))
        : ApiException.of(ApiCode.INTERNAL_ERROR, "The log of this server says what broke.");
  }

  private static ApiException broken(ServerRequest request, RuntimeException e) {
    UUID incident = UUID.randomUUID();
    LOG.error("{} broke a {} request", incident, request.prologue().method().text(), e);
    return ApiException.of(
        ApiCode.INTERNAL_ERROR,
        "Nothing was done. Look for " + incident + " in this server's log.");
  }

  private static void answer(ServerResponse response, Reply reply) {
    response.status(Status.create(reply.status())).header(NOT_STORED).header(NO_SNIFF);
    reply.headers().forEach(response::header);
    if (reply.file().isPresent()) {
      send(response, reply.file().get());
    } else if (reply.body().isPresent()) {
      response.header(JSON).send(Json.bytes(reply.body().get()));
    } else {
      response.send();
    }
  }

  /// Once bytes are under way there is no other answer: what breaks then cuts the connection, and
  /// the announced length, or the missing end, tells the other side.
  private static void send(ServerResponse response, FileBody file) {
    response
        .header(HeaderValues.create(HeaderNames.CONTENT_TYPE, file.type()))
        .header(SANDBOXED)
        .header("Content-Disposition", "attachment; filename=\"" + file.name() + "\"");
    file.bytes().ifPresent(response::contentLength);
    try (OutputStream out = response.outputStream()) {
      file.content().writeTo(out);
    } catch (IOException | RuntimeException e) {
      LOG.atInfo().setCause(e).log("A download was cut off; it can be asked for again");
      throw new CloseConnectionException("a download was cut off", e);
    }
  }

  private static void refuse(ServerResponse response, ApiException refusal) {
    response.status(Status.create(refusal.status())).header(NOT_STORED).header(NO_SNIFF);
    refusal.headers().forEach(response::header);
    JsonNode body = refusal.body();
    response.header(PROBLEM).send(Json.bytes(body));
  }
}
