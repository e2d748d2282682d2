package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a request that was done is answered with.
///
/// @param file sent instead of a body
record Reply(
    int status, Optional<JsonNode> body, Map<String, String> headers, Optional<FileBody> file) {
  Reply {
    headers = Map.copyOf(headers);
  }

  Reply(int status, Optional<JsonNode> body, Map<String, String> headers) {
    this(status, body, headers, Optional.empty());
  }

  static Reply file(FileBody file) {
    return new Reply(200, Optional.empty(), Map.of(), Optional.of(file));
  }

  static Reply ok(JsonNode body) {
    return new Reply(200, Optional.of(body), Map.of());
  }

  static Reply created(JsonNode body, String location) {
    return new Reply(201, Optional.of(body), Map.of("Location", location));
  }

  static Reply nothing() {
    return new Reply(204, Optional.empty(), Map.of());
  }

  Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, body, more, file);
  }
}
