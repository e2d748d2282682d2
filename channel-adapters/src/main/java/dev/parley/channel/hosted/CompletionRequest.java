package dev.parley.channel.hosted;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A question in OpenAI's shape. Its model, its system and tool messages and everything else about
/// sampling are passed over: what the agent is and says is decided here.
///
/// @param model as it was named, to be named again
/// @param mayEndCall whether a tool called `end_call` is offered
record CompletionRequest(Asked asked, boolean stream, String model, boolean mayEndCall) {
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7E]{1,200}");
  private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");
  private static final int MODEL_CHARS_MAX = 100;
  private static final int TEXT_CHARS_MAX = 8_000;
  private static final List<String> CONVERSATION_KEYS =
      List.of("conversation_id", "system__conversation_id");
  private static final List<String> CALLER_KEYS =
      List.of("caller_id", "system__caller_id", "external_number", "phone");

  /// @param header the conversation's id where it came in a header
  /// @throws BadRequest where it cannot be answered, with OpenAI's words for it
  static CompletionRequest read(byte[] body, Optional<String> header, int messagesMax) {
    JsonNode request;
    try {
      request = Json.parse(body);
    } catch (JsonProcessingException e) {
      throw new BadRequest("invalid_json", "The body is not JSON.");
    }
    JsonNode messages = request.path("messages");
    if (!messages.isArray() || messages.size() > messagesMax) {
      throw new BadRequest(
          "invalid_messages", "messages must be a list of at most " + messagesMax + ".");
    }
    String conversation =
        header
            .or(() -> first(request, CONVERSATION_KEYS))
            .or(() -> text(request, "user"))
            .filter(id -> ID.matcher(id).matches())
            .orElseThrow(
                () ->
                    new BadRequest(
                        "conversation_missing",
                        "Name the conversation: conversation_id in elevenlabs_extra_body, or"
                            + " user."));
    Optional<String> caller =
        first(request, CALLER_KEYS).filter(number -> E164.matcher(number).matches());
    String model = request.path("model").asText("parley");
    return new CompletionRequest(
        asked(conversation, caller, messages),
        request.path("stream").asBoolean(false),
        model.substring(0, Math.min(MODEL_CHARS_MAX, model.length())),
        offersEndCall(request.path("tools")));
  }

  private static Asked asked(String conversation, Optional<String> caller, JsonNode messages) {
    List<String> contact = new ArrayList<>();
    StringBuilder greeting = new StringBuilder();
    StringBuilder heard = new StringBuilder();
    StringBuilder between = new StringBuilder();
    for (JsonNode message : messages) {
      String text = content(message.path("content"));
      if (text.isEmpty()) {
        continue;
      }
      switch (message.path("role").asText("")) {
        case "user" -> {
          if (contact.isEmpty()) {
            greeting.append(between);
          }
          heard.setLength(0);
          heard.append(between);
          between.setLength(0);
          contact.add(text);
        }
        case "assistant" -> between.append(between.isEmpty() ? "" : " ").append(text);
        default -> {}
      }
    }
    return new Asked(conversation, caller, contact, greeting.toString(), heard.toString());
  }

  /// A text, or the texts of its parts.
  private static String content(JsonNode content) {
    StringBuilder text = new StringBuilder();
    if (content.isTextual()) {
      text.append(content.asText());
    } else {
      for (JsonNode part : content) {
        if (part.path("type").asText("").equals("text")) {
          text.append(text.isEmpty() ? "" : " ").append(part.path("text").asText(""));
        }
      }
    }
    String plain = text.toString().replace('\0', ' ').strip();
    return plain.substring(0, Math.min(TEXT_CHARS_MAX, plain.length()));
  }

  private static Optional<String> first(JsonNode request, List<String> keys) {
    for (String place : List.of("elevenlabs_extra_body", "metadata", "custom_llm_extra_body", "")) {
      JsonNode object = place.isEmpty() ? request : request.path(place);
      for (String key : keys) {
        Optional<String> found = text(object, key);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> text(JsonNode object, String key) {
    return Optional.of(object.path(key).asText("").strip()).filter(text -> !text.isEmpty());
  }

  private static boolean offersEndCall(JsonNode tools) {
    for (JsonNode tool : tools) {
      if (tool.at("/function/name").asText("").equals("end_call")) {
        return true;
      }
    }
    return false;
  }

  /// A request of the caller's that cannot be answered.
  static final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String code;

    BadRequest(String code, String message) {
      super(message, null, false, false);
      this.code = code;
    }

    String code() {
      return code;
    }
  }
}
