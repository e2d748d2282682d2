package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import java.util.List;
import java.util.Map;

/// A request that is not done, as RFC 9457 problem+json. Rolls back the transaction it leaves.
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ApiCode code;
  private final transient List<ApiError> errors;
  private final transient Map<String, String> headers;

  private ApiException(
      ApiCode code, String detail, List<ApiError> errors, Map<String, String> headers) {
    super(detail, null, false, false);
    this.code = code;
    this.errors = List.copyOf(errors);
    this.headers = Map.copyOf(headers);
  }

  static ApiException of(ApiCode code, String detail) {
    return new ApiException(code, detail, List.of(), Map.of());
  }

  static ApiException with(ApiCode code, String detail, Map<String, String> headers) {
    return new ApiException(code, detail, List.of(), headers);
  }

  /// A body with errors, all of them.
  static ApiException of(ApiCode code, List<ApiError> errors) {
    return new ApiException(code, errors.getFirst().message(), errors, Map.of());
  }

  static ApiException at(ApiCode code, String path, String detail) {
    return of(code, List.of(ApiError.of(path, code.wireName(), detail)));
  }

  static ApiException notFound(String what) {
    return of(ApiCode.NOT_FOUND, "There is no " + what + " of that name here.");
  }

  int status() {
    return code.status();
  }

  Map<String, String> headers() {
    return headers;
  }

  ObjectNode body() {
    ObjectNode body = Json.object();
    body.put("type", "about:blank");
    body.put("title", code.title());
    body.put("status", code.status());
    body.put("code", code.wireName());
    body.put("detail", getMessage());
    if (!errors.isEmpty()) {
      body.put("path", errors.getFirst().path());
      ArrayNode all = body.putArray("errors");
      errors.forEach(error -> all.add(json(error)));
    }
    return body;
  }

  private static ObjectNode json(ApiError error) {
    ObjectNode node = Json.object();
    node.put("path", error.path());
    node.put("code", error.code());
    node.put("message", error.message());
    error.line().ifPresent(line -> node.put("line", line));
    error.column().ifPresent(column -> node.put("column", column));
    return node;
  }
}
