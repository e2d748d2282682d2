package dev.parley.channel.sandbox.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The fields of one JSON object of a request; what is missing, unknown or too long is refused with
/// its path.
record Fields(ObjectNode node, String path) {
  private static final int INVALID = 131009;

  static Fields of(JsonNode node, String path) {
    if (node instanceof ObjectNode object) {
      return new Fields(object, path);
    }
    throw new Refusal(100, path + " must be an object");
  }

  Fields knowsOnly(String... names) {
    Set<String> known = Set.of(names);
    for (String name : (Iterable<String>) node::fieldNames) {
      if (!known.contains(name)) {
        throw new Refusal(100, "Unexpected key \"" + name + "\" on param \"" + path + "\".");
      }
    }
    return this;
  }

  boolean has(String name) {
    return node.has(name);
  }

  Fields object(String name) {
    return of(required(name), path(name));
  }

  Optional<Fields> maybeObject(String name) {
    return Optional.ofNullable(node.get(name)).map(value -> of(value, path(name)));
  }

  /// @return the objects of a list, in order
  List<Fields> objects(String name, int min, int max) {
    JsonNode list = required(name);
    if (!list.isArray()) {
      throw new Refusal(100, path(name) + " must be an array");
    }
    if (list.size() < min || list.size() > max) {
      throw new Refusal(INVALID, path(name) + " has " + min + " to " + max + " elements");
    }
    List<Fields> all = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      all.add(of(list.get(i), path(name) + "[" + i + "]"));
    }
    return all;
  }

  /// A text that is there and not blank.
  String text(String name, int max) {
    String value = string(name, required(name));
    if (value.isBlank()) {
      throw new Refusal(131008, path(name) + " must not be empty");
    }
    return withinMax(name, value, max);
  }

  /// A text that may be absent or empty.
  String maybeText(String name, int max) {
    JsonNode value = node.get(name);
    return value == null ? "" : withinMax(name, string(name, value), max);
  }

  String oneOf(String name, String... values) {
    String value = text(name, 100);
    if (Stream.of(values).noneMatch(value::equals)) {
      throw new Refusal(INVALID, path(name) + " is none of " + String.join(", ", values));
    }
    return value;
  }

  void maybeFlag(String name) {
    if (has(name) && !required(name).isBoolean()) {
      throw new Refusal(100, path(name) + " must be a boolean");
    }
  }

  double number(String name, double min, double max) {
    JsonNode value = required(name);
    double number = value.isNumber() ? value.asDouble() : Double.NaN;
    if (Double.isNaN(number) || number < min || number > max) {
      throw new Refusal(INVALID, path(name) + " must be a number from " + min + " to " + max);
    }
    return number;
  }

  String httpUrl(String name) {
    String value = text(name, 2_000);
    try {
      URI url = new URI(value);
      if (url.getHost() != null && Set.of("http", "https").contains(url.getScheme())) {
        return value;
      }
    } catch (URISyntaxException e) {
      throw new Refusal(INVALID, path(name) + " is not a URL");
    }
    throw new Refusal(INVALID, path(name) + " is not an http or https URL");
  }

  private JsonNode required(String name) {
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      throw new Refusal(131008, path(name) + " is missing");
    }
    return value;
  }

  private String string(String name, JsonNode value) {
    if (!value.isTextual()) {
      throw new Refusal(100, path(name) + " must be a string");
    }
    return value.textValue();
  }

  private String withinMax(String name, String value, int max) {
    if (value.codePointCount(0, value.length()) > max) {
      throw new Refusal(INVALID, path(name) + " must be at most " + max + " characters long");
    }
    return value;
  }

  private String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
