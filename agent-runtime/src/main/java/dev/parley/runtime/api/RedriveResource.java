package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.config.store.Database;
import dev.parley.crm.Connector;
import dev.parley.crm.CrmConnector;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.delivery.Connectors;
import dev.parley.crm.delivery.DeliveryPreview;
import dev.parley.crm.delivery.DeliveryReplay;
import dev.parley.crm.delivery.DeliveryReplay.Failed;
import dev.parley.crm.delivery.DeliveryStatus;
import dev.parley.lead.LeadRows;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Many failed deliveries again at once, and what a delivery would send before it is sent.
final class RedriveResource {
  private static final String TAG = "Deliveries";

  /// In one request; the rest is told of, and asked for again.
  private static final int REDRIVEN_MAX = 10_000;

  private static final int CODE_CHARS_MAX = 100;
  private static final Map<String, DeliveryStatus> FAILED =
      Map.of("dead", DeliveryStatus.DEAD, "rejected", DeliveryStatus.REJECTED);

  private final Database database;
  private final DeliveryReplay replay;
  private final Connectors connectors;
  private final DeliveryPreview previews;
  private final Map<String, CrmConnector> kinds;
  private final Clock clock;

  RedriveResource(
      Database database,
      DeliveryReplay replay,
      Connectors connectors,
      Map<String, CrmConnector> kinds,
      Clock clock) {
    this.database = database;
    this.replay = replay;
    this.connectors = connectors;
    this.previews = new DeliveryPreview(connectors);
    this.kinds = kinds;
    this.clock = clock;
  }

  List<Operation> operations() {
    return List.of(
        Operations.of(
                "POST",
                "/v1/deliveries/redrive",
                "redriveDeliveries",
                TAG,
                "Deliver all or some that failed once more")
            .needs(Access.ADMINISTER)
            .mayTake("Redrive")
            .gives(200, "Redriven")
            .outside(this::redrive),
        Operations.of(
                "GET",
                "/v1/deliveries/{id}/preview",
                "previewDelivery",
                TAG,
                "See what a delivery's next attempt would send")
            .gives(200, "Preview")
            .outside(this::previewDelivery),
        Operations.of(
                "POST",
                "/v1/connectors/{id}/preview",
                "previewLead",
                "Connectors",
                "See what a lead would be sent as, without sending it")
            .takes("PreviewOf")
            .gives(200, "Preview")
            .outside(this::previewLead));
  }

  private Reply redrive(Call call) {
    Fields fields = call.fields();
    Failed which =
        new Failed(
            id(fields, "connector"),
            id(fields, "lead"),
            fields.word("status", FAILED).map(Set::of).orElse(Set.of()),
            fields.optionalText("code", CODE_CHARS_MAX),
            instant(fields, "from"),
            instant(fields, "until"));
    boolean dryRun = fields.flag("dry_run");
    fields.done();
    int failed = replay.failed(call.tenant(), which);
    int redriven = dryRun ? 0 : replay.redrive(call.tenant(), which, REDRIVEN_MAX);
    ObjectNode body = Json.object();
    body.put("matched", failed);
    body.put("redriven", redriven);
    body.put("dry_run", dryRun);
    return Reply.ok(body);
  }

  private Reply previewDelivery(Call call) {
    return preview(
        database
            .inTenant(call.tenant(), tx -> previews.ofDelivery(tx, call.id("delivery")))
            .orElseThrow(() -> ApiException.notFound("delivery")));
  }

  private Reply previewLead(Call call) {
    Fields fields = call.fields();
    fields.require("lead");
    Optional<UUID> lead = id(fields, "lead");
    fields.done();
    return preview(
        database.inTenant(
            call.tenant(),
            tx -> {
              Connector connector =
                  connectors
                      .find(tx, call.id("connector"))
                      .orElseThrow(() -> ApiException.notFound("connector"))
                      .connector();
              String payload =
                  new LeadRows()
                      .find(tx, lead.orElseThrow())
                      .orElseThrow(() -> ApiException.notFound("lead"))
                      .lead()
                      .toString();
              return previews.ofLead(tx, connector, lead.get(), payload, clock.instant());
            }));
  }

  /// Kinds may read the transcript for it: no transaction is open.
  private Reply preview(DeliveryRequest request) {
    CrmConnector kind = kinds.get(request.connector().type());
    return Reply.ok(ConnectorJson.of(kind == null ? List.of() : kind.preview(request)));
  }

  private static Optional<UUID> id(Fields fields, String name) {
    Optional<String> text = fields.optionalText(name, CODE_CHARS_MAX);
    Optional<UUID> id = text.flatMap(Call::uuid);
    if (text.isPresent() && id.isEmpty()) {
      fields.wrong(name, "bad_id", "this must be an id");
    }
    return id;
  }

  private static Optional<Instant> instant(Fields fields, String name) {
    Optional<String> text = fields.optionalText(name, CODE_CHARS_MAX);
    try {
      return text.map(each -> OffsetDateTime.parse(each).toInstant());
    } catch (DateTimeException e) {
      fields.wrong(name, "bad_time", "this must be a time such as 2026-11-22T09:00:00Z");
      return Optional.empty();
    }
  }
}
