package dev.parley.channel.voice.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.channel.http.FormBody;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a line asks for when it ends its relay; comes back from Twilio with the next question, to
/// whichever node.
///
/// @param to the person to ring; empty: hang up
public record Handoff(Optional<String> to, String language) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");

  public String written() {
    var node = JSON.createObjectNode();
    to.ifPresent(number -> node.put("to", number));
    return node.put("language", language).toString();
  }

  static Optional<Handoff> read(FormBody form) {
    try {
      Optional<String> written = form.text("HandoffData");
      if (written.isEmpty()) {
        return Optional.empty();
      }
      JsonNode node = JSON.readTree(written.get());
      return Optional.of(
          new Handoff(
              Optional.of(node.path("to").asText()).filter(to -> E164.matcher(to).matches()),
              node.path("language").asText("en")));
    } catch (JsonProcessingException notOurs) {
      return Optional.empty();
    }
  }
}
