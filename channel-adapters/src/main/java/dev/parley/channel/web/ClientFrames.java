package dev.parley.channel.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.config.json.Json;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a browser's frames. Unknown fields are passed over, so that older servers understand newer
/// widgets; everything else must be as the protocol says. Thread-safe.
final class ClientFrames {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9._~-]{1,200}");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}");
  private static final ObjectReader JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .recyclerPool(Json.BUFFERS)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(4)
                          .maxNumberLength(20)
                          .maxNameLength(100)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private final int textCharsMax;

  ClientFrames(int textCharsMax) {
    this.textCharsMax = textCharsMax;
  }

  ClientFrame read(String json) throws RefusedFrame {
    JsonNode frame = parsed(json);
    return switch (text(frame, "type")) {
      case "hello" -> hello(frame);
      case "message" -> message(frame);
      case "typing" -> new ClientFrame.Typing();
      case "end" -> new ClientFrame.End();
      default -> throw new RefusedFrame(ErrorCode.UNKNOWN_TYPE, Optional.empty());
    };
  }

  private static JsonNode parsed(String json) throws RefusedFrame {
    try {
      JsonNode frame = JSON.readTree(json);
      if (frame.isObject()) {
        return frame;
      }
    } catch (JsonProcessingException notJson) {
      throw malformed();
    }
    throw malformed();
  }

  private static ClientFrame hello(JsonNode frame) throws RefusedFrame {
    JsonNode session = frame.path("session");
    boolean none = session.isMissingNode() || session.isNull();
    if (!none && !(session.isTextual() && SESSION.matcher(session.textValue()).matches())) {
      throw malformed();
    }
    JsonNode lastSeq = frame.path("last_seq");
    boolean number = lastSeq.isIntegralNumber() && lastSeq.canConvertToInt();
    if ((!number && !lastSeq.isMissingNode()) || lastSeq.asInt() < 0) {
      throw malformed();
    }
    return new ClientFrame.Hello(
        none ? Optional.empty() : Optional.of(session.textValue()),
        lastSeq.asInt(),
        language(frame.path("language").asText("")),
        frame.path("own_turns").asBoolean(false));
  }

  private ClientFrame message(JsonNode frame) throws RefusedFrame {
    String id = text(frame, "id");
    if (!ID.matcher(id).matches()) {
      throw new RefusedFrame(ErrorCode.BAD_ID, Optional.empty());
    }
    String text = ChatText.clean(text(frame, "text"));
    if (text.isEmpty()) {
      throw new RefusedFrame(ErrorCode.TEXT_EMPTY, Optional.of(id));
    }
    if (text.length() > textCharsMax) {
      throw new RefusedFrame(ErrorCode.TEXT_TOO_LONG, Optional.of(id));
    }
    return new ClientFrame.Message(id, text);
  }

  /// A language tag, or empty for what is none: a wrong preference is no reason to refuse anyone.
  static String language(String tag) {
    return LANGUAGE.matcher(tag).matches() ? tag : "";
  }

  private static String text(JsonNode frame, String field) throws RefusedFrame {
    JsonNode value = frame.path(field);
    if (!value.isTextual()) {
      throw malformed();
    }
    return value.textValue();
  }

  private static RefusedFrame malformed() {
    return new RefusedFrame(ErrorCode.MALFORMED, Optional.empty());
  }
}
