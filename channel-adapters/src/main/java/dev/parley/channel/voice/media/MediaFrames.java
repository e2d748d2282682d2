package dev.parley.channel.voice.media;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.config.json.Json;
import java.util.Optional;

/// Twilio's frames, read and written. Unknown events and fields are left alone.
final class MediaFrames {
  // A socket's thread lives as long as its call: it borrows buffers and keeps none.
  private static final JsonMapper JSON =
      new JsonMapper(JsonFactory.builder().recyclerPool(Json.BUFFERS).build());

  private MediaFrames() {}

  sealed interface Frame {
    /// @param ticket empty where there is none
    record Start(String stream, String callId, String ticket, boolean known) implements Frame {}

    /// @param payload base64, checked
    record Media(String payload) implements Frame {}

    record Mark(String name) implements Frame {}

    record Dtmf(char digit) implements Frame {}

    record Stop() implements Frame {}

    /// Nothing for us.
    record Other() implements Frame {}
  }

  /// Empty when it is not JSON.
  static Optional<Frame> read(String text) {
    Optional<String> payload = MediaScan.payload(text);
    if (payload.isPresent()) {
      return Optional.of(new Frame.Media(payload.get()));
    }
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
    return Optional.of(
        switch (node.path("event").asText()) {
          case "media" -> media(node.path("media"));
          case "mark" -> new Frame.Mark(node.path("mark").path("name").asText());
          case "dtmf" -> dtmf(node.path("dtmf").path("digit").asText());
          case "start" -> start(node.path("start"));
          case "stop" -> new Frame.Stop();
          default -> new Frame.Other();
        });
  }

  private static Frame start(JsonNode start) {
    JsonNode format = start.path("mediaFormat");
    boolean known =
        format.path("encoding").asText().equals("audio/x-mulaw")
            && format.path("sampleRate").asInt() == 8000
            && format.path("channels").asInt() == 1;
    return new Frame.Start(
        start.path("streamSid").asText(),
        start.path("callSid").asText(),
        start.path("customParameters").path("ticket").asText(),
        known);
  }

  private static Frame media(JsonNode media) {
    String payload = media.path("payload").asText();
    boolean inbound = media.path("track").asText("inbound").startsWith("inbound");
    return inbound && !payload.isEmpty() && isBase64(payload)
        ? new Frame.Media(payload)
        : new Frame.Other();
  }

  private static Frame dtmf(String digit) {
    return digit.length() == 1 && "0123456789*#ABCD".contains(digit)
        ? new Frame.Dtmf(digit.charAt(0))
        : new Frame.Other();
  }

  /// It goes on to a speech vendor as it is, inside its own frames.
  private static boolean isBase64(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!MediaScan.isBase64(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /// @param payload base64
  static String media(String stream, String payload) {
    return "{\"event\":\"media\",\"streamSid\":\""
        + stream
        + "\",\"media\":{\"payload\":\""
        + payload
        + "\"}}";
  }

  static String mark(String stream, String name) {
    return "{\"event\":\"mark\",\"streamSid\":\""
        + stream
        + "\",\"mark\":{\"name\":\""
        + name
        + "\"}}";
  }

  static String clear(String stream) {
    return "{\"event\":\"clear\",\"streamSid\":\"" + stream + "\"}";
  }
}
