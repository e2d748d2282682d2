package dev.parley.lead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What another reading of a conversation would change in its lead. Pure.
public final class LeadChanges {
  private static final List<String> READ_ANEW =
      List.of(
          "agent_version",
          "score",
          "band",
          "score_reasons",
          "score_rules",
          "score_version",
          "summary",
          "intent",
          "objections",
          "next_step",
          "summary_by",
          "disagreements");

  /// A field before and after; empty where the agent has no such field.
  ///
  /// @param kept whether a person decided the field: then it stays as it was
  public record Change(
      String field, Optional<JsonNode> before, Optional<JsonNode> after, boolean kept) {}

  private LeadChanges() {}

  /// Fields that differ in value, status, words, evidence or confidence, in the new order.
  ///
  /// @param edited ids of fields a person decided
  public static List<Change> between(ObjectNode before, ObjectNode after, Set<String> edited) {
    Set<String> ids = new LinkedHashSet<>();
    after.path("fields").fieldNames().forEachRemaining(ids::add);
    before.path("fields").fieldNames().forEachRemaining(ids::add);
    List<Change> changes = new ArrayList<>();
    for (String id : ids) {
      Optional<JsonNode> old = Optional.ofNullable(before.path("fields").get(id));
      Optional<JsonNode> now = Optional.ofNullable(after.path("fields").get(id));
      if (!old.equals(now)) {
        changes.add(new Change(id, old, now, edited.contains(id)));
      }
    }
    return changes;
  }

  /// The lead with the other reading accepted: its fields, its score and its summary; what a person
  /// decided stays, and so does everything that is not read from the transcript.
  public static ObjectNode accept(ObjectNode before, ObjectNode after, Set<String> edited) {
    ObjectNode accepted = before.deepCopy();
    READ_ANEW.forEach(
        member -> {
          if (after.has(member)) {
            accepted.set(member, after.get(member).deepCopy());
          }
        });
    ObjectNode fields = accepted.putObject("fields");
    after
        .path("fields")
        .properties()
        .forEach(field -> fields.set(field.getKey(), field.getValue().deepCopy()));
    before
        .path("fields")
        .properties()
        .forEach(
            field -> {
              if (edited.contains(field.getKey())) {
                fields.set(field.getKey(), field.getValue().deepCopy());
              }
            });
    return accepted;
  }
}
