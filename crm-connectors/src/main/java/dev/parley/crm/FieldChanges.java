package dev.parley.crm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.FieldMapping.Wanted;
import java.util.Map;
import java.util.Optional;

/// What an amendment may write over a record that is there: what the policy of each field allows,
/// and no field that holds the same already. Pure.
public final class FieldChanges {
  /// A value as the other system's field takes it.
  @FunctionalInterface
  public interface Typing {
    JsonNode of(String field, String value);
  }

  private FieldChanges() {}

  /// @param previous what was delivered of the lead before
  /// @param now the record as it stands there
  /// @param placeholder stands for what the lead did not say: nobody's word
  /// @return by the other system's names; empty where nothing changes
  public static ObjectNode of(
      FieldMapping mapping,
      LeadView lead,
      Optional<String> previous,
      JsonNode now,
      String placeholder,
      Typing typing) {
    Map<String, Wanted> before = previous.map(LeadView::of).map(mapping::wanted).orElse(Map.of());
    ObjectNode changes = JsonNodeFactory.instance.objectNode();
    mapping
        .wanted(lead)
        .forEach(
            (field, want) -> {
              JsonNode there = now.path(field);
              JsonNode value = typing.of(field, want.value());
              JsonNode ours =
                  Optional.ofNullable(before.get(field))
                      .map(was -> typing.of(field, was.value()))
                      .orElseGet(MissingNode::getInstance);
              if (writes(want.policy(), there, ours, placeholder) && !same(there, value)) {
                changes.set(field, value);
              }
            });
    return changes;
  }

  /// @param ours what the last delivery wrote there; missing for nothing
  private static boolean writes(
      FieldPolicy policy, JsonNode there, JsonNode ours, String placeholder) {
    return switch (policy) {
      // What we wrote last is ours to correct.
      case FILL_EMPTY ->
          there.asText("").isEmpty()
              || there.asText().equals(placeholder)
              || (!ours.isMissingNode() && same(there, ours));
      case OVERWRITE -> true;
      case NEVER -> false;
    };
  }

  private static boolean same(JsonNode there, JsonNode value) {
    return (there.isNumber() && value.isNumber())
        ? there.decimalValue().compareTo(value.decimalValue()) == 0
        : there.asText().equals(value.asText());
  }
}
