package dev.parley.crm.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.Connector;
import dev.parley.crm.DeliveryStopped;
import dev.parley.crm.FieldMapping.Wanted;
import java.math.BigDecimal;
import java.util.Optional;
import okhttp3.HttpUrl;

/// Finds or makes the lead. Its `origin_id` holds our own id; that is not unique and cannot be
/// searched for, but a person's leads can be listed, and lists do not lag.
final class PipedriveLeads {
  static final String REF = "leads/";
  private static final int PAGE = 500;
  private static final int PAGES_MAX = 20;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// @param fresh made just now: nothing can hang on it yet
  record Placed(String id, boolean fresh) {}

  private final PipedriveApi api;

  PipedriveLeads(PipedriveApi api) {
    this.api = api;
  }

  /// Empty where the lead was there once and is no more: turned into a deal, or deleted.
  Optional<Placed> upsert(PipedriveDelivery delivery, long person) {
    Optional<String> ref = known(delivery.request().remoteRef());
    Optional<JsonNode> found =
        ref.isPresent()
            ? read(delivery.connector(), ref.get())
            : find(delivery.connector(), person, delivery.lead().text("id"));
    if (found.isPresent()) {
      update(delivery, found.get());
      return Optional.of(new Placed(found.get().path("id").asText(), false));
    }
    return ref.isPresent() ? Optional.empty() : Optional.of(create(delivery, person));
  }

  static Optional<String> known(Optional<String> remoteRef) {
    return remoteRef.filter(ref -> ref.startsWith(REF)).map(ref -> ref.substring(REF.length()));
  }

  Optional<JsonNode> read(Connector connector, String id) {
    return api.get(connector, api.v1("leads").addPathSegment(id).build())
        .map(body -> body.path("data"));
  }

  /// Among the person's leads, those in the archive too.
  Optional<JsonNode> find(Connector connector, long person, String origin) {
    Optional<JsonNode> open = find(connector, "leads", person, origin);
    return open.isPresent() ? open : find(connector, "leads/archived", person, origin);
  }

  private Optional<JsonNode> find(Connector connector, String path, long person, String origin) {
    for (int page = 0; page < PAGES_MAX; page++) {
      HttpUrl url =
          api.v1(path)
              .addQueryParameter("person_id", Long.toString(person))
              .addQueryParameter("start", Integer.toString(page * PAGE))
              .addQueryParameter("limit", Integer.toString(PAGE))
              .build();
      Optional<JsonNode> body = api.get(connector, url);
      for (JsonNode lead : body.map(each -> each.path("data")).orElseGet(NODES::arrayNode)) {
        if (lead.path("origin_id").asText().equals(origin)) {
          return Optional.of(lead);
        }
      }
      boolean more =
          body.map(each -> each.at("/additional_data/pagination/more_items_in_collection"))
              .map(JsonNode::asBoolean)
              .orElse(false);
      if (!more) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private Placed create(PipedriveDelivery delivery, long person) {
    return api.send(
            delivery.connector(), "POST", api.v1("leads").build(), creation(delivery, person))
        .map(body -> body.at("/data/id").asText())
        .filter(id -> !id.isEmpty())
        .map(id -> new Placed(id, true))
        .orElseThrow(() -> new DeliveryStopped(PipedriveTurns.again("lead_unreadable")));
  }

  static ObjectNode creation(PipedriveDelivery delivery, long person) {
    ObjectNode body =
        NODES.objectNode().put("person_id", person).put("origin_id", delivery.lead().text("id"));
    for (var entry : delivery.wanted().entrySet()) {
      put(delivery, entry.getKey(), entry.getValue(), NODES.objectNode(), body);
    }
    return body;
  }

  private void update(PipedriveDelivery delivery, JsonNode lead) {
    ObjectNode changes = NODES.objectNode();
    for (var entry : delivery.wanted().entrySet()) {
      put(delivery, entry.getKey(), entry.getValue(), lead, changes);
    }
    if (!changes.isEmpty()) {
      HttpUrl url = api.v1("leads").addPathSegment(lead.path("id").asText()).build();
      api.send(delivery.connector(), "PATCH", url, changes);
    }
  }

  /// @param lead as it is; an empty one is new, and every field may be written
  private static void put(
      PipedriveDelivery delivery, String target, Wanted want, JsonNode lead, ObjectNode into) {
    boolean fresh = lead.isEmpty();
    switch (target) {
      case PipedriveMapping.TITLE -> {
        if (fresh || delivery.writes(target, want, lead.path("title").asText(""))) {
          into.put("title", want.value());
        }
      }
      case PipedriveMapping.CLOSE_DATE -> {
        String date = want.value().substring(0, Math.min(10, want.value().length()));
        if (fresh
            || delivery.writes(
                target,
                new Wanted(date, want.policy()),
                lead.path("expected_close_date").asText(""))) {
          into.put("expected_close_date", date);
        }
      }
      case PipedriveMapping.AMOUNT -> {
        String now = PipedriveField.plain(lead.path("value").path("amount"));
        if (fresh || delivery.writes(target, want, now)) {
          amount(delivery, target, want).ifPresent(value -> into.set("value", value));
        }
      }
      default -> custom(delivery, target, want, lead, into);
    }
  }

  private static void custom(
      PipedriveDelivery delivery, String target, Wanted want, JsonNode lead, ObjectNode into) {
    Optional<PipedriveField> field = delivery.field(target, "lead");
    Optional<JsonNode> value = field.flatMap(known -> delivery.value(target, known, want, true));
    if (field.isEmpty() || value.isEmpty()) {
      return;
    }
    String code = field.get().code();
    if (lead.isEmpty()
        || delivery.changes(target, field.get(), want, lead.path(code), value.get(), true)) {
      into.set(code, value.get());
      if (field.get().type().equals("monetary")) {
        delivery.currency(target).ifPresent(currency -> into.put(code + "_currency", currency));
      }
    }
  }

  private static Optional<JsonNode> amount(PipedriveDelivery delivery, String target, Wanted want) {
    var money = new PipedriveField("value", "", "monetary", false, java.util.Map.of());
    Optional<JsonNode> value = delivery.value(target, money, want, false);
    return value.map(
        both ->
            NODES
                .objectNode()
                .put("amount", new BigDecimal(both.path("value").asText()))
                .put("currency", both.path("currency").asText()));
  }
}
