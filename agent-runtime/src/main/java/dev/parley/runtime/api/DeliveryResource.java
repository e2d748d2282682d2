package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.config.store.Database;
import dev.parley.crm.CallLog;
import dev.parley.crm.delivery.Deliveries;
import dev.parley.crm.delivery.DeliveryStatus;
import dev.parley.crm.delivery.DeliveryView;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/// Deliveries of leads to connectors, try by try, and again by hand.
final class DeliveryResource {
  private static final String TAG = "Deliveries";
  private static final String ALL = "/v1/deliveries";
  private static final String ONE = "/v1/deliveries/{id}";
  private static final List<String> STATUSES =
      Arrays.stream(DeliveryStatus.values()).map(DeliveryStatus::wireName).toList();

  private final Deliveries deliveries;
  private final DeliveryReplayer replayer;
  private final Database database;
  private final RemoteRecords records;

  DeliveryResource(
      Deliveries deliveries, DeliveryReplayer replayer, Database database, RemoteRecords records) {
    this.records = records;
    this.deliveries = deliveries;
    this.replayer = replayer;
    this.database = database;
  }

  List<Operation> operations() {
    return List.of(
        Operations.of("GET", ALL, "listDeliveries", TAG, "List deliveries, oldest first")
            .paged("DeliveryList")
            .filters("status", "Only pending, delivered, rejected or dead ones")
            .filters("connector", "Only to this connector")
            .filters("lead", "Only of this lead")
            .in(this::list),
        Operations.of("GET", ONE, "getDelivery", TAG, "Read a delivery and its attempts")
            .gives(200, "Delivery")
            .in((call, tx) -> Reply.ok(whole(tx, find(call, tx)))),
        Operations.of("POST", ONE + "/replay", "replayDelivery", TAG, "Deliver once more")
            .needs(Access.ADMINISTER)
            .gives(200, "Delivery")
            .refuses(ApiCode.REPLAY_NOT_NOW)
            .outside(this::replay));
  }

  private Reply list(Call call, DSLContext tx) {
    Optional<UUID> after = call.after(Call::uuid);
    Deliveries.Filter filter =
        new Deliveries.Filter(
            call.idFilter("connector"),
            call.idFilter("lead"),
            call.word("status", STATUSES)
                .map(status -> DeliveryStatus.valueOf(status.toUpperCase(Locale.ROOT))));
    // One more than shown: the page asks for it to see whether there is a next one.
    List<DeliveryView> views = deliveries.list(tx, filter, after, call.limit() + 1);
    RemoteRecords.Links links =
        records.links(tx, views.stream().map(DeliveryView::connector).toList());
    return Cursor.page(
        call.limit(), _ -> views, view -> json(view, links), view -> view.id().toString());
  }

  private Reply replay(Call call) {
    call.fields().done();
    switch (replayer.replay(call.tenant(), call.id("delivery"))) {
      case NOT_FOUND -> throw ApiException.notFound("delivery");
      case NOT_NOW ->
          throw ApiException.of(
              ApiCode.REPLAY_NOT_NOW,
              "An attempt is under way, or the connector was deleted; nothing was changed.");
      case DUE -> {
        // Answered below with how it stands now.
      }
    }
    return Reply.ok(database.inTenant(call.tenant(), tx -> whole(tx, find(call, tx))));
  }

  private DeliveryView find(Call call, DSLContext tx) {
    return deliveries
        .find(tx, call.id("delivery"))
        .orElseThrow(() -> ApiException.notFound("delivery"));
  }

  private ObjectNode whole(DSLContext tx, DeliveryView view) {
    return json(view, records.links(tx, List.of(view.connector())));
  }

  private static ObjectNode json(DeliveryView view, RemoteRecords.Links links) {
    ObjectNode node = Json.object();
    node.put("id", view.id().toString());
    node.put("connector", view.connector().toString());
    node.put("lead", view.lead().toString());
    node.put("revision", view.revision());
    node.put("event", view.event());
    node.put("status", view.status().wireName());
    node.put("code", view.code().orElse(null));
    node.put("reason", view.reason().orElse(null));
    node.put("remote_ref", view.remoteRef().orElse(null));
    node.put("remote_url", links.of(view.connector(), view.remoteRef()).orElse(null));
    node.put("created_at", view.createdAt().toString());
    ArrayNode attempts = node.putArray("attempts");
    view.attempts().forEach(attempt -> attempts.add(tried(attempt)));
    return node;
  }

  private static ObjectNode tried(DeliveryView.Attempt attempt) {
    ObjectNode node = Json.object();
    node.put("at", attempt.at().toString());
    node.put("outcome", attempt.outcome());
    node.put("code", attempt.code().orElse(null));
    attempt
        .statusCode()
        .ifPresentOrElse(code -> node.put("status_code", code), () -> node.putNull("status_code"));
    node.put("error", attempt.error().orElse(null));
    node.put("next_at", attempt.nextAt().map(Instant::toString).orElse(null));
    if (!attempt.calls().isEmpty()) {
      ArrayNode calls = node.putArray("calls");
      attempt.calls().forEach(call -> calls.add(called(call)));
    }
    return node;
  }

  private static ObjectNode called(CallLog.Call call) {
    ObjectNode node = Json.object();
    node.put("method", call.method());
    node.put("url", call.url());
    node.put("request", call.request());
    call.status()
        .ifPresentOrElse(status -> node.put("status", status), () -> node.putNull("status"));
    node.put("answer", call.answer());
    return node;
  }
}
