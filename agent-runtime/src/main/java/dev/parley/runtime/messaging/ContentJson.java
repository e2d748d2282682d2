package dev.parley.runtime.messaging;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.InboundMessage;
import dev.parley.channel.MessageContent;
import dev.parley.config.json.Json;
import java.util.Locale;
import java.util.Optional;

/// What a message was besides its words, as it is kept in the inbox. Pure.
final class ContentJson {
  private ContentJson() {}

  /// Empty for plain words.
  static Optional<String> of(InboundMessage message) {
    ObjectNode json = Json.object();
    switch (message.content()) {
      case MessageContent.Text _, MessageContent.Reaction _ -> {
        return Optional.empty();
      }
      case MessageContent.Choice(var id, var _) -> json.put("kind", "choice").put("id", id);
      case MessageContent.Attachments(var _, var items) -> {
        ArrayNode files = json.put("kind", "attachments").putArray("items");
        items.forEach(
            item ->
                files
                    .addObject()
                    .put("kind", item.kind().name().toLowerCase(Locale.ROOT))
                    .put("media_type", item.mediaType())
                    .put("reference", item.reference()));
      }
      case MessageContent.Location(var latitude, var longitude, var _, var _) ->
          json.put("kind", "location").put("latitude", latitude).put("longitude", longitude);
      case MessageContent.ContactCards _ -> json.put("kind", "contacts");
      case MessageContent.Order(var catalog, var _, var _) ->
          json.put("kind", "order").put("catalog", catalog);
      case MessageContent.FlowReply(var fields) -> {
        ObjectNode filled = json.put("kind", "form").putObject("fields");
        fields.forEach(filled::put);
      }
      case MessageContent.Unsupported(var kind) ->
          json.put("kind", "unsupported").put("type", kind);
    }
    return Optional.of(json.toString());
  }
}
