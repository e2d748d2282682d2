package dev.parley.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.parley.crm.Connector;
import dev.parley.crm.FieldCache;
import dev.parley.crm.RemoteField;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The fields of an org's leads and tasks, and values in their types.
final class SalesforceFields {
  private final SalesforceApi api;
  private final FieldCache cache;

  SalesforceFields(SalesforceApi api, Clock clock) {
    this.api = api;
    this.cache = new FieldCache(clock);
  }

  /// `Done` holds the description `read` reads.
  SalesforceReply describe(Connector connector, String object) {
    SalesforceOptions options = SalesforceOptions.of(connector);
    return api.get(
        connector,
        api.url(options, "sobjects").addPathSegments(object + "/describe").build(),
        described -> described.path("fields").isArray());
  }

  static List<RemoteField> read(JsonNode description) {
    List<RemoteField> fields = new ArrayList<>();
    for (JsonNode field : description.path("fields")) {
      boolean writable =
          field.path("createable").asBoolean() && field.path("updateable").asBoolean();
      List<String> options = new ArrayList<>();
      for (JsonNode option : field.path("picklistValues")) {
        if (option.path("active").asBoolean() && field.path("restrictedPicklist").asBoolean()) {
          options.add(option.path("value").asText());
        }
      }
      fields.add(
          new RemoteField(
              field.path("name").asText(),
              field.path("label").asText(),
              field.path("type").asText(),
              writable,
              writable
                  && !field.path("nillable").asBoolean(true)
                  && !field.path("defaultedOnCreate").asBoolean(),
              field.path("externalId").asBoolean() && field.path("unique").asBoolean(),
              field.path("length").asInt(),
              options));
    }
    return fields;
  }

  /// What was read last is used for a while; empty where it cannot be read now.
  Map<String, RemoteField> known(Connector connector) {
    return cache.fields(
        connector,
        () ->
            describe(connector, "Lead") instanceof SalesforceReply.Done(_, var description)
                ? Optional.of(read(description))
                : Optional.empty());
  }

  void keep(Connector connector, List<RemoteField> fields) {
    cache.keep(connector, fields);
  }

  /// Salesforce refuses a number as text, and a text as number.
  static JsonNode typed(String value, @Nullable RemoteField field) {
    return switch (field == null ? "" : field.type()) {
      case "double", "currency", "percent", "int" -> number(value);
      case "boolean" -> BooleanNode.valueOf(Boolean.parseBoolean(value));
      default -> TextNode.valueOf(value);
    };
  }

  private static JsonNode number(String value) {
    try {
      return DecimalNode.valueOf(new BigDecimal(value));
    } catch (NumberFormatException e) {
      return TextNode.valueOf(value); // refused there, with the field's name
    }
  }
}
