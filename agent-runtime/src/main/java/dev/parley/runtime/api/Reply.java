package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a request that was done is answered with.
record Reply(int status, Optional<JsonNode> body, Map<String, String> headers) {
  Reply {
    headers = Map.copyOf(headers);
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
    return new Reply(status, body, more);
  }
}
