package dev.parley.channel.voice.relay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import java.util.Optional;

/// ConversationRelay's messages, read and written. Unknown types, fields and shapes are left alone.
final class RelayFrames {
  // A socket's thread lives as long as its call: it borrows buffers and keeps none.
  private static final JsonMapper JSON =
      new JsonMapper(JsonFactory.builder().recyclerPool(Json.BUFFERS).build());

  private RelayFrames() {}

  sealed interface Message {
    record Setup(String session, String callId, String ticket) implements Message {}

    /// @param last the contact's turn is over
    record Prompt(String text, Optional<String> language, boolean last) implements Message {}

    record Interrupt(String heard) implements Message {}

    record Dtmf(char digit) implements Message {}

    /// @param description Twilio's words, which may quote ours: not for logs
    record Failed(String description) implements Message {}

    /// Twilio's voice has fallen silent.
    record Silent() implements Message {}

    /// Nothing for us.
    record Other() implements Message {}
  }

  /// Empty when it is not JSON.
  static Optional<Message> read(String text) {
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
    return Optional.of(
        switch (node.path("type").asText()) {
          case "setup" ->
              new Message.Setup(
                  node.path("sessionId").asText(),
                  node.path("callSid").asText(),
                  node.path("customParameters").path("ticket").asText());
          case "prompt" ->
              new Message.Prompt(
                  node.path("voicePrompt").asText().strip(),
                  Optional.of(node.path("lang").asText()).filter(tag -> !tag.isBlank()),
                  node.path("last").asBoolean(true));
          case "interrupt" -> new Message.Interrupt(node.path("utteranceUntilInterrupt").asText());
          case "dtmf" -> dtmf(node.path("digit").asText());
          case "error" -> new Message.Failed(node.path("description").asText());
          case "info" -> info(node);
          default -> new Message.Other();
        });
  }

  private static Message dtmf(String digit) {
    return digit.length() == 1 && "0123456789*#ABCD".contains(digit)
        ? new Message.Dtmf(digit.charAt(0))
        : new Message.Other();
  }

  /// The shape is not written down: both spellings that are seen are read.
  private static Message info(JsonNode node) {
    String value = node.path("value").asText(node.path("state").asText());
    boolean silent = value.equals("off") || value.equals("false") || value.equals("stopped");
    return node.path("name").asText().equals("agentSpeaking") && silent
        ? new Message.Silent()
        : new Message.Other();
  }

  static String text(String token, boolean last, Optional<String> language, boolean interruptible) {
    ObjectNode node =
        JSON.createObjectNode().put("type", "text").put("token", token).put("last", last);
    language.ifPresent(tag -> node.put("lang", tag));
    return node.put("interruptible", interruptible).put("preemptible", false).toString();
  }

  static String language(String tag) {
    return JSON.createObjectNode()
        .put("type", "language")
        .put("ttsLanguage", tag)
        .put("transcriptionLanguage", tag)
        .toString();
  }

  static String end(String handoff) {
    return JSON.createObjectNode().put("type", "end").put("handoffData", handoff).toString();
  }
}
