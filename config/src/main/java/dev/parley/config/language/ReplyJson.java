package dev.parley.config.language;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import java.io.IOException;
import java.util.Optional;

/// The object in what a model wrote, with patience for the form: fences and words around it are
/// skipped, and one that lacks its end is read as far as whole members go. What it means is for the
/// caller to judge. Never throws on what a model wrote. Thread-safe.
public final class ReplyJson {
  private static final JsonMapper JSON =
      new JsonMapper(JsonFactory.builder().recyclerPool(Json.BUFFERS).build());

  private ReplyJson() {}

  /// @param spoken the member that is said aloud while it is written: half of it is none, so that
  ///     an answer without its end lacks it
  /// @return empty where there is no object, or no whole member in it
  public static Optional<ObjectNode> object(String text, Optional<String> spoken) {
    return whole(text).or(() -> beginning(text, spoken));
  }

  private static Optional<ObjectNode> whole(String text) {
    int start = text.indexOf('{');
    if (start < 0) {
      return Optional.empty();
    }
    try (JsonParser parser = JSON.createParser(text.substring(start))) {
      JsonNode node = JSON.readTree(parser);
      return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (IOException e) {
      // Models write broken JSON; what is whole in it is looked for next.
      return Optional.empty();
    }
  }

  private static Optional<ObjectNode> beginning(String text, Optional<String> spoken) {
    ObjectNode node = JSON.createObjectNode();
    PartialListener members =
        new PartialListener() {
          @Override
          public void member(String name, String json) {
            try {
              node.set(name, JSON.readTree(json));
            } catch (JsonProcessingException e) {
              // This member is broken; the next may be whole.
              node.remove(name);
            }
          }
        };
    new ReplyPieces(spoken, members).add(text);
    return node.isEmpty() ? Optional.empty() : Optional.of(node);
  }
}
