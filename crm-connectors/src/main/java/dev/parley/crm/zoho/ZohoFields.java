package dev.parley.crm.zoho;

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

/// The fields of an account's leads, and values in their types.
final class ZohoFields {
  private final ZohoApi api;
  private final FieldCache cache;

  ZohoFields(ZohoApi api, Clock clock) {
    this.api = api;
    this.cache = new FieldCache(clock);
  }

  /// `Done` holds the list `read` reads.
  ZohoReply list(Connector connector) {
    return api.get(
        connector,
        api.url(ZohoOptions.of(connector), "settings/fields")
            .addQueryParameter("module", "Leads")
            .build(),
        "fields");
  }

  static List<RemoteField> read(JsonNode body) {
    List<RemoteField> fields = new ArrayList<>();
    for (JsonNode field : body.path("fields")) {
      JsonNode may = field.path("operation_type");
      boolean writable =
          !field.path("read_only").asBoolean()
              && !field.path("field_read_only").asBoolean()
              && may.path("api_create").asBoolean(true)
              && may.path("api_update").asBoolean(true);
      List<String> options = new ArrayList<>();
      field
          .path("pick_list_values")
          .forEach(option -> options.add(option.path("actual_value").asText()));
      fields.add(
          new RemoteField(
              field.path("api_name").asText(),
              field.path("field_label").asText(),
              field.path("data_type").asText(),
              writable,
              field.path("system_mandatory").asBoolean(),
              !field.path("unique").isEmpty(),
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
            list(connector) instanceof ZohoReply.Done(_, var body)
                ? Optional.of(read(body))
                : Optional.empty());
  }

  void keep(Connector connector, List<RemoteField> fields) {
    cache.keep(connector, fields);
  }

  /// Zoho refuses a number as text, and a text as number.
  static JsonNode typed(String value, @Nullable RemoteField field) {
    return switch (field == null ? "" : field.type()) {
      case "integer", "bigint", "double", "currency", "percent" -> number(value);
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
