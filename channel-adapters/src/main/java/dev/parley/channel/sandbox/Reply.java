package dev.parley.channel.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.json.Json;
import java.util.Map;

/// A simulated vendor's answer.
///
/// @param body not copied: nobody writes to it
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Reply(int status, String mediaType, Map<String, String> headers, byte[] body) {
  public Reply {
    headers = Map.copyOf(headers);
  }

  public static Reply json(int status, JsonNode body) {
    return new Reply(status, "application/json", Map.of(), Json.bytes(body));
  }
}
