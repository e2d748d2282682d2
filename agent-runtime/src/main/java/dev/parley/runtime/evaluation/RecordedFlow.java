package dev.parley.runtime.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A flow graph and dialogues that followed it, as recorded.
///
/// @param graph which action follows an action, an outcome of a query, a yes or a no
/// @param replies the wording of actions
/// @param slots what a query needs, without the kind of query
record RecordedFlow(
    String task,
    String language,
    Map<String, String> graph,
    Map<String, String> replies,
    List<Slot> slots,
    List<Dialogue> dialogues) {
  private static final String KIND_OF_QUERY = "RequestType";

  record Slot(String name, String type, List<String> categories, boolean required) {}

  /// @param happy whether the contact was not asked to be difficult
  /// @param gold slots of the last query
  record Dialogue(String id, boolean happy, List<Spoken> turns, Map<String, String> gold) {
    int lastQuery() {
      for (int i = turns.size() - 1; i >= 0; i--) {
        if (turns.get(i).role() == Role.QUERY) {
          return i;
        }
      }
      return turns.size();
    }
  }

  enum Role {
    USER,
    AGENT,
    QUERY,
    RESULT
  }

  /// @param action what was done; empty for free wording and for the contact
  record Spoken(String id, Role role, String text, Optional<String> action) {}

  /// Throws `IllegalArgumentException` where it is no recorded flow.
  static RecordedFlow of(JsonNode json) {
    if (!json.path("graph").isObject() || !json.path("dialogues").isArray()) {
      throw new IllegalArgumentException("no flow: 'graph' and 'dialogues' are wanted");
    }
    List<Slot> slots = new ArrayList<>();
    for (JsonNode slot : json.path("slots")) {
      if (!slot.path("type").asText().equals(KIND_OF_QUERY)) {
        slots.add(
            new Slot(
                slot.path("name").asText(),
                slot.path("type").asText(),
                texts(slot.path("categories")),
                slot.path("required").asBoolean(true)));
      }
    }
    List<Dialogue> dialogues = new ArrayList<>();
    json.path("dialogues").forEach(dialogue -> dialogues.add(dialogue(dialogue)));
    return new RecordedFlow(
        json.path("task").asText("flow"),
        json.path("lang").asText("en"),
        map(json.path("graph")),
        map(json.path("replies")),
        slots,
        dialogues);
  }

  private static Dialogue dialogue(JsonNode json) {
    List<Spoken> turns = new ArrayList<>();
    for (JsonNode turn : json.path("turns")) {
      Role role =
          switch (turn.path("role").asText()) {
            case "user" -> Role.USER;
            case "agent" -> Role.AGENT;
            case "query" -> Role.QUERY;
            case "result" -> Role.RESULT;
            default ->
                throw new IllegalArgumentException(
                    "no role of a turn: " + turn.path("role").asText());
          };
      Optional<String> action =
          turn.hasNonNull("action_label")
              ? Optional.of(turn.get("action_label").asText())
              : Optional.empty();
      turns.add(new Spoken(turn.path("id").asText(), role, turn.path("text").asText(""), action));
    }
    return new Dialogue(
        json.path("id").asText(),
        json.path("happy").asBoolean(true),
        turns,
        map(json.path("gold")));
  }

  private static Map<String, String> map(JsonNode json) {
    Map<String, String> map = new LinkedHashMap<>();
    json.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
    return map;
  }

  private static List<String> texts(JsonNode json) {
    List<String> texts = new ArrayList<>();
    json.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /// Actions that ask, in the order of the graph, up to the first query.
  List<String> asks() {
    List<String> asks = new ArrayList<>();
    String action = graph.get("hello");
    while (action != null && !isQuery(action) && !asks.contains(action)) {
      asks.add(action);
      action = graph.get(action);
    }
    return asks;
  }

  /// The query the asking ends in; empty in a graph without one.
  Optional<String> query() {
    List<String> asks = asks();
    return asks.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(graph.get(asks.getLast())).filter(RecordedFlow::isQuery);
  }

  static boolean isQuery(String action) {
    return action.startsWith("query");
  }

  static boolean isFarewell(String action) {
    return action.contains("bye");
  }
}
