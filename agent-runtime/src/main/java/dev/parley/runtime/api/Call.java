package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.config.tenant.Caller;
import dev.parley.config.tenant.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// One admitted request: who asks, for what, with which body.
///
/// @param path values of the address's parts in braces
/// @param query only parameters the operation knows
/// @param contentType without parameters, in lower case; empty without a body
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record Call(
    Caller caller,
    Map<String, String> path,
    Map<String, String> query,
    Optional<String> ifMatch,
    String contentType,
    byte[] body) {
  static final int LIMIT_MAX = 200;
  static final int LIMIT_DEFAULT = 50;

  TenantId tenant() {
    return caller.tenant();
  }

  String part(String name) {
    return path.getOrDefault(name, "");
  }

  /// An id out of the address; what is no id names nothing.
  UUID id(String what) {
    return uuid(part("id")).orElseThrow(() -> ApiException.notFound(what));
  }

  static Optional<UUID> uuid(String text) {
    try {
      UUID id = UUID.fromString(text);
      return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  int limit() {
    String given = query.get("limit");
    if (given == null) {
      return LIMIT_DEFAULT;
    }
    if (given.matches("[0-9]{1,3}")) {
      int limit = Integer.parseInt(given);
      if (limit >= 1 && limit <= LIMIT_MAX) {
        return limit;
      }
    }
    throw ApiException.of(
        ApiCode.BAD_PARAMETER, "limit must be a whole number from 1 to " + LIMIT_MAX + ".");
  }

  <T> Optional<T> after(Function<String, Optional<T>> read) {
    String cursor = query.get("after");
    if (cursor == null) {
      return Optional.empty();
    }
    Optional<T> last = Cursor.read(cursor).flatMap(read);
    if (last.isEmpty()) {
      throw ApiException.of(
          ApiCode.BAD_PARAMETER, "after must be the 'next' of the page before, unchanged.");
    }
    return last;
  }

  /// A filter that must be one of some words.
  Optional<String> word(String name, java.util.Collection<String> words) {
    Optional<String> given = Optional.ofNullable(query.get(name));
    if (given.isPresent() && !words.contains(given.get())) {
      throw ApiException.of(
          ApiCode.BAD_PARAMETER, name + " must be one of " + String.join(", ", words) + ".");
    }
    return given;
  }

  Optional<UUID> idFilter(String name) {
    Optional<String> given = Optional.ofNullable(query.get(name));
    Optional<UUID> id = given.flatMap(Call::uuid);
    if (given.isPresent() && id.isEmpty()) {
      throw ApiException.of(ApiCode.BAD_PARAMETER, name + " must be an id.");
    }
    return id;
  }

  /// The body as fields; no body counts as none.
  Fields fields() {
    if (body.length == 0) {
      return new Fields(Json.object());
    }
    try {
      JsonNode node = Json.parse(body);
      if (node instanceof ObjectNode object) {
        return new Fields(object);
      }
      throw ApiException.at(ApiCode.INVALID_BODY, "", "The body must be a JSON object.");
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw ApiException.of(
          ApiCode.BAD_JSON,
          e.getLocation() == null
              ? "The body is not JSON."
              : "The body is not JSON: line %d, column %d."
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
  }
}
