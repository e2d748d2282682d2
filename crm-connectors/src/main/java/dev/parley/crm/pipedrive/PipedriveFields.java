package dev.parley.crm.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.Connector;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;

/// The fields of an account, by mapping target: `person.<code>` and `lead.<code>`. Leads have no
/// fields of their own: theirs are the deals'. Thread-safe.
final class PipedriveFields {
  private static final int PAGES_MAX = 20;
  private static final int ACCOUNTS_MAX = 1_000;

  private record Kept(Map<String, PipedriveField> fields, Instant until) {}

  private final PipedriveApi api;
  private final PipedriveSettings settings;
  private final Clock clock;
  private final Map<UUID, Kept> kept = new ConcurrentHashMap<>();

  PipedriveFields(PipedriveApi api, PipedriveSettings settings, Clock clock) {
    this.api = api;
    this.settings = settings;
    this.clock = clock;
  }

  /// As they were a while ago at most; read anew where one of `needed` is not among them.
  Map<String, PipedriveField> of(Connector connector, Iterable<String> needed) {
    Kept last = kept.get(connector.id());
    if (last != null && clock.instant().isBefore(last.until()) && hasAll(last.fields(), needed)) {
      return last.fields();
    }
    return read(connector);
  }

  private static boolean hasAll(Map<String, PipedriveField> fields, Iterable<String> needed) {
    for (String target : needed) {
      if (!fields.containsKey(target)) {
        return false;
      }
    }
    return true;
  }

  Map<String, PipedriveField> read(Connector connector) {
    Map<String, PipedriveField> fields = new LinkedHashMap<>();
    read(connector, "personFields", "person.", fields);
    read(connector, "dealFields", "lead.", fields);
    if (kept.size() >= ACCOUNTS_MAX) {
      kept.clear();
    }
    kept.put(connector.id(), new Kept(fields, clock.instant().plus(settings.fieldsKept())));
    return fields;
  }

  private void read(
      Connector connector, String path, String prefix, Map<String, PipedriveField> into) {
    Optional<String> cursor = Optional.empty();
    for (int page = 0; page < PAGES_MAX; page++) {
      HttpUrl.Builder url = api.v2(path).addQueryParameter("limit", "500");
      cursor.ifPresent(at -> url.addQueryParameter("cursor", at));
      JsonNode body =
          api.get(connector, url.build()).orElseGet(JsonNodeFactory.instance::objectNode);
      for (JsonNode field : body.path("data")) {
        into.put(prefix + field.path("field_code").asText(), field(field));
      }
      cursor =
          Optional.ofNullable(body.at("/additional_data/next_cursor").textValue())
              .filter(next -> !next.isEmpty());
      if (cursor.isEmpty()) {
        return;
      }
    }
  }

  private static PipedriveField field(JsonNode field) {
    Map<String, Integer> options = new LinkedHashMap<>();
    for (JsonNode option : field.path("options")) {
      if (option.path("id").isInt()) {
        options.put(option.path("label").asText(), option.path("id").asInt());
      }
    }
    return new PipedriveField(
        field.path("field_code").asText(),
        field.path("field_name").asText(),
        field.path("field_type").asText(),
        field.path("is_custom_field").asBoolean(false),
        options);
  }

  /// Makes a custom field that leads (and deals) have from then on.
  Optional<PipedriveField> make(
      Connector connector, String name, String type, List<String> options) {
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("field_name", name).put("field_type", type);
    if (!options.isEmpty()) {
      ArrayNode labels = body.putArray("options");
      options.forEach(label -> labels.addObject().put("label", label));
    }
    kept.remove(connector.id());
    return api.send(connector, "POST", api.v2("dealFields").build(), body)
        .map(made -> field(made.path("data")));
  }
}
