package dev.parley.config.language;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The JSON object a model is to answer, kept to what every provider understands: no alternatives,
/// no references, no optional members. What may be absent gets a word for it (`none`). Immutable.
///
/// @param name for the provider, letters, digits and underscores
public record ReplySchema(String name, Thing root) {

  /// A part of the shape.
  public sealed interface Shape {}

  /// A text.
  public record Text(String description) implements Shape {}

  /// A whole number.
  public record Whole(String description) implements Shape {}

  /// One of these words.
  public record OneOf(String description, List<String> words) implements Shape {
    public OneOf {
      words = List.copyOf(words);
      if (words.isEmpty()) {
        throw new IllegalArgumentException("a choice of no words cannot be answered");
      }
    }
  }

  /// Any number of these.
  public record ListOf(String description, Shape item) implements Shape {}

  /// An object with exactly these members, in this order.
  public record Thing(String description, Map<String, Shape> members) implements Shape {
    public Thing {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  /// As JSON Schema text, for prompts and as a name in a stored run.
  public String json() {
    return ReplySchemaJson.write(root).toString();
  }

  public String hash() {
    return Sha256.hex(json());
  }
}
