package dev.parley.channel.hosted;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// An answer in OpenAI's shape, whole or as a stream.
///
/// @param endCall whether to end the call by the tool that was offered
record Completion(String id, Instant at, String model, String text, boolean endCall) {
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?…]\\s)");

  static Completion of(CompletionRequest request, HostedTalk.Said.Words words, Instant at) {
    return new Completion(
        "chatcmpl-" + UUID.randomUUID().toString().replace("-", ""),
        at,
        request.model(),
        words.text(),
        words.over() && request.mayEndCall());
  }

  byte[] whole() {
    ObjectNode answer = head("chat.completion");
    ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
    ObjectNode message = choice.putObject("message").put("role", "assistant").put("content", text);
    if (endCall) {
      tool(message, false);
    }
    choice.put("finish_reason", finish());
    answer
        .putObject("usage")
        .put("prompt_tokens", 0)
        .put("completion_tokens", 0)
        .put("total_tokens", 0);
    return Json.bytes(answer);
  }

  /// A sentence a piece, so that speech begins with the first.
  void stream(OutputStream out) throws IOException {
    List<ObjectNode> deltas = new ArrayList<>();
    deltas.add(Json.object().put("role", "assistant").put("content", ""));
    if (!text.isEmpty()) {
      for (String sentence : SENTENCE_END.split(text)) {
        deltas.add(Json.object().put("content", sentence));
      }
    }
    if (endCall) {
      ObjectNode call = Json.object();
      tool(call, true);
      deltas.add(call);
    }
    for (ObjectNode delta : deltas) {
      event(out, chunk(delta, Optional.empty()));
    }
    event(out, chunk(Json.object(), Optional.of(finish())));
    out.write("data: [DONE]\n\n".getBytes(UTF_8));
    out.flush();
  }

  private String finish() {
    return endCall ? "tool_calls" : "stop";
  }

  private void tool(ObjectNode into, boolean indexed) {
    ObjectNode call = into.putArray("tool_calls").addObject();
    if (indexed) {
      call.put("index", 0);
    }
    call.put("id", "call_" + id.substring(id.length() - 24)).put("type", "function");
    call.putObject("function")
        .put("name", "end_call")
        .put("arguments", "{\"reason\":\"conversation_over\"}");
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

  private static void event(OutputStream out, ObjectNode data) throws IOException {
    out.write("data: ".getBytes(UTF_8));
    out.write(Json.bytes(data));
    out.write("\n\n".getBytes(UTF_8));
    out.flush();
  }
}
