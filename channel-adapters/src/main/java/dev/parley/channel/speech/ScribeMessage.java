package dev.parley.channel.speech;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalDouble;

/// What the realtime recognition says, as its `message_type` tells.
sealed interface ScribeMessage {
  /// It listens.
  record Started() implements ScribeMessage {}

  /// Words so far, or settled but not committed; maybe none.
  record Partial(String text) implements ScribeMessage {}

  record Committed(String text) implements ScribeMessage {}

  record Detailed(String text, Optional<String> language, OptionalDouble confidence)
      implements ScribeMessage {}

  record Failed(ScribeError error) implements ScribeMessage {}

  /// Nothing for us: entities, edits, warnings, what is new.
  record Other() implements ScribeMessage {}

  static ScribeMessage read(String text) {
    JsonNode message;
    try {
      message = Json.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      return new Other();
    }
    String words = message.path("text").asText("").strip();
    String type = message.path("message_type").asText("");
    return switch (type) {
      case "session_started" -> new Started();
      case "partial_transcript", "final_transcript" -> new Partial(words);
      case "committed_transcript" -> new Committed(words);
      case "committed_transcript_with_timestamps" ->
          new Detailed(
              words,
              LanguageCode.of(message.path("language_code").asText("")),
              confidence(message.path("words")));
      case "warning" -> new Other();
      default -> message.hasNonNull("error") ? new Failed(ScribeError.of(type)) : new Other();
    };
  }

  /// The words' mean probability.
  private static OptionalDouble confidence(JsonNode words) {
    double sum = 0;
    int count = 0;
    for (JsonNode word : words) {
      JsonNode logprob = word.path("logprob");
      if (word.path("type").asText("word").equals("word") && logprob.isNumber()) {
        sum += Math.min(0, logprob.asDouble());
        count++;
      }
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.exp(sum / count));
  }
}
