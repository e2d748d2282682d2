package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Reads a small body strictly: every `take` names a field as known, `done` throws everything that
/// was wrong at once. What a `take` returns counts only after `done`.
final class Fields {
  private final ObjectNode object;
  private final Set<String> known = new LinkedHashSet<>();
  private final List<ApiError> errors = new ArrayList<>();

  Fields(ObjectNode object) {
    this.object = object;
  }

  String text(String name, int charsMax) {
    Optional<String> text = optionalText(name, charsMax);
    if (!object.has(name)) {
      wrong(name, "missing_key", "'" + name + "' is missing");
    }
    return text.orElse("");
  }

  Optional<String> optionalText(String name, int charsMax) {
    known.add(name);
    JsonNode node = object.get(name);
    if (node == null || node.isNull()) {
      if (node != null) {
        wrong(name, "wrong_type", "this must be a text");
      }
      return Optional.empty();
    }
    return text(name, node, charsMax);
  }

  private Optional<String> text(String path, JsonNode node, int charsMax) {
    if (!node.isTextual()) {
      wrong(path, "wrong_type", "this must be a text");
    } else if (node.textValue().isBlank() || !printable(node.textValue())) {
      wrong(path, "bad_text", "this text is blank or holds control characters");
    } else if (node.textValue().length() > charsMax) {
      wrong(path, "too_long", "at most " + charsMax + " characters");
    } else {
      return Optional.of(node.textValue().strip());
    }
    return Optional.empty();
  }

  private static boolean printable(String text) {
    return text.codePoints()
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }

  /// Whatever was typed, several lines and nothing at all included.
  Optional<String> typed(String name, int charsMax) {
    known.add(name);
    JsonNode node = object.get(name);
    if (node == null || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isTextual()) {
      wrong(name, "wrong_type", "this must be a text");
    } else if (node.textValue().length() > charsMax) {
      wrong(name, "too_long", "at most " + charsMax + " characters");
    } else if (node.textValue().indexOf(0) >= 0) {
      wrong(name, "bad_text", "this text holds a zero character");
    } else {
      return Optional.of(node.textValue());
    }
    return Optional.empty();
  }

  List<String> texts(String name, int itemsMax, int charsMax) {
    known.add(name);
    JsonNode node = object.get(name);
    List<String> texts = new ArrayList<>();
    if (node == null) {
      return texts;
    }
    if (!node.isArray()) {
      wrong(name, "wrong_type", "this must be a list of texts");
    } else if (node.size() > itemsMax) {
      wrong(name, "too_many", "at most " + itemsMax);
    } else {
      for (int i = 0; i < node.size(); i++) {
        text(name + "[" + i + "]", node.get(i), charsMax).ifPresent(texts::add);
      }
    }
    return texts;
  }

  /// One of some words.
  <T> Optional<T> word(String name, Map<String, T> words) {
    Optional<String> text = optionalText(name, 100);
    if (text.isPresent() && !words.containsKey(text.get())) {
      wrong(name, "unknown_value", "this must be one of " + String.join(", ", words.keySet()));
    }
    return text.map(words::get);
  }

  OptionalInt optionalWhole(String name, int min, int max) {
    if (!object.has(name)) {
      known.add(name);
      return OptionalInt.empty();
    }
    return OptionalInt.of(whole(name, min, max));
  }

  int whole(String name, int min, int max) {
    known.add(name);
    JsonNode node = object.get(name);
    if (node == null) {
      wrong(name, "missing_key", "'" + name + "' is missing");
    } else if (!node.isIntegralNumber()) {
      wrong(name, "wrong_type", "this must be a whole number");
    } else if (!node.canConvertToInt() || node.intValue() < min || node.intValue() > max) {
      wrong(name, "out_of_range", "this must be " + min + " to " + max);
    } else {
      return node.intValue();
    }
    return min;
  }

  /// A group of whatever fields, to be checked by somebody else; empty when absent.
  ObjectNode object(String name) {
    known.add(name);
    JsonNode node = object.get(name);
    if (node == null) {
      return Json.object();
    }
    if (node instanceof ObjectNode group) {
      return group;
    }
    wrong(name, "wrong_type", "this must be a group of fields");
    return Json.object();
  }

  /// A group of texts by name; what is null in it is empty here.
  Map<String, Optional<String>> entries(String name, int entriesMax, int charsMax) {
    ObjectNode group = object(name);
    if (group.size() > entriesMax) {
      wrong(name, "too_many", "at most " + entriesMax);
      return Map.of();
    }
    Map<String, Optional<String>> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : group.properties()) {
      if (!entry.getKey().matches("[a-z][a-z0-9_]{0,62}")) {
        wrong(name, "bad_name", "names in here are lower-case letters, digits and _");
      } else if (entry.getValue().isNull()) {
        entries.put(entry.getKey(), Optional.empty());
      } else {
        text(name + "." + entry.getKey(), entry.getValue(), charsMax)
            .ifPresent(text -> entries.put(entry.getKey(), Optional.of(text)));
      }
    }
    return entries;
  }

  /// True or false; false when absent.
  boolean flag(String name) {
    known.add(name);
    JsonNode node = object.get(name);
    if (node != null && !node.isBoolean()) {
      wrong(name, "wrong_type", "this must be true or false");
    }
    return node != null && node.asBoolean();
  }

  boolean has(String name) {
    return object.has(name);
  }

  void require(String name) {
    if (!object.has(name)) {
      wrong(name, "missing_key", "'" + name + "' is missing");
    }
  }

  void wrong(String path, String code, String message) {
    errors.add(ApiError.of(path, code, message));
  }

  /// Throws when anything was wrong, an unknown field included.
  void done() {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                String shown = printable(name) && name.length() <= 64 ? name : "…";
                wrong(shown, "unknown_key", "there is no '" + shown + "' here");
              }
            });
    if (!errors.isEmpty()) {
      throw ApiException.of(ApiCode.INVALID_BODY, errors);
    }
  }
}
