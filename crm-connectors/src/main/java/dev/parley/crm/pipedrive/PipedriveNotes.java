package dev.parley.crm.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.Connector;
import dev.parley.crm.ConversationText.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/// The conversation, and what people decided, as notes. A note has no key: each begins with a mark,
/// and whoever tries again first looks which marks are there.
final class PipedriveNotes {
  private static final int PAGE = 500;
  private static final int PAGES_MAX = 20;
  private static final int MARK_CHARACTERS_MAX = 200;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// What a note hangs on: the lead, or the person where the lead is no more.
  record Place(String key, String id) {}

  private record Note(long id, String mark) {}

  private final PipedriveApi api;
  private final int charactersMax;

  PipedriveNotes(PipedriveApi api, int charactersMax) {
    this.api = api;
    this.charactersMax = charactersMax;
  }

  /// Of the conversation's text: escaped, one character becomes six at the worst.
  int textCharactersMax() {
    return (charactersMax - MARK_CHARACTERS_MAX) / 6;
  }

  /// @param fresh nothing can be there yet: no need to look
  void write(Connector connector, Place place, List<Part> parts, boolean fresh) {
    if (parts.isEmpty()) {
      return;
    }
    Set<String> there = new HashSet<>();
    if (!fresh) {
      list(connector, place).forEach(note -> there.add(note.mark()));
    }
    for (Part part : parts) {
      if (!there.contains("[" + part.title() + "]")) {
        api.send(connector, "POST", api.v1("notes").build(), note(place, part));
      }
    }
  }

  static ObjectNode note(Place place, Part part) {
    ObjectNode note = NODES.objectNode().put("content", content(part));
    return place.key().equals("person_id")
        ? note.put(place.key(), Long.parseLong(place.id()))
        : note.put(place.key(), place.id());
  }

  /// Takes away all notes that begin with `mark`.
  void erase(Connector connector, Place place, String mark) {
    for (Note note : list(connector, place)) {
      if (note.mark().startsWith("[" + mark)) {
        api.delete(connector, api.v1("notes").addPathSegment(Long.toString(note.id())).build());
      }
    }
  }

  private List<Note> list(Connector connector, Place place) {
    List<Note> notes = new ArrayList<>();
    for (int page = 0; page < PAGES_MAX; page++) {
      HttpUrl url =
          api.v1("notes")
              .addQueryParameter(place.key(), place.id())
              .addQueryParameter("start", Integer.toString(page * PAGE))
              .addQueryParameter("limit", Integer.toString(PAGE))
              .build();
      Optional<JsonNode> body = api.get(connector, url);
      for (JsonNode note : body.map(each -> each.path("data")).orElseGet(NODES::arrayNode)) {
        notes.add(new Note(note.path("id").asLong(), mark(note.path("content").asText())));
      }
      boolean more =
          body.map(each -> each.at("/additional_data/pagination/more_items_in_collection"))
              .map(JsonNode::asBoolean)
              .orElse(false);
      if (!more) {
        break;
      }
    }
    return notes;
  }

  private static String mark(String content) {
    int start = content.indexOf('[');
    int end = content.indexOf(']');
    return start >= 0 && end > start ? content.substring(start, end + 1) : "";
  }

  /// Notes are HTML there: what the contact wrote must stay text.
  private static String content(Part part) {
    return "[" + part.title() + "]<br>" + escaped(part.text());
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("\n", "<br>");
  }
}
