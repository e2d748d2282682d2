package dev.parley.crm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// The secrets of a connector. Prints as stars; sealed where it is stored.
public final class Credentials {
  private final ObjectNode values;

  private Credentials(ObjectNode values) {
    this.values = values;
  }

  public static Credentials of(ObjectNode values) {
    return new Credentials(values.deepCopy());
  }

  public static Credentials none() {
    return new Credentials(JsonNodeFactory.instance.objectNode());
  }

  /// The text under a name; empty when absent, blank or not a text.
  public Optional<String> text(String name) {
    JsonNode value = values.get(name);
    return value != null && value.isTextual() && !value.textValue().isBlank()
        ? Optional.of(value.textValue())
        : Optional.empty();
  }

  public Credentials with(String name, String value) {
    ObjectNode changed = values.deepCopy();
    changed.put(name, value);
    return new Credentials(changed);
  }

  /// The secrets themselves, for sealing. The caller must not log or return them.
  public ObjectNode reveal() {
    return values.deepCopy();
  }

  @Override
  public String toString() {
    return "Credentials[****]";
  }
}
