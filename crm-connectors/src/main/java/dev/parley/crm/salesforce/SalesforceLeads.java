package dev.parley.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.Connector;
import dev.parley.crm.FieldChanges;
import dev.parley.crm.LeadView;
import dev.parley.crm.RemoteField;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import okhttp3.HttpUrl;

/// Lead records: reading them, and the part of a composite that writes one.
final class SalesforceLeads {
  static final String REFERENCE = "lead";
  static final String TO_REFERENCE = "@{lead.id}";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final SalesforceApi api;

  SalesforceLeads(SalesforceApi api) {
    this.api = api;
  }

  SalesforceReply byExternalId(Connector connector, UUID lead) {
    SalesforceOptions options = SalesforceOptions.of(connector);
    HttpUrl url =
        api.url(options, "sobjects/Lead")
            .addPathSegment(options.externalId())
            .addPathSegment(lead.toString())
            .addQueryParameter("fields", read(options))
            .build();
    return api.get(connector, url, SalesforceLeads::isRecord);
  }

  SalesforceReply byId(Connector connector, String id) {
    SalesforceOptions options = SalesforceOptions.of(connector);
    HttpUrl url =
        api.url(options, "sobjects/Lead")
            .addPathSegment(id)
            .addQueryParameter("fields", read(options))
            .build();
    return api.get(connector, url, SalesforceLeads::isRecord);
  }

  private static boolean isRecord(JsonNode body) {
    return SalesforceApi.isId(body.path("Id").asText());
  }

  private static String read(SalesforceOptions options) {
    Set<String> fields = new LinkedHashSet<>();
    fields.add("Id");
    fields.add("IsConverted");
    fields.add("ConvertedContactId");
    fields.addAll(options.mapping().fields());
    return String.join(",", fields);
  }

  /// Writes a lead that is not there yet.
  SalesforceComposite.Part creation(
      SalesforceOptions options,
      UUID id,
      LeadView lead,
      Map<String, RemoteField> fields,
      boolean saveDuplicates) {
    ObjectNode body = NODES.objectNode();
    options
        .mapping()
        .wanted(lead)
        .forEach(
            (field, want) ->
                body.set(field, SalesforceFields.typed(want.value(), fields.get(field))));
    for (String required : new String[] {SalesforceOptions.LAST_NAME, SalesforceOptions.COMPANY}) {
      if (!body.has(required)) {
        body.put(required, options.placeholder());
      }
    }
    options.leadSource().ifPresent(source -> body.put("LeadSource", source));
    String url = api.path() + "/sobjects/Lead/" + options.externalId() + "/" + id;
    return new SalesforceComposite.Part("PATCH", url, REFERENCE, body, saveDuplicates);
  }

  /// Writes what the field policies let a lead write; empty where that is nothing.
  ///
  /// @param now the record as it is
  /// @param previous the payload of the last delivery
  Optional<SalesforceComposite.Part> change(
      SalesforceOptions options,
      LeadView lead,
      Optional<String> previous,
      JsonNode now,
      Map<String, RemoteField> fields) {
    ObjectNode body =
        FieldChanges.of(
            options.mapping(),
            lead,
            previous,
            now,
            options.placeholder(),
            (field, value) -> SalesforceFields.typed(value, fields.get(field)));
    String url = api.path() + "/sobjects/Lead/" + now.path("Id").asText();
    // The rules were asked when the lead came; a change must not fall foul of its own match.
    return body.isEmpty()
        ? Optional.empty()
        : Optional.of(new SalesforceComposite.Part("PATCH", url, REFERENCE, body, true));
  }

  /// Takes every mapped field back, leaving what Salesforce requires.
  SalesforceReply anonymise(Connector connector, String id) {
    SalesforceOptions options = SalesforceOptions.of(connector);
    ObjectNode body = NODES.objectNode();
    options.mapping().fields().forEach(body::putNull);
    body.put(SalesforceOptions.LAST_NAME, "[erased]").put(SalesforceOptions.COMPANY, "[erased]");
    return api.send(connector, "PATCH", record(options, id), body, JsonNode::isMissingNode);
  }

  SalesforceReply delete(Connector connector, String id) {
    return api.send(
        connector,
        "DELETE",
        record(SalesforceOptions.of(connector), id),
        null,
        JsonNode::isMissingNode);
  }

  private HttpUrl record(SalesforceOptions options, String id) {
    return api.url(options, "sobjects/Lead").addPathSegment(id).build();
  }
}
