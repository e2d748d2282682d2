package dev.parley.channel.sandbox.whatsapp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The account's templates. Thread-safe.
final class Templates {
  private final Map<Key, Template> templates = new LinkedHashMap<>();

  private record Key(String name, String language) {}

  synchronized void add(Template template) {
    templates.put(new Key(template.name(), template.language()), template);
  }

  synchronized Optional<Template> get(String name, String language) {
    return Optional.ofNullable(templates.get(new Key(name, language)));
  }

  private synchronized List<Template> all(Optional<String> name) {
    return templates.values().stream()
        .filter(template -> name.isEmpty() || template.name().equals(name.get()))
        .toList();
  }

  /// One page.
  ///
  /// @param after the cursor of the page before, or empty
  ObjectNode json(Optional<String> name, int limit, Optional<String> after) {
    List<Template> all = all(name);
    int start = after.map(cursor -> cursor.matches("c[0-9]{1,6}") ? number(cursor) : -1).orElse(0);
    if (start < 0 || limit < 1 || limit > 1_000) {
      throw new Refusal(100, "Invalid cursors values");
    }
    int end = Math.min(all.size(), start + limit);
    ObjectNode json = Json.object();
    ArrayNode data = json.putArray("data");
    all.subList(Math.min(start, end), end).forEach(template -> data.add(template.json()));
    ObjectNode paging = json.putObject("paging");
    paging.putObject("cursors").put("before", "c" + start).put("after", "c" + end);
    if (end < all.size()) {
      paging.put("next", "?after=c" + end);
    }
    return json;
  }

  private static int number(String cursor) {
    return Integer.parseInt(cursor.substring(1));
  }
}
