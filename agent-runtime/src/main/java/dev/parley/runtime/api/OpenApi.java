package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.runtime.api.Operation.Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Describes the table of operations as OpenAPI 3.1. What is served cannot be missing here, since
/// both come from the same rows.
final class OpenApi {
  /// Files are served as nothing that is shown or run.
  static final String CSV_TYPE = "text/csv; charset=utf-8";
  static final String NDJSON_TYPE = "application/x-ndjson";

  /// Many leads as a file, in either form.
  static final String EXPORT = "LeadExport";

  static final String FILE_TYPE = "application/octet-stream";

  /// The schema of an operation that answers with a file.
  static final String FILE = "File";

  private static final String SCHEMA_REF = "#/components/schemas/";
  private static final String DEFINITION = "AgentDefinition";

  private final List<Operation> operations;

  OpenApi(List<Operation> operations) {
    this.operations = operations;
  }

  ObjectNode document() {
    ObjectNode document = Json.object();
    document.put("openapi", "3.1.0");
    ObjectNode info = document.putObject("info");
    info.put("title", "Parley");
    info.put("version", "1");
    info.put(
        "description",
        "Agents that talk to prospects and put trustworthy leads into your systems. Every error is"
            + " RFC 9457 problem+json with a stable code.");
    document.putArray("servers").addObject().put("url", "/");
    document.putArray("security").addObject().putArray("key");
    ObjectNode paths = document.putObject("paths");
    for (Operation operation : operations) {
      ObjectNode path =
          paths.has(operation.template())
              ? (ObjectNode) paths.get(operation.template())
              : paths.putObject(operation.template());
      path.set(operation.method().toLowerCase(java.util.Locale.ROOT), describe(operation));
    }
    // Doors that keep another vendor's manners: they are served beside these operations.
    paths.setAll(Json.stored(resource("/api/beside.json")));
    ObjectNode components = document.putObject("components");
    components
        .putObject("securitySchemes")
        .putObject("key")
        .put("type", "http")
        .put("scheme", "bearer");
    components.set("schemas", schemas());
    return document;
  }

  private static ObjectNode describe(Operation operation) {
    ObjectNode node = Json.object();
    node.put("operationId", operation.name());
    node.put("summary", operation.summary());
    node.put("description", "Needs a key of the role " + operation.access().needs() + ".");
    node.putArray("tags").add(operation.tag());
    parameters(operation, node.putArray("parameters"));
    body(operation, node);
    ObjectNode responses = node.putObject("responses");
    new TreeMap<>(operation.replies())
        .forEach((status, schema) -> reply(responses, status, schema, operation));
    refusals(operation)
        .forEach(
            (status, codes) ->
                problem(
                    responses.putObject(Integer.toString(status)),
                    String.join(", ", codes.stream().map(ApiCode::wireName).toList())));
    problem(responses.putObject("default"), "internal_error, try_again");
    return node;
  }

  private static void parameters(Operation operation, ArrayNode parameters) {
    for (String part : Operation.parts(operation.template())) {
      if (part.startsWith("{")) {
        parameter(parameters, part.substring(1, part.length() - 1), "path", "string")
            .put("required", true);
      }
    }
    new TreeMap<>(operation.query())
        .forEach(
            (name, meaning) -> {
              ObjectNode parameter =
                  parameter(parameters, name, "query", name.equals("limit") ? "integer" : "string");
              parameter.put("description", meaning);
            });
    if (operation.writes()) {
      parameter(parameters, "Idempotency-Key", "header", "string")
          .put("description", "Doing it again with the same key answers the same and does nothing");
    }
    if (operation.refusals().contains(ApiCode.REVISION_MISMATCH)) {
      parameter(parameters, "If-Match", "header", "string")
          .put("description", "Only while the draft still has this ETag");
    }
  }

  private static ObjectNode parameter(ArrayNode parameters, String name, String in, String type) {
    ObjectNode parameter = parameters.addObject();
    parameter.put("name", name).put("in", in);
    parameter.putObject("schema").put("type", type);
    return parameter;
  }

