package dev.parley.runtime.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Pages of a list. A cursor names the last item of its page, opaquely: nobody should build one.
final class Cursor {
  private static final int CHARS_MAX = 200;
  private static final String MARK = "1:";

  private Cursor() {}

  static String of(String last) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString((MARK + last).getBytes(UTF_8));
  }

  static Optional<String> read(String cursor) {
    if (cursor.length() > CHARS_MAX) {
      return Optional.empty();
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
      return text.startsWith(MARK) && of(text.substring(MARK.length())).equals(cursor)
          ? Optional.of(text.substring(MARK.length()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Reads one item more than asked for, to know whether there is a next page.
  static <T> Reply page(
      int limit,
      Function<Integer, List<T>> read,
      Function<T, JsonNode> json,
      Function<T, String> key) {
    List<T> found = read.apply(limit + 1);
    List<T> page = found.subList(0, Math.min(limit, found.size()));
    ObjectNode body = Json.object();
    ArrayNode items = body.putArray("items");
    page.forEach(item -> items.add(json.apply(item)));
    if (found.size() > limit) {
      body.put("next", of(key.apply(page.getLast())));
    } else {
      body.putNull("next");
    }
    return Reply.ok(body);
  }
}
