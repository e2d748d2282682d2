package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.config.store.Database;
import dev.parley.crm.Connector;
import dev.parley.crm.CrmConnector;
import dev.parley.crm.Discovery;
import dev.parley.crm.Problem;
import dev.parley.crm.RemoteField;
import dev.parley.crm.TestResult;
import dev.parley.crm.delivery.Connectors;
import dev.parley.runtime.api.OfferedFields.OfferedField;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/// What is asked of the system behind a connector. It is asked with no transaction open.
final class ConnectorActions {
  private static final String TAG = "Connectors";
  private static final String ONE = "/v1/connectors/{id}";
  private static final Problem UNKNOWN =
      new Problem("type", "unknown_type", "This server no longer has connectors of that type.");

  private final Connectors store;
  private final Database database;
  private final Map<String, CrmConnector> kinds;

  ConnectorActions(Connectors store, Database database, Map<String, CrmConnector> kinds) {
    this.store = store;
    this.database = database;
    this.kinds = kinds;
  }

  List<Operation> operations() {
    return List.of(
        Operations.of("POST", ONE + "/test", "testConnector", TAG, "Ask whether it would work")
            .gives(200, "ConnectorTest")
            .outside(this::test),
        Operations.of(
                "POST",
                ONE + "/discover",
                "discoverFields",
                TAG,
                "List the other system's fields and propose a mapping")
            .gives(200, "ConnectorFields")
            .outside(this::discover));
  }

  private Connectors.Stored find(Call call, DSLContext tx) {
    return store
        .find(tx, call.id("connector"))
        .orElseThrow(() -> ApiException.notFound("connector"));
  }

  private Reply test(Call call) {
    call.fields().done();
    Connector connector = database.inTenant(call.tenant(), tx -> find(call, tx)).connector();
    CrmConnector kind = kinds.get(connector.type());
    return Reply.ok(
        ConnectorJson.of(
            kind == null ? new TestResult.NotReady(List.of(UNKNOWN)) : kind.test(connector)));
  }

  private record Asked(Connector connector, List<OfferedField> offered) {}

  private Reply discover(Call call) {
    call.fields().done();
    Asked asked =
        database.inTenant(
            call.tenant(), tx -> new Asked(find(call, tx).connector(), OfferedFields.of(tx)));
    CrmConnector kind = kinds.get(asked.connector().type());
    Discovery discovery =
        kind == null
            ? new Discovery.NotFound(List.of(UNKNOWN))
            : kind.discover(
                asked.connector(), asked.offered().stream().map(OfferedField::id).toList());
    ObjectNode body = Json.object();
    ArrayNode offered = body.putArray("lead_fields");
    asked.offered().forEach(field -> offered.add(ConnectorJson.offered(field)));
    ArrayNode fields = body.putArray("fields");
    ObjectNode mapping = body.putObject("mapping");
    ArrayNode problems = body.putArray("problems");
    ArrayNode unmapped = body.putArray("unmapped");
    switch (discovery) {
      case Discovery.Found(List<RemoteField> found, ObjectNode proposed, List<String> without) -> {
        found.forEach(field -> fields.add(ConnectorJson.remote(field)));
        mapping.setAll(proposed);
        without.forEach(unmapped::add);
      }
      case Discovery.NotFound(List<Problem> why) -> ConnectorJson.problems(problems, why);
    }
    return Reply.ok(body);
  }
}
