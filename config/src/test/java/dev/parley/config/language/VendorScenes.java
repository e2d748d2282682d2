package dev.parley.config.language;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.language.ScriptedServer.Scene;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Answers as the vendors stream them, cut into small pieces.
public final class VendorScenes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PIECE_CHARS = 9;

  private VendorScenes() {}

  /// A whole answer of Anthropic's Messages API: 40 fresh, 900 cached and 60 newly cached tokens.
  public static Scene anthropic(String text) {
    return streamed(anthropicEvents(text, "end_turn"));
  }

  public static Scene streamed(List<String> events) {
    return stage -> {
      stage.openStream();
      for (String event : events) {
        stage.chunk(event);
      }
      stage.endStream();
    };
  }

  public static List<String> anthropicEvents(String text, String stopReason) {
    List<String> events = new ArrayList<>(anthropicStart("text", "\"text\":\"\""));
    for (String piece : pieces(text)) {
      events.add(
          named(
              "content_block_delta",
              "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
                  + "{\"type\":\"text_delta\",\"text\":%s}}".formatted(quoted(piece))));
    }
    events.addAll(anthropicEnd(stopReason));
    return events;
  }

  public static List<String> anthropicToolEvents(String arguments) {
    List<String> events =
        new ArrayList<>(
            anthropicStart("tool_use", "\"id\":\"toolu_1\",\"name\":\"shape\",\"input\":{}"));
    for (String piece : pieces(arguments)) {
      events.add(
          named(
              "content_block_delta",
              "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
                  + "{\"type\":\"input_json_delta\",\"partial_json\":%s}}"
                      .formatted(quoted(piece))));
    }
    events.addAll(anthropicEnd("tool_use"));
    return events;
  }

  public static List<String> anthropicStart(String blockType, String blockRest) {
    return List.of(
        named(
            "message_start",
            "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_01\",\"type\":\"message\","
                + "\"role\":\"assistant\",\"model\":\"claude-test\",\"content\":[],"
                + "\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":40,"
                + "\"cache_creation_input_tokens\":60,\"cache_read_input_tokens\":900,"
                + "\"output_tokens\":1}}}"),
        named(
            "content_block_start",
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"%s\",%s}}"
                .formatted(blockType, blockRest)),
        named("ping", "{\"type\":\"ping\"}"));
  }

  public static List<String> anthropicEnd(String stopReason) {
    return List.of(
        named("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}"),
        named(
            "message_delta",
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"%s\",".formatted(stopReason)
                + "\"stop_sequence\":null},\"usage\":{\"output_tokens\":25}}"),
        named("message_stop", "{\"type\":\"message_stop\"}"));
  }

  public static String anthropicError(String type) {
    return "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"of %s\"},"
            .formatted(type, type)
        + "\"request_id\":\"req_01\"}";
  }

  /// A whole answer of OpenAI's Chat Completions API: 1000 tokens read, 900 of them cached.
  public static Scene openAi(String text) {
    return streamed(openAiEvents(text, "stop"));
  }

  public static List<String> openAiEvents(String text, String finishReason) {
    List<String> events = new ArrayList<>();
    events.add(openAiDelta("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", null));
    for (String piece : pieces(text)) {
      events.add(openAiDelta("{\"content\":" + quoted(piece) + "}", null));
    }
    events.addAll(openAiEnd(finishReason));
    return events;
  }

  public static List<String> openAiToolEvents(String arguments) {
    List<String> events = new ArrayList<>();
    events.add(
        openAiDelta(
            "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"index\":0,"
                + "\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"shape\","
                + "\"arguments\":\"\"}}]}",
            null));
    for (String piece : pieces(arguments)) {
      events.add(
          openAiDelta(
              "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":%s}}]}"
                  .formatted(quoted(piece)),
              null));
    }
    events.addAll(openAiEnd("tool_calls"));
    return events;
  }

  public static List<String> openAiRefusal(String words) {
    List<String> events = new ArrayList<>();
    events.add(openAiDelta("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", null));
    for (String piece : pieces(words)) {
      events.add(openAiDelta("{\"refusal\":" + quoted(piece) + "}", null));
    }
    events.addAll(openAiEnd("stop"));
    return events;
  }

  public static List<String> openAiEnd(String finishReason) {
    return List.of(
        openAiDelta("{}", finishReason),
        "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,"
            + "\"model\":\"gpt-test\",\"choices\":[],\"usage\":{\"prompt_tokens\":1000,"
            + "\"completion_tokens\":25,\"total_tokens\":1025,\"prompt_tokens_details\":"
            + "{\"cached_tokens\":900,\"audio_tokens\":0},\"completion_tokens_details\":"
            + "{\"reasoning_tokens\":0}}}\n\n",
        "data: [DONE]\n\n");
  }

  public static String openAiError(String type, String code) {
    return "{\"error\":{\"message\":\"about %s\",\"type\":\"%s\",\"param\":null,\"code\":\"%s\"}}"
        .formatted(code, type, code);
  }

  private static String openAiDelta(String delta, String finishReason) {
    return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,"
        + "\"model\":\"gpt-test\",\"system_fingerprint\":\"fp\",\"choices\":[{\"index\":0,"
        + "\"delta\":%s,\"logprobs\":null,\"finish_reason\":%s}],\"usage\":null}\n\n"
            .formatted(delta, finishReason == null ? "null" : quoted(finishReason));
  }

  private static String named(String event, String data) {
    return "event: " + event + "\ndata: " + data + "\n\n";
  }

  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    for (int i = 0; i < text.length(); i += PIECE_CHARS) {
      pieces.add(text.substring(i, Math.min(text.length(), i + PIECE_CHARS)));
    }
    return pieces;
  }

  private static String quoted(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The parsed body of a request.
  public static ObjectNode body(ScriptedServer.Heard heard) {
    try {
      return (ObjectNode) JSON.readTree(heard.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
