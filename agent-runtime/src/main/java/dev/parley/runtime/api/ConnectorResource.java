package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.jooq.DSLContext;

/// Connectors: the systems leads go to. Credentials go in and never come out, but for what the
/// server made itself, once.
final class ConnectorResource {
  private static final String TAG = "Connectors";
  private static final String ALL = "/v1/connectors";
  private static final String ONE = "/v1/connectors/{id}";
  private static final Map<String, ConnectorStatus> BY_HAND =
      Map.of("active", ConnectorStatus.ACTIVE, "paused", ConnectorStatus.PAUSED);

  private final Connectors store;
  private final Database database;
  private final Map<String, CrmConnector> kinds;

  ConnectorResource(Connectors store, Database database, Map<String, CrmConnector> kinds) {
    this.store = store;
    this.database = database;
    this.kinds = kinds;
  }

  List<Operation> operations() {
    return List.of(
        Operations.of("POST", ALL, "createConnector", TAG, "Send leads to another system")
            .takes("NewConnector")
            .gives(201, "CreatedConnector")
            .refuses(ApiCode.INVALID_CONNECTOR)
            .prepared(this::create),
        Operations.of("GET", ALL, "listConnectors", TAG, "List connectors, oldest first")
            .paged("ConnectorList")
            .in(
                (call, tx) -> {
                  var after = call.after(Call::uuid);
                  return Cursor.page(
                      call.limit(),
                      limit -> store.list(tx, after, limit),
                      ConnectorJson::of,
                      stored -> stored.connector().id().toString());
                }),
        Operations.of("GET", ONE, "getConnector", TAG, "Read a connector")
            .gives(200, "Connector")
            .in((call, tx) -> Reply.ok(ConnectorJson.of(find(call, tx)))),
        Operations.of("PATCH", ONE, "changeConnector", TAG, "Change, pause or resume a connector")
            .mayTake("ChangedConnector")
            .gives(200, "Connector")
            .refuses(ApiCode.INVALID_CONNECTOR)
            .prepared(this::change),
        Operations.of(
                "POST", ONE + "/rotate", "rotateSecret", TAG, "Replace the secret this server made")
            .gives(200, "CreatedConnector")
            .refuses(ApiCode.NO_SECRET)
            .in(this::rotate),
        Operations.of("DELETE", ONE, "deleteConnector", TAG, "Take a connector out of use")
            .gives(204, "")
            .in(
                (call, tx) -> {
                  if (!store.delete(tx, call.id("connector"))) {
                    throw ApiException.notFound("connector");
                  }
                  return Reply.nothing();
                }));
  }

  private Operation.Transaction create(Call call) {
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
    check(kind.get(), complete);
    String type = kind.get().type();
    var checked = new Connector(UUID.randomUUID(), call.tenant(), type, complete);
    List<Problem> warnings = asked(kind.get(), checked);
    return (_, tx) -> {
      Connector added = store.add(tx, call.tenant(), type, complete);
      store.keepToken(tx, checked.id(), added.id());
      return added(added, given, warnings);
    };
  }

  private static Reply added(Connector added, ConnectorConfig given, List<Problem> warnings) {
    ObjectNode body =
        ConnectorJson.of(new Connectors.Stored(added, ConnectorStatus.ACTIVE, Optional.empty()));
    warn(body, warnings);
    ObjectNode made = added.config().credentials().reveal();
    made.remove(given.credentials().reveal().properties().stream().map(Map.Entry::getKey).toList());
    if (!made.isEmpty()) {
      body.set("credentials", made);
    }
    return Reply.created(body, ALL + "/" + added.id());
  }

  /// Settings and mapping replace what was there. Credentials are put over those that were, so that
  /// one can be renewed without the others; whoever gives some means the connector to work again.
  private Operation.Transaction change(Call call) {
    Connectors.Stored before = database.inTenant(call.tenant(), tx -> find(call, tx));
    Change change = change(call, before.connector());
    List<Problem> warnings =
        change.asks() ? asked(change.kind().orElseThrow(), change.checked()) : List.of();
    return (_, tx) -> {
      find(call, tx);
      return changed(tx, change, warnings);
    };
  }

  /// What a call makes of a connector.
  ///
  /// @param asks it is another system, or another mapping
  /// @param checkedAs the id that new credentials are checked under
  private record Change(
      Connector connector,
      Optional<CrmConnector> kind,
      boolean renewed,
      Optional<ConnectorStatus> status,
      boolean asks,
      UUID checkedAs) {
    /// New credentials are asked with themselves, and not with the token of the old ones.
    Connector checked() {
      return renewed
          ? new Connector(checkedAs, connector.tenant(), connector.type(), connector.config())
          : connector;
    }
  }

