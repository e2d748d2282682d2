package dev.parley.runtime.api;

import dev.parley.channel.http.CappedBody;
import dev.parley.config.tenant.ApiKeys;
import dev.parley.config.tenant.Caller;
import dev.parley.runtime.api.Operation.Body;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Lets a request in: who asks, which operation, may they, and is the request well-formed. Reads at
/// most as many bytes as the operation needs. Thread-safe.
final class Gate {
  static final int FIELDS_BYTES_MAX = 64 * 1024;
  static final int DEFINITION_BYTES_MAX = dev.parley.config.agent.AgentDefinitionReader.BYTES_MAX;
  static final Set<String> YAML_TYPES =
      Set.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");
  static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");

  private static final String JSON_TYPE = "application/json";
  private static final Pattern BEARER = Pattern.compile("(?i)bearer +(\\S+) *");
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,255}");

  private final List<Operation> operations;
  private final ApiKeys keys;

  Gate(List<Operation> operations, ApiKeys keys) {
    this.operations = List.copyOf(operations);
    this.keys = keys;
  }

  record Admitted(Operation operation, Call call, Optional<String> idempotencyKey) {}

  Admitted admit(ServerRequest request) {
    Caller caller = caller(request);
    List<String> address = address(request);
    Operation operation = operation(request.prologue().method().text(), address);
    if (!operation.access().allows(caller)) {
      throw ApiException.of(
          ApiCode.FORBIDDEN, "This needs a key of the role " + operation.access().needs() + ".");
    }
    Map<String, String> query = query(request, operation);
    accepts(request, operation.answerTypes());
    Optional<String> idempotencyKey = idempotencyKey(request, operation);
    byte[] body = body(request, operation);
    Call call =
        new Call(
            caller,
            operation.match(address).orElseThrow(),
            query,
            request.headers().first(HeaderNames.IF_MATCH),
            body.length == 0 ? "" : contentType(request),
            body);
    return new Admitted(operation, call, idempotencyKey);
  }

  private Caller caller(ServerRequest request) {
    Optional<String> header = request.headers().first(HeaderNames.AUTHORIZATION);
    if (header.isEmpty()) {
      throw unauthorized("Send an API key: 'Authorization: Bearer <key>'.", "");
    }
    return Optional.of(BEARER.matcher(header.get()))
        .filter(java.util.regex.Matcher::matches)
        .flatMap(bearer -> keys.authenticate(bearer.group(1)))
        .orElseThrow(
            () ->
                unauthorized(
                    "This API key is not known, or was revoked.", ", error=\"invalid_token\""));
  }

  private static ApiException unauthorized(String detail, String error) {
    return ApiException.with(
        ApiCode.UNAUTHORIZED,
        detail,
        Map.of("WWW-Authenticate", "Bearer realm=\"parley\"" + error));
  }

  /// The address in parts, each decoded by itself: an encoded slash stays inside its part.
  private static List<String> address(ServerRequest request) {
    String raw = request.prologue().uriPath().rawPath();
    try {
      return Operation.parts(raw).stream()
          .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
          .toList();
    } catch (IllegalArgumentException e) {
      throw ApiException.of(ApiCode.NOT_FOUND, "There is nothing at this address.");
    }
  }

  private Operation operation(String method, List<String> address) {
    List<Operation> here = mostLiteral(address);
    if (here.isEmpty()) {
      throw ApiException.of(ApiCode.NOT_FOUND, "There is nothing at this address.");
    }
    return here.stream()
        .filter(each -> each.method().equals(method))
        .findFirst()
        .orElseThrow(
            () ->
                ApiException.with(
                    ApiCode.METHOD_NOT_ALLOWED,
                    "This address takes "
                        + String.join(", ", here.stream().map(Operation::method).toList())
                        + ".",
                    Map.of(
                        "Allow",
                        String.join(", ", here.stream().map(Operation::method).toList()))));
  }

  /// Where a word and an id would both do, the word is meant: `/v1/leads/export` is no lead.
  private List<Operation> mostLiteral(List<String> address) {
    List<Operation> all =
        operations.stream().filter(each -> each.match(address).isPresent()).toList();
    int fewest = all.stream().mapToInt(Operation::braces).min().orElse(0);
    return all.stream().filter(each -> each.braces() == fewest).toList();
  }

  private static Map<String, String> query(ServerRequest request, Operation operation) {
    Map<String, String> query = new HashMap<>();
    for (String name : request.query().names()) {
      List<String> values = request.query().all(name);
      if (!operation.query().containsKey(name) || values.size() != 1) {
        throw ApiException.of(
            ApiCode.BAD_PARAMETER,
            operation.query().isEmpty()
                ? "This address takes no parameters."
                : "This address takes each of these at most once: "
                    + String.join(", ", operation.query().keySet().stream().sorted().toList())
                    + ".");
      }
      query.put(name, values.getFirst());
    }
    return query;
  }

  private static void accepts(ServerRequest request, List<String> types) {
    List<String> accepted = new ArrayList<>();
    if (request.headers().contains(HeaderNames.ACCEPT)) {
      request
          .headers()
          .get(HeaderNames.ACCEPT)
          .allValues(true)
          .forEach(value -> accepted.add(value.toLowerCase(Locale.ROOT)));
    }
    boolean fits =
        accepted.isEmpty()
            || accepted.stream()
                .filter(value -> !value.matches(".*;\\s*q=0(\\.0*)?\\s*(;.*)?"))
                .map(value -> value.replaceFirst(";.*", "").strip())
                .anyMatch(
                    value ->
                        value.equals("*/*")
                            || types.contains(value)
                            || types.stream().anyMatch(type -> value.equals(kind(type))));
    if (!fits) {
      throw ApiException.of(
          ApiCode.NOT_ACCEPTABLE, "Answers are " + String.join(" or ", types) + ".");
    }
  }

  private static String kind(String type) {
    return type.substring(0, type.indexOf('/')) + "/*";
  }

  private static Optional<String> idempotencyKey(ServerRequest request, Operation operation) {
    Optional<String> key =
        operation.writes() ? request.headers().first(IDEMPOTENCY_KEY) : Optional.empty();
    if (key.isPresent() && !KEY.matcher(key.get()).matches()) {
      throw ApiException.of(
          ApiCode.BAD_PARAMETER,
          "Idempotency-Key must be 1 to 255 printable characters without spaces.");
    }
    return key;
  }

  private static byte[] body(ServerRequest request, Operation operation) {
    if (!operation.reads()) {
      return new byte[0];
    }
    boolean definition = operation.body() instanceof Body.Definition;
    byte[] body = read(request, definition ? DEFINITION_BYTES_MAX : FIELDS_BYTES_MAX);
    if (body.length == 0 && !required(operation)) {
      return body;
    }
    String type = contentType(request);
    if (!type.equals(JSON_TYPE) && !(definition && YAML_TYPES.contains(type))) {
      throw ApiException.of(
          ApiCode.UNSUPPORTED_MEDIA_TYPE,
          definition
              ? "Send the definition as application/json or application/yaml."
              : "Send the body as application/json.");
    }
    if (body.length == 0 && !definition) {
      throw ApiException.of(ApiCode.BAD_JSON, "The body is empty.");
    }
    return body;
  }

  private static boolean required(Operation operation) {
    return switch (operation.body()) {
      case Body.None() -> false;
      case Body.Fields(String schema, boolean required) -> required;
      case Body.Definition() -> true;
    };
  }

  private static byte[] read(ServerRequest request, int bytesMax) {
    // The rest of a longer body is not read for ever: the connection ends with the answer.
    return CappedBody.read(request, bytesMax)
        .orElseThrow(
            () ->
                ApiException.with(
                    ApiCode.BODY_TOO_LARGE,
                    "The body may have at most " + bytesMax + " bytes.",
                    Map.of("Connection", "close")));
  }

  private static String contentType(ServerRequest request) {
    return request
        .headers()
        .first(HeaderNames.CONTENT_TYPE)
        .map(type -> type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
        .orElse("");
  }
}