  private static void body(Operation operation, ObjectNode node) {
    switch (operation.body()) {
      case Body.None() -> {
        // Nothing to describe.
      }
      case Body.Fields(String schema, boolean required) -> {
        ObjectNode body = node.putObject("requestBody").put("required", required);
        content(body, "application/json", schema);
      }
      case Body.Definition() -> {
        ObjectNode body = node.putObject("requestBody").put("required", true);
        content(body, "application/json", DEFINITION);
        content(body, "application/yaml", DEFINITION);
      }
    }
  }

  private static void reply(ObjectNode responses, int status, String schema, Operation operation) {
    ObjectNode response = responses.putObject(Integer.toString(status));
    response.put("description", status == 204 ? "Done" : operation.summary());
    if (!schema.isEmpty()) {
      types(schema).forEach(type -> content(response, type, schema));
    }
    if (schema.equals("Agent")) {
      response.putObject("headers").putObject("ETag").putObject("schema").put("type", "string");
    }
  }

  /// The types an answer of a schema comes in.
  static List<String> types(String schema) {
    return switch (schema) {
      case FILE -> List.of(FILE_TYPE);
      case EXPORT -> List.of("text/csv", NDJSON_TYPE);
      default -> List.of("application/json");
    };
  }

  private static void problem(ObjectNode response, String codes) {
    response.put("description", codes);
    content(response, "application/problem+json", "Problem");
  }

  private static void content(ObjectNode node, String type, String schema) {
    ObjectNode content =
        node.has("content") ? (ObjectNode) node.get("content") : node.putObject("content");
    content.putObject(type).putObject("schema").put("$ref", SCHEMA_REF + schema);
  }

  /// The codes an operation may answer with, by status: its own, and those that follow from what it
  /// takes.
  static Map<Integer, Set<ApiCode>> refusals(Operation operation) {
    Set<ApiCode> codes = EnumSet.of(ApiCode.UNAUTHORIZED, ApiCode.NOT_ACCEPTABLE);
    codes.add(ApiCode.BAD_PARAMETER);
    codes.addAll(operation.refusals());
    if (operation.access() != Access.READ) {
      codes.add(ApiCode.FORBIDDEN);
    }
    if (operation.template().contains("{")) {
      codes.add(ApiCode.NOT_FOUND);
    }
    if (operation.writes()) {
      codes.add(ApiCode.IDEMPOTENCY_KEY_REUSED);
      codes.add(ApiCode.IDEMPOTENCY_IN_PROGRESS);
    }
    if (operation.reads()) {
      codes.add(ApiCode.BODY_TOO_LARGE);
      codes.add(ApiCode.UNSUPPORTED_MEDIA_TYPE);
      codes.addAll(
          operation.body() instanceof Body.Definition
              ? List.of(ApiCode.INVALID_DEFINITION)
              : List.of(ApiCode.INVALID_BODY, ApiCode.BAD_JSON));
    }
    Map<Integer, Set<ApiCode>> byStatus = new TreeMap<>();
    codes.forEach(
        code ->
            byStatus.computeIfAbsent(code.status(), _ -> EnumSet.noneOf(ApiCode.class)).add(code));
    return byStatus;
  }

  private static ObjectNode schemas() {
    ObjectNode schemas = Json.stored(resource("/api/schemas.json"));
    // The definition's own schema becomes one of ours, its parts under names of their own.
    String renamed =
        resource("/schema/agent-definition.json")
            .replace("#/$defs/", SCHEMA_REF + DEFINITION + ".");
    ObjectNode definition = Json.stored(renamed);
    ObjectNode parts = (ObjectNode) definition.remove("$defs");
    definition.remove(List.of("$schema", "$id"));
    schemas.set(DEFINITION, definition);
    new ArrayList<>(parts.properties())
        .forEach(part -> schemas.set(DEFINITION + "." + part.getKey(), part.getValue()));
    return schemas;
  }

  private static String resource(String name) {
    try (InputStream in = OpenApi.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