  private Change change(Call call, Connector before) {
    Fields fields = call.fields();
    ConnectorConfig old = before.config();
    ObjectNode credentials = old.credentials().reveal();
    credentials.setAll(fields.object("credentials"));
    ConnectorConfig wanted =
        new ConnectorConfig(
            fields.has("settings") ? fields.object("settings") : old.settings(),
            Credentials.of(credentials),
            fields.has("mapping") ? fields.object("mapping") : old.mapping());
    Optional<ConnectorStatus> status = fields.word("status", BY_HAND);
    boolean renewed = fields.has("credentials");
    boolean other = renewed || fields.has("settings") || fields.has("mapping");
    fields.done();
    Optional<CrmConnector> kind = Optional.ofNullable(kinds.get(before.type()));
    kind.ifPresent(known -> check(known, wanted));
    Connector connector = new Connector(before.id(), call.tenant(), before.type(), wanted);
    return new Change(
        connector, kind, renewed, status, other && kind.isPresent(), UUID.randomUUID());
  }

  private Reply changed(DSLContext tx, Change change, List<Problem> warnings) {
    UUID id = change.connector().id();
    store.update(tx, change.connector());
    if (change.renewed()) {
      store.forgetToken(tx, id);
      store.keepToken(tx, change.checkedAs(), id);
    }
    if (change.renewed() || change.status().isPresent()) {
      ConnectorStatus next = change.status().orElse(ConnectorStatus.ACTIVE);
      store.setStatus(tx, id, next, "Paused by hand.");
    }
    ObjectNode body = ConnectorJson.of(store.find(tx, id).orElseThrow());
    warn(body, warnings);
    return Reply.ok(body);
  }

  /// What the other system says of the mapping: a refusal where it cannot work there, a warning
  /// where that cannot be asked now.
  private static List<Problem> asked(CrmConnector kind, Connector connector) {
    if (!(kind.checkMapping(connector) instanceof TestResult.NotReady(List<Problem> problems))) {
      return List.of();
    }
    List<Problem> ofMapping =
        problems.stream().filter(problem -> problem.path().startsWith("mapping")).toList();
    if (!ofMapping.isEmpty()) {
      refuse(ofMapping);
    }
    return problems;
  }

  private static void warn(ObjectNode body, List<Problem> warnings) {
    if (!warnings.isEmpty()) {
      ConnectorJson.problems(body.putArray("warnings"), warnings);
    }
  }

  /// The old secret is good for a while longer, so that the other side can change over.
  private Reply rotate(Call call, DSLContext tx) {
    call.fields().done();
    Connectors.Stored stored = find(call, tx);
    Connector connector = stored.connector();
    ConnectorConfig rotated =
        Optional.ofNullable(kinds.get(connector.type()))
            .flatMap(kind -> kind.rotated(connector.config()))
            .orElseThrow(
                () ->
                    ApiException.of(
                        ApiCode.NO_SECRET,
                        "This server makes no secret for connectors of this type; change"
                            + " its credentials instead."));
    store.update(tx, new Connector(connector.id(), connector.tenant(), connector.type(), rotated));
    ObjectNode body = ConnectorJson.of(stored);
    ObjectNode shown = body.putObject("credentials");
    rotated
        .credentials()
        .reveal()
        .properties()
        .forEach(
            made -> {
              if (made.getValue().isTextual()
                  && !connector
                      .config()
                      .credentials()
                      .text(made.getKey())
                      .equals(rotated.credentials().text(made.getKey()))) {
                shown.set(made.getKey(), made.getValue());
              }
            });
    return Reply.ok(body);
  }

  private static void check(CrmConnector kind, ConnectorConfig config) {
    if (kind.validate(config) instanceof Validation.Refused(List<Problem> problems)) {
      refuse(problems);
    }
  }

  private static void refuse(List<Problem> problems) {
    throw ApiException.of(
        ApiCode.INVALID_CONNECTOR,
        problems.stream().map(p -> ApiError.of(p.path(), p.code(), p.message())).toList());
  }

  private Connectors.Stored find(Call call, DSLContext tx) {
    return store
        .find(tx, call.id("connector"))
        .orElseThrow(() -> ApiException.notFound("connector"));
  }
}
