package dev.parley.crm.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.Connector;
import dev.parley.crm.FieldChanges;
import dev.parley.crm.FieldMapping.Wanted;
import dev.parley.crm.LeadView;
import dev.parley.crm.RemoteField;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import okhttp3.HttpUrl;

/// Lead records: finding, making and changing them.
final class ZohoLeads {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ZohoApi api;

  ZohoLeads(ZohoApi api) {
    this.api = api;
  }

  /// `Done` holds the record as it is.
  ZohoReply byId(Connector connector, String id) {
    ZohoOptions options = ZohoOptions.of(connector);
    HttpUrl url =
        api.url(options, "Leads")
            .addPathSegment(id)
            .addQueryParameter("fields", String.join(",", read(options)))
            .build();
    return first(api.get(connector, url, "data"));
  }

  /// Looks for a record by each field leads are known by; the strongest match first. The index may
  /// lag behind, so that finding nothing proves nothing: `upsert` is the gate.
  ZohoReply search(Connector connector, UUID id, Map<String, Wanted> wanted) {
    ZohoOptions options = ZohoOptions.of(connector);
    List<String> criteria = new ArrayList<>();
    for (String field : options.duplicateCheck()) {
      String value = keyValue(options, field, id, wanted);
      if (!value.isEmpty()) {
        criteria.add("(" + field + ":equals:" + escaped(value) + ")");
      }
    }
    HttpUrl url =
        api.url(options, "Leads/search")
            .addQueryParameter("criteria", "(" + String.join("or", criteria) + ")")
            .addQueryParameter("fields", String.join(",", read(options)))
            .build();
    ZohoReply reply = api.get(connector, url, "data");
    return reply instanceof ZohoReply.Done(var status, var body)
        ? strongest(status, body.path("data"), options, id, wanted)
        : reply;
  }

  private static ZohoReply strongest(
      int status, JsonNode records, ZohoOptions options, UUID id, Map<String, Wanted> wanted) {
    for (String field : options.duplicateCheck()) {
      String value = keyValue(options, field, id, wanted);
      for (JsonNode record : records) {
        if (!value.isEmpty() && record.path(field).asText().equalsIgnoreCase(value)) {
          return new ZohoReply.Done(status, record);
        }
      }
    }
    return new ZohoReply.Missing();
  }

  private static String keyValue(
      ZohoOptions options, String field, UUID id, Map<String, Wanted> wanted) {
    if (field.equals(options.leadId())) {
      return id.toString();
    }
    Wanted want = wanted.get(field);
    return want == null ? "" : want.value();
  }

  /// Parentheses, commas and backslashes mean something in criteria.
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").replace(",", "\\,");
  }

  private static Set<String> read(ZohoOptions options) {
    Set<String> fields = new LinkedHashSet<>(options.duplicateCheck());
    fields.addAll(options.mapping().fields());
    return fields;
  }

  HttpUrl upsertUrl(ZohoOptions options) {
    return api.url(options, "Leads/upsert").build();
  }

  /// What makes a lead, or changes the one that is there after all.
  static ObjectNode upsertBody(
      ZohoOptions options, UUID id, LeadView lead, Map<String, RemoteField> fields) {
    ObjectNode record = NODES.objectNode();
    options
        .mapping()
        .wanted(lead)
        .forEach(
            (field, want) -> record.set(field, ZohoFields.typed(want.value(), fields.get(field))));
    for (String required : new String[] {ZohoOptions.LAST_NAME, ZohoOptions.COMPANY}) {
      if (!record.has(required)) {
        record.put(required, options.placeholder());
      }
    }
    options.leadSource().ifPresent(source -> record.put("Lead_Source", source));
    record.put(options.leadId(), id.toString());
    ObjectNode body = rows(options, record);
    ArrayNode check = body.putArray("duplicate_check_fields");
    options.duplicateCheck().stream().filter(record::has).forEach(check::add);
    return body;
  }

  /// `Done` holds the row: `action`, `duplicate_field`, `details.id`.
  ZohoReply upsert(Connector connector, UUID id, LeadView lead, Map<String, RemoteField> fields) {
    ZohoOptions options = ZohoOptions.of(connector);
    ZohoReply reply =
        api.rows(
            api.send(connector, "POST", upsertUrl(options), upsertBody(options, id, lead, fields)));
    return reply instanceof ZohoReply.Done(var status, var row)
            && !ZohoErrors.isId(row.at("/details/id").asText())
        ? api.unreadable(status)
        : reply;
  }

  /// Writes what the field policies let a lead write, and nothing where that is nothing.
  ///
  /// @param now the record as it is
  /// @param previous the payload of the last delivery
  ZohoReply change(
      Connector connector,
      LeadView lead,
      Optional<String> previous,
      JsonNode now,
      Map<String, RemoteField> fields) {
    ZohoOptions options = ZohoOptions.of(connector);
    ObjectNode record =
        FieldChanges.of(
            options.mapping(),
            lead,
            previous,
            now,
            options.placeholder(),
            (field, value) -> ZohoFields.typed(value, fields.get(field)));
    return record.isEmpty()
        ? new ZohoReply.Done(200, MissingNode.getInstance())
        : put(connector, options, now.path("id").asText(), record);
  }

  /// Takes every mapped field back, leaving what Zoho requires.
  ZohoReply anonymise(Connector connector, String id) {
    ZohoOptions options = ZohoOptions.of(connector);
    ObjectNode record = NODES.objectNode();
    options.mapping().fields().forEach(record::putNull);
    record.put(ZohoOptions.LAST_NAME, "[erased]").put(ZohoOptions.COMPANY, "[erased]");
    return put(connector, options, id, record);
  }

  ZohoReply delete(Connector connector, String id) {
    HttpUrl url = api.url(ZohoOptions.of(connector), "Leads").addPathSegment(id).build();
    return api.rows(api.send(connector, "DELETE", url, null));
  }

  private ZohoReply put(Connector connector, ZohoOptions options, String id, ObjectNode record) {
    HttpUrl url = api.url(options, "Leads").addPathSegment(id).build();
    return api.rows(api.send(connector, "PUT", url, rows(options, record)));
  }

  private static ObjectNode rows(ZohoOptions options, ObjectNode record) {
    ObjectNode body = NODES.objectNode();
    body.putArray("data").add(record);
    // Left out, everything runs; an empty list stops it.
    if (!options.workflows()) {
      body.putArray("trigger");
    }
    return body;
  }

  private ZohoReply first(ZohoReply reply) {
    if (!(reply instanceof ZohoReply.Done(var status, var body))) {
      return reply;
    }
    JsonNode record = body.path("data").path(0);
    return ZohoErrors.isId(record.path("id").asText())
        ? new ZohoReply.Done(status, record)
        : api.unreadable(status);
  }
}
