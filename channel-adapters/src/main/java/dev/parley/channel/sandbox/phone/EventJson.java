package dev.parley.channel.sandbox.phone;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.MediaFile;
import dev.parley.channel.sandbox.PhoneEvent;
import dev.parley.channel.sandbox.PhoneMessage;
import dev.parley.config.json.Json;
import java.util.List;
import java.util.Locale;

/// Events as the page reads them.
final class EventJson {
  private EventJson() {}

  static ObjectNode of(List<PhoneLog.Numbered> events, long after) {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("events");
    events.forEach(event -> list.add(of(event.event())));
    return json.put("next", events.isEmpty() ? after : events.getLast().number());
  }

  private static ObjectNode of(PhoneEvent event) {
    return switch (event) {
      case PhoneEvent.Shown shown -> of(shown.message()).put("type", "message");
      case PhoneEvent.Ticked ticked ->
          Json.object()
              .put("type", "tick")
              .put("id", ticked.messageId())
              .put("tick", ticked.tick().name().toLowerCase(Locale.ROOT));
      case PhoneEvent.Typing typing -> Json.object().put("type", "typing");
    };
  }

  private static ObjectNode of(PhoneMessage message) {
    ObjectNode json =
        Json.object()
            .put("id", message.id())
            .put("own", message.own())
            .put("kind", message.kind())
            .put("header", message.header())
            .put("text", message.text())
            .put("footer", message.footer())
            .put("list_label", message.listLabel())
            .put("at", message.at().toString());
    ArrayNode options = json.putArray("options");
    for (PhoneMessage.Option option : message.options()) {
      options
          .addObject()
          .put("id", option.id())
          .put("title", option.title())
          .put("description", option.description());
    }
    ArrayNode media = json.putArray("media");
    for (MediaFile file : message.media()) {
      media.addObject().put("media_type", file.type()).put("name", file.name());
    }
    return json;
  }
}
