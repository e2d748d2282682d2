package dev.parley.channel.speech;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.voice.SpeechSynthesis.Audio;
import dev.parley.config.json.Json;
import java.nio.charset.StandardCharsets;

/// What the synthesis says. Both spellings of every key are read: the vendor uses both.
sealed interface VoiceMessage {
  /// A piece of speech, maybe the last.
  ///
  /// @param characters of the text it was made from, as the vendor tells; empty where it does not
  record Piece(String context, Audio audio, String characters, boolean last)
      implements VoiceMessage {}

  /// A context has ended; its place is free.
  record Final(String context) implements VoiceMessage {}

  /// All that was sent to a context so far has been spoken.
  record Flushed(String context) implements VoiceMessage {}

  record Failed(VoiceError error) implements VoiceMessage {}

  /// Nothing for us.
  record Other() implements VoiceMessage {}

  static VoiceMessage read(String text) {
    JsonNode message;
    try {
      message = Json.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      return new Other();
    }
    if (message.hasNonNull("error")) {
      return new Failed(VoiceError.of(message.path("error").asText("")));
    }
    String context = either(message, "contextId", "context_id").asText("");
    if (message.path("type").asText("").equals("flush_done")) {
      return new Flushed(context);
    }
    boolean last = either(message, "isFinal", "is_final").asBoolean(false);
    String audio = message.path("audio").asText("");
    if (!audio.isEmpty() && isBase64(audio)) {
      JsonNode own = message.path("alignment");
      JsonNode spoken =
          own.isObject() ? own : either(message, "normalizedAlignment", "normalized_alignment");
      Alignment alignment =
          Alignment.millis(
              spoken.path("chars"), either(spoken, "charStartTimesMs", "char_start_times_ms"));
      return new Piece(context, new Audio(audio, alignment.words()), alignment.characters(), last);
    }
    return last ? new Final(context) : new Other();
  }

  private static JsonNode either(JsonNode message, String one, String other) {
    JsonNode found = message.path(one);
    return found.isMissingNode() || found.isNull() ? message.path(other) : found;
  }

  static boolean isBase64(String text) {
    int end = text.length();
    while (end > 0 && end > text.length() - 2 && text.charAt(end - 1) == '=') {
      end--;
    }
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean fits =
          (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || c == '+'
              || c == '/';
      if (!fits) {
        return false;
      }
    }
    return text.length() % 4 == 0;
  }
}
