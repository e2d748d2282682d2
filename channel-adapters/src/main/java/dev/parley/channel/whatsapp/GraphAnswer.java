package dev.parley.channel.whatsapp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.parley.channel.http.Exchange;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// What the Graph API answered, as far as it can be read.
///
/// @param tree missing when it is no JSON
record GraphAnswer(Exchange.Answered answer, JsonNode tree) {

  static GraphAnswer of(Exchange.Answered answer) {
    try {
      return new GraphAnswer(answer, Wire.MAPPER.readTree(answer.body()));
    } catch (JsonProcessingException notJson) {
      return new GraphAnswer(answer, MissingNode.getInstance());
    }
  }

  Optional<String> messageId() {
    JsonNode id = tree.path("messages").path(0).path("id");
    return id.isTextual() && !id.textValue().isBlank()
        ? Optional.of(id.textValue())
        : Optional.empty();
  }

  OptionalInt errorCode() {
    JsonNode code = tree.path("error").path("code");
    return code.canConvertToInt() ? OptionalInt.of(code.intValue()) : OptionalInt.empty();
  }

  boolean isTransient() {
    return tree.path("error").path("is_transient").asBoolean(false);
  }

  /// Minutes until an exhausted quota is open again, where the usage header says so.
  Optional<Duration> regain() {
    return answer
        .header("X-Business-Use-Case-Usage")
        .map(GraphAnswer::tree)
        .map(
            usage ->
                usage.findValues("estimated_time_to_regain_access").stream()
                    .mapToInt(JsonNode::asInt)
                    .max()
                    .orElse(0))
        .filter(minutes -> minutes > 0)
        .map(Duration::ofMinutes);
  }

  private static JsonNode tree(String json) {
    try {
      return Wire.MAPPER.readTree(json);
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }
}
