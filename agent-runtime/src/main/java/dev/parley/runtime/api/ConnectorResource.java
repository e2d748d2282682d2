package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.config.store.Database;
import dev.parley.crm.Connector;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.Credentials;
import dev.parley.crm.CrmConnector;
import dev.parley.crm.Problem;
import dev.parley.crm.TestResult;
import dev.parley.crm.Validation;
import dev.parley.crm.delivery.ConnectorStatus;
import dev.parley.crm.delivery.Connectors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/// Connectors: the systems leads go to. Credentials go in and never come out, but for what the
/// server made itself, once.
final class ConnectorResource {
  private static final String TAG = "Connectors";
  private static final String ALL = "/v1/connectors";
  private static final String ONE = "/v1/connectors/{id}";

  private final Connectors store;
  private final Database database;
  private final Map<String, CrmConnector> kinds;

  ConnectorResource(Connectors store, Database database, List<CrmConnector> kinds) {
    this.store = store;
    this.database = database;
    this.kinds = kinds.stream().collect(Collectors.toMap(CrmConnector::type, Function.identity()));
  }

  List<Operation> operations() {
    return List.of(
        Operations.of("POST", ALL, "createConnector", TAG, "Send leads to another system")
            .takes("NewConnector")
            .gives(201, "CreatedConnector")
            .refuses(ApiCode.INVALID_CONNECTOR)
            .in(this::create),
        Operations.of("GET", ALL, "listConnectors", TAG, "List connectors, oldest first")
            .paged("ConnectorList")
            .in(
                (call, tx) -> {
                  var after = call.after(Call::uuid);
                  return Cursor.page(
                      call.limit(),
                      limit -> store.list(tx, after, limit),
                      ConnectorResource::json,
                      stored -> stored.connector().id().toString());
                }),
        Operations.of("GET", ONE, "getConnector", TAG, "Read a connector")
            .gives(200, "Connector")
            .in((call, tx) -> Reply.ok(json(find(call, tx)))),
        Operations.of("DELETE", ONE, "deleteConnector", TAG, "Take a connector out of use")
            .gives(204, "")
            .in(
                (call, tx) -> {
                  if (!store.delete(tx, call.id("connector"))) {
                    throw ApiException.notFound("connector");
                  }
                  return Reply.nothing();
                }),
        Operations.of("POST", ONE + "/test", "testConnector", TAG, "Ask whether it would work")
            .gives(200, "ConnectorTest")
            .outside(this::test));
  }

  private Reply create(Call call, DSLContext tx) {
    Fields fields = call.fields();
    fields.require("type");
    Optional<CrmConnector> kind = fields.word("type", kinds);
    ConnectorConfig given =
        new ConnectorConfig(
            fields.object("settings"),
            Credentials.of(fields.object("credentials")),
            fields.object("mapping"));
    fields.done();
    ConnectorConfig complete = kind.orElseThrow().completed(given);
    if (kind.get().validate(complete) instanceof Validation.Refused(List<Problem> problems)) {
      throw ApiException.of(
          ApiCode.INVALID_CONNECTOR,
          problems.stream().map(p -> ApiError.of(p.path(), p.code(), p.message())).toList());
    }
    Connector added = store.add(tx, call.tenant(), kind.get().type(), complete);
    ObjectNode body = json(new Connectors.Stored(added, ConnectorStatus.ACTIVE, Optional.empty()));
    ObjectNode made = complete.credentials().reveal();
    made.remove(given.credentials().reveal().properties().stream().map(Map.Entry::getKey).toList());
    if (!made.isEmpty()) {
      body.set("credentials", made);
    }
    return Reply.created(body, ALL + "/" + added.id());
  }

  private Connectors.Stored find(Call call, DSLContext tx) {
    UUID id = call.id("connector");
    return store.find(tx, id).orElseThrow(() -> ApiException.notFound("connector"));
  }

  /// The other system is asked with no transaction open.
  private Reply test(Call call) {
    call.fields().done();
    Connector connector = database.inTenant(call.tenant(), tx -> find(call, tx)).connector();
    CrmConnector kind = kinds.get(connector.type());
    TestResult result =
        kind == null
            ? TestResult.NotReady.because(
                "type", "unknown_type", "This server no longer has connectors of that type.")
            : kind.test(connector);
    ObjectNode body = Json.object();
    switch (result) {
      case TestResult.Ready(String message) -> {
        body.put("ready", true);
        body.put("message", message);
        body.putArray("problems");
      }
      case TestResult.NotReady(List<Problem> problems) -> {
        body.put("ready", false);
        body.put("message", problems.getFirst().message());
        ArrayNode all = body.putArray("problems");
        problems.forEach(
            problem ->
                all.addObject()
                    .put("path", problem.path())
                    .put("code", problem.code())
                    .put("message", problem.message()));
      }
    }
    return Reply.ok(body);
  }

  private static ObjectNode json(Connectors.Stored stored) {
    ObjectNode node = Json.object();
    node.put("id", stored.connector().id().toString());
    node.put("type", stored.connector().type());
    node.set("settings", stored.connector().config().settings());
    node.set("mapping", stored.connector().config().mapping());
    node.put("status", stored.status().wireName());
    node.put("status_reason", stored.reason().orElse(null));
    return node;
  }
}
