package dev.parley.runtime.api;

import static dev.parley.config.store.generated.Tables.AGENTS;
import static dev.parley.config.store.generated.Tables.AGENT_VERSIONS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/// The fields leads of this tenant may have: what its published agents ask and look for. Of two
/// agents that use one id, the first by name says its type.
final class OfferedFields {
  /// More are not shown: a system with more fields could not be mapped by hand anyway.
  private static final int FIELDS_MAX = 1000;

  /// @param type as in agent definitions: `text`, `phone`, `money`, `choice` …
  /// @param options of a choice; otherwise empty
  record OfferedField(String id, String type, List<String> options) {
    OfferedField {
      options = List.copyOf(options);
    }
  }

  private OfferedFields() {}

  static List<OfferedField> of(DSLContext tx) {
    Map<String, OfferedField> fields = new LinkedHashMap<>();
    tx.select(AGENT_VERSIONS.DEFINITION)
        .from(AGENTS)
        .join(AGENT_VERSIONS)
        .on(
            AGENT_VERSIONS.TENANT_ID.eq(AGENTS.TENANT_ID),
            AGENT_VERSIONS.AGENT.eq(AGENTS.AGENT),
            AGENT_VERSIONS.VERSION.eq(AGENTS.PUBLISHED))
        .where(AGENTS.DELETED_AT.isNull())
        .orderBy(AGENTS.AGENT)
        .forEach(row -> add(Json.stored(row.value1().data()), fields));
    return List.copyOf(fields.values());
  }

  private static void add(ObjectNode definition, Map<String, OfferedField> fields) {
    for (String part : List.of("questions", "lead_fields")) {
      for (JsonNode field : definition.path(part)) {
        String id = field.path("id").asText();
        if (fields.size() < FIELDS_MAX) {
          fields.putIfAbsent(id, new OfferedField(id, field.path("type").asText(), options(field)));
        }
      }
    }
  }

  private static List<String> options(JsonNode field) {
    List<String> options = new ArrayList<>();
    field.path("options").fieldNames().forEachRemaining(options::add);
    return options;
  }
}
