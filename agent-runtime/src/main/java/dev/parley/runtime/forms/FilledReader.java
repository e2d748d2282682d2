package dev.parley.runtime.forms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.http.FormBody;
import dev.parley.config.json.Json;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads what a browser sends, as JSON or as a plain form, within bounds.
final class FilledReader {
  static final int FIELDS_MAX = 40;
  static final int NAME_CHARS_MAX = 63;
  static final int TEXT_CHARS_MAX = 2_000;

  private FilledReader() {}

  /// What is wrong with it, in words.
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
      super(message);
    }
  }

  static Filled json(byte[] body) throws Unreadable {
    JsonNode node;
    try {
      node = Json.parse(body);
    } catch (JsonProcessingException e) {
      throw new Unreadable("The body is not JSON.");
    }
    if (!(node instanceof ObjectNode object)) {
      throw new Unreadable("The body must be a JSON object of texts.");
    }
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    for (var field : object.properties()) {
      if (field.getValue().isContainerNode()) {
        throw new Unreadable("'%s' must be a text.".formatted(shown(field.getKey())));
      }
      if (!field.getValue().isNull()) {
        fields.put(field.getKey(), field.getValue().asText());
      }
    }
    return bounded(fields);
  }

  static Filled form(byte[] body) throws Unreadable {
    Optional<FormBody> form = FormBody.read(body, FIELDS_MAX);
    if (form.isEmpty()) {
      throw new Unreadable("The body is not a form, or has too many fields.");
    }
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    form.get().sorted().forEach((name, texts) -> fields.put(name, String.join(", ", texts)));
    return bounded(fields);
  }

  private static Filled bounded(SequencedMap<String, String> fields) throws Unreadable {
    if (fields.size() > FIELDS_MAX) {
      throw new Unreadable("At most " + FIELDS_MAX + " fields.");
    }
    for (var field : fields.entrySet()) {
      if (!field.getKey().matches("[\\p{L}\\p{N}_. -]{1," + NAME_CHARS_MAX + "}")) {
        throw new Unreadable("Names of fields are letters, digits, '_', '-', '.' and spaces.");
      }
      if (field.getValue().length() > TEXT_CHARS_MAX || field.getValue().indexOf(0) >= 0) {
        throw new Unreadable(
            "'%s' has more than %d characters, or a zero character."
                .formatted(shown(field.getKey()), TEXT_CHARS_MAX));
      }
    }
    return new Filled(fields);
  }

  private static String shown(String name) {
    return name.matches("[\\p{L}\\p{N}_. -]{1,63}") ? name : "…";
  }
}
