package dev.parley.channel.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// An answer in OpenAI's shape, whole or in chunks.
record Completion(String id, Instant at, String model) {

  static Completion to(CompletionRequest request, Instant at) {
    return new Completion(
        "chatcmpl-" + UUID.randomUUID().toString().replace("-", ""), at, request.model());
  }

  /// @param endCall whether to end the call by the tool that was offered
  byte[] whole(String text, boolean endCall) {
    ObjectNode answer = head("chat.completion");
    ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
    ObjectNode message = choice.putObject("message").put("role", "assistant").put("content", text);
    if (endCall) {
      tool(message);
    }
    choice.put("finish_reason", finish(endCall));
    answer
        .putObject("usage")
        .put("prompt_tokens", 0)
        .put("completion_tokens", 0)
        .put("total_tokens", 0);
    return Json.bytes(answer);
  }

  ObjectNode beginning() {
    return chunk(Json.object().put("role", "assistant").put("content", ""), Optional.empty());
  }

  ObjectNode words(String text) {
    return chunk(Json.object().put("content", text), Optional.empty());
  }

  ObjectNode endsCall() {
    ObjectNode delta = Json.object();
    tool(delta).put("index", 0);
    return chunk(delta, Optional.empty());
  }

  ObjectNode end(boolean endCall) {
    return chunk(Json.object(), Optional.of(finish(endCall)));
  }

  /// As OpenAI writes errors.
  static ObjectNode error(boolean ours, String code, String message) {
    ObjectNode answer = Json.object();
    ObjectNode error = answer.putObject("error").put("message", message);
    error.put("type", ours ? "server_error" : "invalid_request_error");
    error.putNull("param").put("code", code);
    return answer;
  }

  private static String finish(boolean endCall) {
    return endCall ? "tool_calls" : "stop";
  }

  private ObjectNode tool(ObjectNode into) {
    ObjectNode call = into.putArray("tool_calls").addObject();
    call.put("id", "call_" + id.substring(id.length() - 24)).put("type", "function");
    call.putObject("function")
        .put("name", "end_call")
        .put("arguments", "{\"reason\":\"conversation_over\"}");
    return call;
  }

  private ObjectNode chunk(ObjectNode delta, Optional<String> finish) {
    ObjectNode chunk = head("chat.completion.chunk");
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.put("finish_reason", finish.orElse(null));
    return chunk;
  }

  private ObjectNode head(String object) {
    return Json.object()
        .put("id", id)
        .put("object", object)
        .put("created", at.getEpochSecond())
        .put("model", model);
  }
}
