package dev.parley.crm.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.CallLog;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// An attempt's calls as they are stored. Pure.
final class CallJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CallJson() {}

  static String write(List<CallLog.Call> calls) {
    ArrayNode all = JSON.createArrayNode();
    for (CallLog.Call call : calls) {
      ObjectNode node = all.addObject();
      node.put("method", call.method());
      node.put("url", call.url());
      node.put("request", call.request());
      call.status().ifPresent(status -> node.put("status", status));
      node.put("answer", call.answer());
    }
    return all.toString();
  }

  /// @param payload the delivery's, which the stored calls refer to
  static List<CallLog.Call> read(String stored, String payload) {
    try {
      List<CallLog.Call> calls = new ArrayList<>();
      for (JsonNode node : JSON.readTree(stored)) {
        calls.add(
            new CallLog.Call(
                node.path("method").asText(),
                node.path("url").asText(),
                node.path("request").asText().replace(CallLog.PAYLOAD, payload),
                node.has("status")
                    ? OptionalInt.of(node.path("status").asInt())
                    : OptionalInt.empty(),
                node.path("answer").asText()));
      }
      return calls;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the database holds only valid JSON", e);
    }
  }
}
